// config/routing.tsv -> Routing. Every row is checked against the directory, so that no case is sent to nobody.
#include "flows/lexicon/sheet.hpp"
#include "gateway/desk/routing.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace desk {
namespace {

constexpr std::array<std::string_view, 25> categories{
    "danger",   "trafficking", "passport", "wage",    "contract", "fraud",  "stranded", "detention", "medical",
    "death",    "claims",      "domestic", "sexual",  "missing",  "mental", "permit",   "info",      "skills",
    "returnee", "business",    "conduct",  "unclear", "optout",   "erase",  "spam"};
constexpr std::array<std::string_view, 10> names{"category", "severity", "place",  "country", "number_country",
                                                 "corridor", "language", "medium", "rule",    "tags"};
// {mins} holds three characters.
constexpr int minutes_max = 999;

enum Column : std::size_t { category, place, when, severity, queue, also, offer, minutes, why };

std::vector<std::string> texts(auto const& words) { return {words.begin(), words.end()}; }

std::string did_you_mean(std::string_view written, std::vector<std::string> const& known) {
  std::string const near = flows::nearest(std::string{written}, known);
  return near.empty() ? std::string{} : "; did you mean `" + near + "`?";
}

std::vector<std::string> codes(auto const& map) {
  std::vector<std::string> keys;
  for (auto const& [code, unused] : map) keys.push_back(code);
  return keys;
}

class Reader {
 public:
  Reader(std::string_view file, Directory const& directory, std::set<std::string, std::less<>> const& tags,
         ReadRouting& read)
      : file_(file), directory_(directory), tags_(tags), read_(read), categories_(texts(categories)) {}

  void read(std::string_view text) {
    flows::ReadSheet sheet =
        flows::read_sheet({.file = file_, .text = text},
                          {"category", "place", "when", "severity", "queue", "also", "offer", "minutes", "why"});
    read_.findings = std::move(sheet.findings);
    if (!read_.findings.empty()) return;
    for (flows::SheetRow const& row : sheet.rows) read_row(row);
    check_every_category();
  }

 private:
  void wrong(flows::SheetRow const& row, Column column, std::string message, int offset = 0) {
    read_.findings.push_back({.file = std::string{file_},
                              .line = row.line,
                              .column = row.columns[column] + offset,
                              .message = std::move(message)});
  }

  void read_row(flows::SheetRow const& cells) {
    std::size_t const before = read_.findings.size();
    RoutingRow row{.category = std::string{cells.cells[category]},
                   .place = read_place(cells),
                   .when = read_condition(cells),
                   .severity = read_severity(cells),
                   .queue = std::string{cells.cells[queue]},
                   .also = read_queues(cells),
                   .offer = read_offers(cells),
                   .minutes = read_minutes(cells),
                   .why = std::string{cells.cells[why]},
                   .line = cells.line};
    check_category(cells, row);
    check_queue(cells, row);
    check_reachable(cells, row);
    if (row.why.empty()) wrong(cells, why, "say in `why`, in a few words, what an operator shall read as the reason");
    if (read_.findings.size() == before) read_.routing.rows.push_back(std::move(row));
  }

  void check_category(flows::SheetRow const& cells, RoutingRow const& row) {
    if (row.category == "*") {
      if (!row.queue.empty()) wrong(cells, queue, "a row for every category only adds; leave its `queue` empty");
      return;
    }
    if (std::ranges::find(categories_, row.category) != categories_.end()) return;
    wrong(cells, category, "there is no category `" + row.category + "`" + did_you_mean(row.category, categories_));
  }

  void check_queue(flows::SheetRow const& cells, RoutingRow const& row) {
    if (row.queue.empty()) {
      if (row.also.empty() && row.offer.empty() && !row.severity) {
        wrong(cells, queue, "this row does nothing; it needs a `queue`, or something to add");
      }
      return;
    }
    if (!directory_.find_queue(row.queue)) {
      wrong(
          cells, queue,
          "there is no queue `" + row.queue + "` in the directory" + did_you_mean(row.queue, codes(directory_.queues)));
    }
    if (!row.severity) wrong(cells, severity, "a row with a queue needs its severity: low, medium, high or critical");
    if (row.category == "conduct" && row.queue != "safeguard") {
      wrong(cells, queue, "a complaint about our own people goes to `safeguard` alone");
    }
  }

  // A row behind one that always holds is never asked.
  void check_reachable(flows::SheetRow const& cells, RoutingRow const& row) {
    if (row.queue.empty()) return;
    for (RoutingRow const& earlier : read_.routing.rows) {
      bool const covers = !earlier.queue.empty() && !earlier.when && earlier.category == row.category &&
                          (!earlier.place || earlier.place == row.place);
      if (!covers) continue;
      wrong(cells, category,
            "line " + std::to_string(earlier.line) +
                " decides all of these already; put this row in front of it or take one away");
      return;
    }
  }

