#include "gateway/desk/case_facts.hpp"

#include <algorithm>

namespace desk {

CaseFacts case_facts(flows::Escalate const& escalate, flows::Verdict const* verdict, std::string_view number_country,
                     flows::Medium medium) {
  CaseFacts facts{.category = escalate.category,
                  .severity = escalate.severity,
                  .rule = escalate.rule,
                  .tags = escalate.tags,
                  .place = escalate.place,
                  .country = escalate.country,
                  .number_country = std::string{number_country},
                  .medium = medium,
                  .queue = escalate.queue};
  if (verdict) {
    facts.flags = verdict->flags;
    facts.flags.insert(verdict->indicators.begin(), verdict->indicators.end());
    for (flows::Match const& match : verdict->matched) facts.flags.insert(match.keyword);
    facts.language = verdict->language;
  }
  return facts;
}

Known::Known(CaseFacts const& facts, Directory const& directory) : facts_(facts) {
  auto const country = directory.countries.find(facts.country);
  if (country != directory.countries.end()) corridor_ = country->second.corridor;
  auto const district = directory.districts.find(facts.district);
  if (district == directory.districts.end()) return;
  region_ = district->second.region;
  resource_centre_ = name(district->second.resource_centre);
}

bool Known::holds(flows::Expression const& when) const {
  return when.holds([this](std::string_view name) { return value(name); });
}

std::optional<flows::Value> Known::value(std::string_view name) const {
  auto const text = [](std::string_view words) { return flows::Value{std::string{words}}; };
  // First, since most conditions ask for nothing else.
  if (facts_.flags.contains(name) || std::ranges::find(facts_.tags, name) != facts_.tags.end()) return true;
  if (name == "country") return text(facts_.country);
  if (name == "corridor") return text(corridor_);
  if (name == "region") return text(region_);
  if (name == "category") return text(facts_.category);
  if (name == "severity") return text(flows::name(facts_.severity));
  if (name == "place") return text(flows::name(facts_.place));
  if (name == "number_country") return text(facts_.number_country);
  if (name == "language") return text(facts_.language);
  if (name == "medium") return text(facts_.medium == flows::Medium::voice ? "voice" : "sms");
  if (name == "rule") return text(facts_.rule);
  if (name == "district") return text(facts_.district);
  if (name == "resource_centre") return text(resource_centre_);
  if (name == "area_alert") return flows::Value{facts_.area_alert};
  if (name == "tags") {
    std::vector<std::string> all{facts_.flags.begin(), facts_.flags.end()};
    all.insert(all.end(), facts_.tags.begin(), facts_.tags.end());
    return all;
  }
  return std::nullopt;
}

}  // namespace desk
