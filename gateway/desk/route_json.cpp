#include "gateway/desk/route_json.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <chrono>

namespace desk {

namespace {

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

boost::json::array list(std::vector<std::string> const& all) {
  boost::json::array array;
  for (std::string const& each : all) array.emplace_back(each);
  return array;
}

boost::json::value minutes_from(base::Instant now, std::optional<base::Instant> const& due) {
  if (!due) return nullptr;
  return std::chrono::duration_cast<std::chrono::minutes>(*due - now).count();
}

}  // namespace

base::Result<CaseFacts> facts_from_json(boost::json::object const& given) {
  for (auto const& [key, value] : given) {
    std::string_view const fact(key);
    if (std::ranges::find(known_keys, fact) == known_keys.end()) {
      return base::wrong_field(std::string(fact), "has the unknown fact \"" + std::string(fact) + "\"");
    }
  }
  CaseFacts facts;
  facts.category = word(given, "category", "unclear");
  std::optional<flows::Severity> const severity = flows::parse_severity(word(given, "severity", "low"));
  std::optional<flows::Place> const place = flows::parse_place(word(given, "place", "CD"));
  if (!severity) return base::wrong_field("severity", "names no severity: low, medium, high or critical");
  if (!place) return base::wrong_field("place", "names no place: PD, TR, CD or RT");
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

boost::json::object routed_to_json(CaseFacts const& facts, Routed const& routed, base::Instant now, bool explains) {
  boost::json::object object{{"state", routed.opens == Opens::quarantined ? "quarantined"
                                       : routed.opens == Opens::none      ? "none"
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
  if (!explains) return object;
  boost::json::array reasons;
  for (Reason const& reason : routed.reasons)
    reasons.push_back(boost::json::object{{"rule", reason.rule}, {"text", reason.text}});
  object["reasons"] = std::move(reasons);
  return object;
}

}  // namespace desk
