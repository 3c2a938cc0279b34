#include "gateway/desk/holidays.hpp"

#include "flows/lexicon/sheet.hpp"

#include <algorithm>
#include <optional>

namespace desk {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

enum Column : std::size_t { calendar, from, until, name, source };

// Any leap year: every day that can be written is in it.
constexpr std::string_view some_year = "2028-";

std::chrono::month_day yearly(sys_days day) {
  year_month_day const date{day};
  return std::chrono::month_day{date.month(), date.day()};
}

class Reader {
 public:
  Reader(std::string_view file, Countries const& countries, ReadHolidays& read)
      : file_(file), countries_(countries), read_(read) {}

  void read(flows::SheetRow const& row) {
    std::string const code{row.cells[calendar]};
    if (!countries_.empty() && !countries_.contains(code)) {
      wrong(row, calendar, "`" + code + "` is no country of countries.tsv; a calendar is a country's, like NP or QA");
      return;
    }
    if (row.cells[name].empty()) wrong(row, name, "`name` is missing: which feast is it?");
    if (row.cells[source].empty()) wrong(row, source, "`source` is missing: who says so?");
    bool const is_yearly = row.cells[from].size() == 5;
    std::optional<sys_days> const first = read_day(row, from, is_yearly);
    std::optional<sys_days> const last = row.cells[until].empty() ? first : read_day(row, until, is_yearly);
    if (!first || !last) return;
    if (*last < *first) {
      wrong(row, until, "this ends before it begins; a feast over New Year is written as two rows");
    } else if (*last - *first >= days{holiday_days_max}) {
      wrong(row, until,
            "nobody closes for more than " + std::to_string(holiday_days_max) + " days; is the year right?");
    } else {
      close(row, read_.holidays[code], *first, *last, is_yearly);
    }
  }

 private:
  void wrong(flows::SheetRow const& row, Column column, std::string message) {
    read_.findings.push_back(
        {.file = std::string{file_}, .line = row.line, .column = row.columns[column], .message = std::move(message)});
  }

  std::optional<sys_days> read_day(flows::SheetRow const& row, Column column, bool is_yearly) {
    std::string const written{row.cells[column]};
    std::optional<sys_days> const day = parse_date(is_yearly ? std::string{some_year} + written : written);
    if (!day) {
      wrong(row, column,
            "`" + written + "` is no day: write 2027-10-18, or 12-18 for every year, in both cells the same way");
    }
    return day;
  }

  void close(flows::SheetRow const& row, Closures& closures, sys_days first, sys_days last, bool is_yearly) {
    bool twice = false;
    for (sys_days day = first; day <= last; day += days{1}) {
      twice |= is_yearly ? !closures.every_year.insert(yearly(day)).second : !closures.days.insert(day).second;
    }
    if (twice) wrong(row, from, "some of these days stand in a row above already; take one of the two away");
  }

  std::string_view file_;
  Countries const& countries_;
  ReadHolidays& read_;
};

}  // namespace

bool Closures::contains(sys_days day) const {
  return days.contains(day) || (!every_year.empty() && every_year.contains(yearly(day)));
}

void Closures::add(Closures const& more) {
  days.insert(more.days.begin(), more.days.end());
  every_year.insert(more.every_year.begin(), more.every_year.end());
}

ReadHolidays read_holidays(std::string_view file, std::string_view text, Countries const& countries) {
  flows::ReadSheet sheet =
      flows::read_sheet({.file = file, .text = text}, {"calendar", "from", "until", "name", "source"});
  ReadHolidays read{.holidays = {}, .findings = std::move(sheet.findings)};
  Reader reader{file, countries, read};
  for (flows::SheetRow const& row : sheet.rows) reader.read(row);
  std::ranges::sort(read.findings);
  return read;
}

}  // namespace desk
