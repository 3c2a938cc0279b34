// Countries and districts of Nepal as people write them (config/countries.tsv, config/districts.tsv). Used where a
// place is asked for, and by triage where one stands in a text. Read-only once loaded; any thread.
//
//   places.country("katar") == "QA"        places.district("काभ्रे") == "kavrepalanchok"
#pragma once

#include "flows/finding.hpp"
#include "flows/lexicon/sheet.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace flows {

struct PlaceName {
  std::string id;  // ISO 3166, or the district's id
  bool ambiguous =
      false;  // also another word or another place: counts only as an answer, or with a word for home beside it
};

class Places {
 public:
  // The whole answer as a place, in any spelling, script, folded or not, with or without one ending (-ma, -मा, -bata).
  [[nodiscard]] std::optional<std::string> country(std::string_view text) const;
  [[nodiscard]] std::optional<std::string> district(std::string_view text) const;

  // English and Nepali names, for reading back. Empty if unknown.
  [[nodiscard]] std::string_view country_name(std::string_view iso, std::string_view language) const;
  [[nodiscard]] std::string_view district_name(std::string_view id, std::string_view language) const;

  // A name as it stands within a text: normalised words, tier A or folded, at most `place_words_max` of them.
  [[nodiscard]] PlaceName const* find_country(std::string_view words) const;
  [[nodiscard]] PlaceName const* find_district(std::string_view words) const;

  // Whether any word of any place is spelt so; such words are never taken for a misspelling of another.
  [[nodiscard]] bool has_word(std::string_view word) const;

  // Whether a name may begin with this word, an ending behind it or none: most words begin no name.
  [[nodiscard]] bool may_begin(std::string_view word, std::string_view folded) const;
  // What is glued behind the name of a place: -ma, -bata.
  [[nodiscard]] static std::span<std::string_view const> endings();

  inline static constexpr std::size_t place_words_max = 3;

 private:
  friend struct PlacesReader;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Names {
    std::string en;
    std::string ne;
  };
  using Table = std::map<std::string, PlaceName, std::less<>>;
  Table countries_;
  Table districts_;
  std::unordered_set<std::string, Hash, std::equal_to<>> words_;
  std::map<std::string, Names, std::less<>> country_names_;
  std::map<std::string, Names, std::less<>> district_names_;
};

struct ReadPlaces {
  Places places;
  std::vector<Finding> findings;
};
[[nodiscard]] ReadPlaces read_places(Sheet const& countries, Sheet const& districts);

}  // namespace flows
