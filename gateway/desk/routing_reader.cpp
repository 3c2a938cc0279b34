// config/routing.tsv -> Routing. Every row is checked against the directory, so that no case is sent to nobody.
#include "flows/lexicon/sheet.hpp"
#include "gateway/desk/case_facts.hpp"
#include "gateway/desk/routing_table.hpp"

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
// {mins} holds three characters.
constexpr int minutes_max = 999;
constexpr std::string_view one_step = "+1";

enum Column : std::size_t { name, category, place, when, severity, queue, also, offer, minutes, why, mind };

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
    flows::ReadSheet sheet = flows::read_sheet(
        {.file = file_, .text = text},
        {"name", "category", "place", "when", "severity", "queue", "also", "offer", "minutes", "why", "mind"});
    read_.findings = std::move(sheet.findings);
    if (!read_.findings.empty()) return;
    for (flows::SheetRow const& row : sheet.rows) read_row(row);
    check_every_category();
    read_.routing = Routing{std::move(rows_)};
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
    RoutingRow row{.name = std::string{cells.cells[name]},
                   .categories = read_categories(cells),
                   .places = read_places(cells),
                   .when = read_condition(cells),
                   .severity = read_severity(cells),
                   .raises = cells.cells[severity] == one_step,
                   .queue = std::string{cells.cells[queue]},
                   .also = read_queues(cells),
                   .offer = read_offers(cells),
                   .minutes = read_minutes(cells),
                   .why = std::string{cells.cells[why]},
                   .mind = std::string{cells.cells[mind]},
                   .line = cells.line};
    check_name(cells, row);
    check_queue(cells, row);
    check_conduct(cells, row);
    check_reachable(cells, row);
    if (row.why.empty()) wrong(cells, why, "say in `why`, in a few words, what an operator shall read as the reason");
    if (read_.findings.size() == before) rows_.push_back(std::move(row));
  }

  // Reasons name the row, so a row that adds has a name and no other has the same.
  void check_name(flows::SheetRow const& cells, RoutingRow const& row) {
    if (row.is_cell()) {
      if (!row.name.empty()) wrong(cells, name, "a row with a queue is called by its category; leave `name` empty");
      return;
    }
    if (row.name.empty()) wrong(cells, name, "a row that adds needs a `name` of a word or two, for the reasons");
    for (RoutingRow const& earlier : rows_) {
      if (row.name.empty() || earlier.name != row.name) continue;
      wrong(cells, name, "line " + std::to_string(earlier.line) + " is called `" + row.name + "` already");
    }
  }

  std::vector<std::string> read_categories(flows::SheetRow const& cells) {
    std::vector<std::string> read;
    std::string_view const written = cells.cells[category];
    if (written == "*") {
      if (!cells.cells[queue].empty()) {
        wrong(cells, queue, "a row for every category only adds; leave its `queue` empty");
      }
      return read;
    }
    if (written.empty()) wrong(cells, category, "a category is missing, or `*` for every one");
    for (std::string_view const code : flows::split_cell(written)) {
      read.emplace_back(code);
      if (std::ranges::find(categories_, code) != categories_.end()) continue;
      wrong(cells, category, "there is no category `" + read.back() + "`" + did_you_mean(code, categories_),
            static_cast<int>(code.data() - written.data()));
    }
    return read;
  }

  void check_conduct(flows::SheetRow const& cells, RoutingRow const& row) {
    if (std::ranges::find(row.categories, "conduct") == row.categories.end()) return;
    bool const shared = !row.also.empty() || !row.offer.empty() || (row.is_cell() && row.queue != "safeguard");
    if (shared) wrong(cells, queue, "a complaint about our own people goes to `safeguard` alone");
  }

  void check_queue(flows::SheetRow const& cells, RoutingRow const& row) {
    if (row.queue.empty()) {
      if (row.also.empty() && row.offer.empty() && !row.severity && !row.raises && row.mind.empty()) {
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
  }

  // A row behind one that always holds is never asked.
  void check_reachable(flows::SheetRow const& cells, RoutingRow const& row) {
    if (!row.is_cell()) return;
    for (RoutingRow const& earlier : rows_) {
      if (!earlier.is_cell() || earlier.when || !covers(earlier, row)) continue;
      wrong(cells, category,
            "line " + std::to_string(earlier.line) +
                " decides all of these already; put this row in front of it or take one away");
      return;
    }
  }

  [[nodiscard]] static bool covers(RoutingRow const& earlier, RoutingRow const& row) {
    auto const in = [](auto const& list) {
      return [&list](auto const& each) { return std::ranges::find(list, each) != list.end(); };
    };
    bool const places =
        earlier.places.empty() || (!row.places.empty() && std::ranges::all_of(row.places, in(earlier.places)));
    return places && std::ranges::all_of(row.categories, in(earlier.categories));
  }

  // The last word for each category, in the row for CD or for every place, must not depend on anything.
  void check_every_category() {
    for (std::string const& code : categories_) {
      bool const settled = std::ranges::any_of(rows_, [&](RoutingRow const& row) {
        return row.is_cell() && !row.when && row.is_for(code, flows::Place::cd);
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

  std::vector<flows::Place> read_places(flows::SheetRow const& cells) {
    std::vector<flows::Place> read;
    std::string_view const written = cells.cells[place];
    if (written == "*") return read;
    if (written.empty()) wrong(cells, place, "a place is PD, TR, CD, RT or * for every place");
    for (std::string_view const word : flows::split_cell(written)) {
      if (std::optional<flows::Place> const parsed = flows::parse_place(word)) {
        read.push_back(*parsed);
      } else {
        wrong(cells, place, "a place is PD, TR, CD, RT or * for every place",
              static_cast<int>(word.data() - written.data()));
      }
    }
    return read;
  }

  std::optional<flows::Expression> read_condition(flows::SheetRow const& cells) {
    if (cells.cells[when].empty()) return std::nullopt;
    std::expected<flows::Expression, flows::ExpressionError> const parsed = flows::parse_expression(cells.cells[when]);
    if (!parsed) {
      wrong(cells, when, parsed.error().message, parsed.error().column - 1);
      return std::nullopt;
    }
    for (flows::Expression::Name const& used : parsed->names()) {
      bool const is_fact = std::ranges::find(fact_names, used.name) != fact_names.end();
      if (is_fact || tags_.empty() || tags_.contains(used.name) || directory_.tags.contains(used.name)) continue;
      if (std::ranges::find(categories_, used.name) != categories_.end()) continue;
      std::vector<std::string> known = texts(fact_names);
      for (std::string const& code : codes(directory_.tags)) known.push_back(code);
      known.insert(known.end(), tags_.begin(), tags_.end());
      wrong(cells, when, "nothing is called `" + used.name + "`" + did_you_mean(used.name, known), used.column - 1);
    }
    return *parsed;
  }

  std::optional<flows::Severity> read_severity(flows::SheetRow const& cells) {
    std::string_view const written = cells.cells[severity];
    if (written.empty()) return std::nullopt;
    if (written == one_step) {
      if (!cells.cells[queue].empty()) wrong(cells, severity, "a row with a queue has a severity of its own, not `+1`");
      return std::nullopt;
    }
    std::optional<flows::Severity> const parsed = flows::parse_severity(written);
    if (!parsed) {
      wrong(cells, severity,
            "`" + std::string{written} + "` is no severity: low, medium, high or critical, or +1 for one step more" +
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
  std::vector<RoutingRow> rows_;
};

}  // namespace

ReadRouting read_routing(std::string_view file, std::string_view text, Directory const& directory,
                         std::set<std::string, std::less<>> const& concepts) {
  ReadRouting read;
  Reader{file, directory, concepts, read}.read(text);
  std::ranges::sort(read.findings);
  return read;
}

}  // namespace desk