  // The last word for each category, in the row for CD or for every place, must not depend on anything.
  void check_every_category() {
    for (std::string const& code : categories_) {
      bool const settled = std::ranges::any_of(read_.routing.rows, [&](RoutingRow const& row) {
        return row.category == code && !row.queue.empty() && !row.when && (!row.place || row.place == flows::Place::cd);
      });
      if (settled) continue;
      read_.findings.push_back({.file = std::string{file_},
                                .line = 1,
                                .column = 1,
                                .message = "the category `" + code +
                                           "` has no row for CD, or for every place, without "
                                           "`when`; such cases would fall to `intake`"});
    }
  }

  std::optional<flows::Place> read_place(flows::SheetRow const& cells) {
    std::string_view const written = cells.cells[place];
    if (written == "*") return std::nullopt;
    std::optional<flows::Place> const parsed = flows::parse_place(written);
    if (!parsed) wrong(cells, place, "a place is PD, TR, CD, RT or * for every place");
    return parsed;
  }

  std::optional<flows::Expression> read_condition(flows::SheetRow const& cells) {
    if (cells.cells[when].empty()) return std::nullopt;
    std::expected<flows::Expression, flows::ExpressionError> const parsed = flows::parse_expression(cells.cells[when]);
    if (!parsed) {
      wrong(cells, when, parsed.error().message, parsed.error().column - 1);
      return std::nullopt;
    }
    for (flows::Expression::Name const& used : parsed->names()) {
      if (std::ranges::find(names, used.name) != names.end() || tags_.empty() || tags_.contains(used.name)) continue;
      std::vector<std::string> known = texts(names);
      known.insert(known.end(), tags_.begin(), tags_.end());
      wrong(cells, when, "nothing is called `" + used.name + "`" + did_you_mean(used.name, known), used.column - 1);
    }
    return *parsed;
  }

  std::optional<flows::Severity> read_severity(flows::SheetRow const& cells) {
    std::string_view const written = cells.cells[severity];
    if (written.empty()) return std::nullopt;
    std::optional<flows::Severity> const parsed = flows::parse_severity(written);
    if (!parsed) {
      wrong(cells, severity,
            "`" + std::string{written} + "` is no severity: low, medium, high or critical" +
                did_you_mean(written, {"low", "medium", "high", "critical"}));
    }
    return parsed;
  }

  std::vector<std::string> read_queues(flows::SheetRow const& cells) {
    std::vector<std::string> read;
    for (std::string_view const code : flows::split_cell(cells.cells[also])) {
      read.emplace_back(code);
      int const offset = static_cast<int>(code.data() - cells.cells[also].data());
      if (code == "auto" || code == "quarantine") wrong(cells, also, "nobody sits at `" + read.back() + "`", offset);
      if (directory_.find_queue(code)) continue;
      wrong(cells, also,
            "there is no queue `" + read.back() + "` in the directory" + did_you_mean(code, codes(directory_.queues)),
            offset);
    }
    return read;
  }

  std::vector<std::string> read_offers(flows::SheetRow const& cells) {
    std::vector<std::string> read;
    for (std::string_view const written : flows::split_cell(cells.cells[offer])) {
      read.emplace_back(written);
      std::string_view const code = written.substr(written.starts_with('-') ? 1 : 0);
      int const offset = static_cast<int>(code.data() - cells.cells[offer].data());
      if (directory_.find_target(code)) continue;
      wrong(cells, offer,
            "there is no target `" + std::string{code} + "` in the directory" +
                did_you_mean(code, codes(directory_.targets)),
            offset);
    }
    return read;
  }

  std::optional<int> read_minutes(flows::SheetRow const& cells) {
    std::string_view const written = cells.cells[minutes];
    if (written.empty()) return std::nullopt;
    int value = 0;
    auto const [end, failed] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (failed == std::errc{} && end == written.data() + written.size() && value > 0 && value <= minutes_max)
      return value;
    wrong(cells, minutes, "`minutes` is a whole number from 1 to " + std::to_string(minutes_max));
    return std::nullopt;
  }

  std::string_view file_;
  Directory const& directory_;
  std::set<std::string, std::less<>> const& tags_;
  ReadRouting& read_;
  std::vector<std::string> categories_;
};

}  // namespace

ReadRouting read_routing(std::string_view file, std::string_view text, Directory const& directory,
                         std::set<std::string, std::less<>> const& known_tags) {
  ReadRouting read;
  Reader{file, directory, known_tags, read}.read(text);
  std::ranges::sort(read.findings);
  return read;
}

}  // namespace desk
