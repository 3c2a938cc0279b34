// Facts of a case as JSON, and where it would go and why: what `saathi route` reads and prints, and what the API
// answers to "what would happen if". Pure; any thread.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/desk/routing.hpp"

#include <boost/json/object.hpp>

namespace desk {

// {"category","severity","rule","tags","place","country","number_country","flags","language","medium","queue",
// "district","about","area_alert"}, each of which may be missing. An error names the fact.
[[nodiscard]] base::Result<CaseFacts> facts_from_json(boost::json::object const& given);
// With `explains`, the reasons in plain words.
[[nodiscard]] boost::json::object routed_to_json(CaseFacts const& facts, Routed const& routed, base::Instant now,
                                                 bool explains);

}  // namespace desk
