// Where the person with the problem is, by the words of a text until she is asked (domain notes 2.5). Values; any
// thread.
#pragma once

#include "flows/lexicon/matching.hpp"
#include "flows/text/word_set.hpp"
#include "flows/triage.hpp"

#include <set>
#include <string>
#include <string_view>

namespace flows {

// What stands in a text, by the names of the lexicon.
using Concepts = std::set<std::string_view, ShorterFirst>;

struct Whereabouts {
  Place place = Place::cd;
  std::string country;  // ISO 3166; empty if unknown
};

[[nodiscard]] Whereabouts find_place(Places const& places, Reading const& reading, Concepts const& concepts,
                                     TriageFacts const& given);

}  // namespace flows
