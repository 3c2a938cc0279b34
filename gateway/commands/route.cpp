// saathi route --explain: case facts as JSON lines in, the case with its reasons out.
#include "gateway/commands/setting.hpp"
#include "gateway/desk/route_json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <istream>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--explain", "", "with the reasons, in plain words"}};

// The facts, or what is wrong with them.
std::expected<desk::CaseFacts, std::string> facts_of(std::string const& line) {
  boost::system::error_code failed;
  boost::json::value const parsed = boost::json::parse(line, failed);
  if (failed || !parsed.is_object()) return std::unexpected("is no JSON object");
  base::Result<desk::CaseFacts> facts = desk::facts_from_json(parsed.get_object());
  if (!facts) return std::unexpected(facts.error().message);
  return *std::move(facts);
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::shared_ptr<line::Content const> const content = load_content(arguments, streams);
  if (!content) return Exit::input;
  auto const now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  Exit exit = Exit::good;
  std::string line;
  for (int number = 1; std::getline(streams.in, line); ++number) {
    std::expected<desk::CaseFacts, std::string> const facts = facts_of(line);
    if (!facts) {
      exit = fail(streams, Exit::input, "line " + std::to_string(number) + " " + facts.error() + ".");
      continue;
    }
    desk::Routed const routed = desk::route(*facts, content->routing, content->directory, now);
    streams.out << boost::json::serialize(desk::routed_to_json(*facts, routed, now, arguments.has("--explain")))
                << '\n';
  }
  streams.out.flush();
  return exit;
}

}  // namespace

extern Command const route_command{"route", "", "Case facts as JSON lines in, the case as routed out.", options, run};

}  // namespace commands
