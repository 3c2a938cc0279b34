// saathi route --explain: case facts as JSON lines in, the case with its reasons out.
#include "gateway/commands/setting.hpp"
#include "gateway/desk/routing.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <istream>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--explain", "", "with the reasons, in plain words"}};

constexpr std::array<std::string_view, 14> known_keys{"category", "severity",       "rule",  "tags",      "place",
                                                      "country",  "number_country", "flags", "language",  "medium",
                                                      "queue",    "district",       "about", "area_alert"};

std::string word(boost::json::object const& facts, std::string_view key, std::string_view otherwise = {}) {
  boost::json::value const* const value = facts.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string(otherwise);
}

std::vector<std::string> words(boost::json::object const& facts, std::string_view key) {
  std::vector<std::string> list;
  boost::json::value const* const value = facts.if_contains(key);
  if (value == nullptr || !value->is_array()) return list;
  for (boost::json::value const& each : value->get_array()) {
    if (each.is_string()) list.emplace_back(each.get_string());
  }
  return list;
}

// The facts, or what is wrong with them.
std::expected<desk::CaseFacts, std::string> facts_of(std::string const& line) {
  boost::system::error_code failed;
  boost::json::value const parsed = boost::json::parse(line, failed);
  if (failed || !parsed.is_object()) return std::unexpected("is no JSON object");
  boost::json::object const& given = parsed.get_object();
  for (auto const& [key, value] : given) {
    if (std::ranges::find(known_keys, std::string_view(key)) == known_keys.end()) {
      return std::unexpected("has the unknown fact \"" + std::string(key) + "\"");
    }
  }
  desk::CaseFacts facts;
  facts.category = word(given, "category", "unclear");
  std::optional<flows::Severity> const severity = flows::parse_severity(word(given, "severity", "low"));
  std::optional<flows::Place> const place = flows::parse_place(word(given, "place", "CD"));
  if (!severity) return std::unexpected("names no severity: low, medium, high or critical");
  if (!place) return std::unexpected("names no place: PD, TR, CD or RT");
  facts.severity = *severity;
  facts.place = *place;
  facts.rule = word(given, "rule");
  facts.tags = words(given, "tags");
  facts.country = word(given, "country");
  facts.number_country = word(given, "number_country");
  for (std::string& flag : words(given, "flags")) facts.flags.insert(std::move(flag));
  facts.language = word(given, "language", "ne");
  facts.medium = word(given, "medium") == "voice" ? flows::Medium::voice : flows::Medium::sms;
  facts.queue = word(given, "queue");
  facts.district = word(given, "district");
  facts.about = words(given, "about");
  facts.area_alert = given.contains("area_alert") && given.at("area_alert") == true;
  return facts;
}

boost::json::array list(std::vector<std::string> const& all) {
  boost::json::array array;
  for (std::string const& each : all) array.emplace_back(each);
  return array;
}

boost::json::value minutes_from(base::Instant now, std::optional<base::Instant> const& due) {
  if (!due) return nullptr;
  return std::chrono::duration_cast<std::chrono::minutes>(*due - now).count();
}

boost::json::object explained(desk::CaseFacts const& facts, desk::Routed const& routed, base::Instant now,
                              bool explain) {
  boost::json::object object{{"state", routed.opens == desk::Opens::quarantined ? "quarantined"
                                       : routed.opens == desk::Opens::none      ? "none"
                                                                                : "queued"},
                             {"category", facts.category},
                             {"tags", list(facts.tags)},
                             {"severity", flows::name(routed.severity)},
                             {"rule", facts.rule},
                             {"queue", routed.queue},
                             {"also", list(routed.also)},
                             {"offer", list(routed.offer)},
                             {"place", flows::name(facts.place)},
                             {"country", facts.country},
                             {"medium", facts.medium == flows::Medium::voice ? "voice" : "sms"},
                             {"promise_minutes", routed.minutes},
                             {"due_in_minutes",
                              {{"eyes", minutes_from(now, routed.due.eyes)},
                               {"contact", minutes_from(now, routed.due.contact)},
                               {"update", minutes_from(now, routed.due.update)},
                               {"call", minutes_from(now, routed.due.call)}}}};
  if (!explain) return object;
  boost::json::array reasons;
  for (desk::Reason const& reason : routed.reasons)
    reasons.push_back(boost::json::object{{"rule", reason.rule}, {"text", reason.text}});
  object["reasons"] = std::move(reasons);
  return object;
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
    streams.out << boost::json::serialize(explained(*facts, routed, now, arguments.has("--explain"))) << '\n';
  }
  streams.out.flush();
  return exit;
}

}  // namespace

extern Command const route_command{"route", "", "Case facts as JSON lines in, the case as routed out.", options, run};

}  // namespace commands
