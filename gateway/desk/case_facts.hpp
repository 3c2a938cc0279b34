// What is known of a case when it is routed, and what a condition of config/routing.tsv (`when`) may ask about it.
// Threads: values, any thread.
#pragma once

#include "flows/engine.hpp"
#include "flows/expression.hpp"
#include "gateway/desk/directory.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// What an escalation and its verdict say, and what people ticked.
struct CaseFacts {
  std::string category = "unclear";
  flows::Severity severity = flows::Severity::low;
  std::string rule{};  // the gravest rule met: "C6"
  std::vector<std::string> tags{};
  flows::Place place = flows::Place::cd;
  std::string country{};                       // ISO 3166; empty if unknown
  std::string number_country{};                // by the prefix of the number
  std::set<std::string, std::less<>> flags{};  // concepts that matched
  std::string language = "ne";
  flows::Medium medium = flows::Medium::sms;
  std::string queue{};               // asked for by the flow (a person: intake); empty else
  std::string district{};            // home district, as in districts.tsv; empty if unknown
  std::vector<std::string> about{};  // organisations of ours whom the case is about: it never reaches them
  bool area_alert = false;           // the lead has switched her area on: war, evacuation
};
[[nodiscard]] CaseFacts case_facts(flows::Escalate const& escalate, flows::Verdict const* verdict,
                                   std::string_view number_country, flows::Medium medium);

// The names that a condition may ask for, beside every tag by itself: `severity >= high and visit_visa`. `corridor` is
// the country's, `region` the district's, `resource_centre` yes, no or unknown for the district; `tags` is the list of
// tags and flags together.
inline constexpr std::array<std::string_view, 14> fact_names{
    "category", "severity", "place", "country",  "number_country", "corridor",        "language",
    "medium",   "rule",     "tags",  "district", "region",         "resource_centre", "area_alert"};

// The answers. Holds references: it lives no longer than the facts.
class Known {
 public:
  Known(CaseFacts const& facts, Directory const& directory);
  [[nodiscard]] bool holds(flows::Expression const& when) const;

 private:
  [[nodiscard]] std::optional<flows::Value> value(std::string_view name) const;

  CaseFacts const& facts_;
  std::string_view corridor_;
  std::string_view region_;
  std::string_view resource_centre_ = "unknown";
};

}  // namespace desk
