// Where the person with the problem is, by the words of a text until she is asked (domain notes 2.5). Values; any
// thread.
#pragma once

#include "flows/lexicon/matching.hpp"
#include "flows/triage.hpp"

#include <set>
#include <string>
#include <string_view>

namespace flows {

struct Whereabouts {
  Place place = Place::cd;
  std::string country;  // ISO 3166; empty if unknown
};

[[nodiscard]] Whereabouts find_place(Places const& places, Reading const& reading,
                                     std::set<std::string_view> const& concepts, TriageFacts const& given);

}  // namespace flows
