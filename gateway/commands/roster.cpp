// saathi roster: who is on duty when. Who acts is --as NAME, and stands in the journal.
//   saathi roster [list]
//   saathi roster add asha crisis fri,sat 22:00-06:00 --from 2026-12-01 --until 2026-12-31 --woman
//   saathi roster load FILE     one shift a line, tabs between: account, post, days, times, first, last, woman
//   saathi roster remove 17
//   saathi roster now           who is on duty, and where nobody will be in the next seven days
#include "gateway/commands/asking.hpp"
#include "gateway/commands/duty.hpp"
#include "gateway/commands/setting.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <ostream>
#include <sstream>
#include <vector>

namespace commands {

namespace {

constexpr std::array options{config_option,
                             as_option,
                             Option{"--from", "DATE", "the first day of the shift; else at once"},
                             Option{"--until", "DATE", "its last day; else until it is removed"},
                             Option{"--woman", "", "she may be asked for where a woman is wished"},
                             json_option};
constexpr std::string_view roster_path = "/api/v1/roster";

// Lines of the file that became shifts, so that a mistake is said where it stands.
struct Loaded {
  boost::json::array shifts;
  std::vector<int> lines;
};

std::vector<std::string> cells_of(std::string const& line) {
  std::vector<std::string> cells(1);
  for (char const c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

std::optional<Loaded> load(std::string const& file, Streams& streams) {
  std::ifstream stream(file);
  if (!stream) {
    fail(streams, Exit::input, "This file cannot be read: " + file);
    return std::nullopt;
  }
  Loaded loaded;
  std::string line;
  for (int number = 1; std::getline(stream, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    std::vector<std::string> cells = cells_of(line);
    if (cells.size() < 4 || cells.size() > 7) {
      streams.err << file << ':' << number
                  << ":1: error: account, post, days, times, then first day, last day and `woman` if they are needed, "
                     "with tabs between\n";
      return std::nullopt;
    }
    cells.resize(7);
    loaded.shifts.push_back({{"account", cells[0]},
                             {"post", cells[1]},
                             {"days", cells[2]},
                             {"times", cells[3]},
                             {"first", cells[4]},
                             {"last", cells[5]},
                             {"woman", !cells[6].empty() && cells[6] != "no"}});
    loaded.lines.push_back(number);
  }
  return loaded;
}

// "shifts[2]: days: …" is said of the file's line.
std::string at_line(std::string const& said, std::string const& file, std::vector<int> const& lines) {
  constexpr std::string_view start = "saathi: shifts[";
  std::size_t const end = said.find("]: ");
  if (!said.starts_with(start) || end == std::string::npos) return said;
  std::size_t index = 0;
  std::from_chars(said.data() + start.size(), said.data() + end, index);
  if (index >= lines.size()) return said;
  return file + ":" + std::to_string(lines[index]) + ":1: error: " + said.substr(end + 3);
}

ApiCall call_to_add(boost::json::array shifts) {
  return {.method = "POST",
          .path = std::string(roster_path),
          .as = {},
          .body = boost::json::serialize(boost::json::object{{"shifts", std::move(shifts)}})};
}

void print_shifts(boost::json::object const& answer, std::ostream& out) {
  boost::json::array const& shifts = answer.at("shifts").as_array();
  if (shifts.empty()) out << "nobody is on the roster\n";
  for (boost::json::value const& each : shifts) {
    boost::json::object const& shift = each.as_object();
    out << word(shift, "id") << "  " << word(shift, "account") << "  " << word(shift, "post") << "  "
        << word(shift, "days") << "  " << word(shift, "times");
    if (!word(shift, "first").empty()) out << "  from " << word(shift, "first");
    if (!word(shift, "last").empty()) out << "  until " << word(shift, "last");
    if (shift.at("woman").as_bool()) out << "  woman";
    out << '\n';
  }
}

void print(boost::json::object const& answer, Streams& streams) {
  if (answer.if_contains("shifts") != nullptr) {
    print_shifts(answer, streams.out);
  } else if (boost::json::value const* const on_duty = answer.if_contains("on_duty")) {
    for (auto const& [post, names] : on_duty->as_object())
      streams.out << std::string(post) << ": " << joined(on_duty->as_object(), post) << '\n';
    say_duty(answer, streams.out);
  }
}

Exit load_file(Arguments const& arguments, Streams& streams) {
  std::string const& file = arguments.words[1];
  std::optional<Loaded> loaded = load(file, streams);
  if (!loaded) return Exit::input;
  std::ostringstream said;
  Streams beside{streams.in, streams.out, said};
  Asked const asked = ask(arguments, beside, call_to_add(std::move(loaded->shifts)));
  streams.err << at_line(said.str(), file, loaded->lines);
  if (asked.exit == Exit::good) streams.out << loaded->lines.size() << " shifts are on the roster now\n";
  return asked.exit;
}

std::optional<ApiCall> call_of(Arguments const& arguments) {
  std::vector<std::string> const& words = arguments.words;
  if (words.empty() || (words.size() == 1 && words[0] == "list"))
    return ApiCall{.path = std::string(roster_path), .as = {}, .body = {}};
  if (words.size() == 1 && words[0] == "now") return ApiCall{.path = std::string(duty_path), .as = {}, .body = {}};
  if (words.size() == 2 && words[0] == "remove" && words[1].find_first_not_of("0123456789") == std::string::npos)
    return ApiCall{.method = "DELETE", .path = std::string(roster_path) + "/" + words[1], .as = {}, .body = {}};
  if (words.size() != 5 || words[0] != "add") return std::nullopt;
  return call_to_add({{{"account", words[1]},
                       {"post", words[2]},
                       {"days", words[3]},
                       {"times", words[4]},
                       {"first", arguments.get("--from")},
                       {"last", arguments.get("--until")},
                       {"woman", arguments.has("--woman")}}});
}

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words.size() == 2 && arguments.words[0] == "load") return load_file(arguments, streams);
  std::optional<ApiCall> call = call_of(arguments);
  if (!call) {
    return fail(streams, Exit::usage,
                "Try: saathi roster [list] | add NAME POST DAYS TIMES | load FILE | remove ID | now");
  }
  Asked const asked = ask(arguments, streams, *std::move(call));
  if (asked.exit != Exit::good) return asked.exit;
  if (arguments.has("--json")) {
    streams.out << boost::json::serialize(asked.body) << '\n';
  } else {
    print(asked.body, streams);
  }
  return Exit::good;
}

}  // namespace

extern Command const roster_command{"roster", "[list|add|load|remove|now] [NAME POST DAYS TIMES]",
                                    "Who is on duty when, and where nobody is.", options, run};

}  // namespace commands
