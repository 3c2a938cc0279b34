// All that a text shows, gathered once for the rules of triage: which concepts stand in it, how long, how many, where,
// in whose house. Values only; any thread; must not outlive the reading.
#pragma once

#include "flows/lexicon/matching.hpp"
#include "flows/triage.hpp"
#include "flows/triage/numbers.hpp"
#include "flows/triage/place.hpp"

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace flows {

struct Signs {
  Reading const* reading = nullptr;
  TriageFacts const* given = nullptr;
  Numbers numbers;
  Concepts concepts;           // of every row that counts, negations (not_X) too
  bool signalled = false;      // a signal or intent picks the category, so nouns do not
  bool other_noun = false;     // a noun but intimidation picks a category
  bool household = false;      // lives and works in somebody's home
  bool own_kin_named = false;  // father, mother, grandparents, parents-in-law
  bool link = false;
  bool abroad = false;  // by the sender's number
  Place place = Place::cd;
  std::string country;

  [[nodiscard]] bool has(std::string_view concept_name) const { return concepts.contains(concept_name); }
  [[nodiscard]] bool has_any(std::initializer_list<std::string_view> names) const;

  // The shortest and the longest time said about these concepts; nothing if none is.
  [[nodiscard]] std::optional<int> shortest_days(std::initializer_list<std::string_view> names) const;
  [[nodiscard]] std::optional<int> longest_days(std::initializer_list<std::string_view> names) const;
  // Whether a day or more is said of going without (C7).
  [[nodiscard]] bool day_without(std::initializer_list<std::string_view> names) const;

  [[nodiscard]] bool now() const { return has("now") || has("again"); }
};

// `raw` is the text as it came: links are lost once it is normalised.
[[nodiscard]] Signs gather_signs(Lexicon const& lexicon, Reading const& reading, std::string_view raw,
                                 TriageFacts const& given);

// The eleven indicators of forced labour (domain notes 2.4): how many different ones stand in the text, by which
// concepts.
[[nodiscard]] std::set<std::string, std::less<>> indicator_concepts(Signs const& signs);
[[nodiscard]] int count_indicators(Signs const& signs);

}  // namespace flows
