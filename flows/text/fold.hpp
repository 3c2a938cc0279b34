// Tiers B and C of reading (domain notes 4.3): one spelling for what is one word to the ear. B is for Devanagari words
// (length, nasal marks, the three s), C for romanised ones (6 and x for chh, v for bh, doubled letters). Takes
// normalised words. Folding twice is folding once for every row of the sheet. Values only; any thread.
#pragma once

#include <string>
#include <string_view>

namespace flows {

// Folds by the word's own script; words of other scripts, digits and emoji come back as they are.
[[nodiscard]] std::string fold(std::string_view word);

// Every word of a normalised text.
[[nodiscard]] std::string fold_words(std::string_view text);

// English words that are never folded, because their fold is a Nepali word: wage is not bhage (ran away).
[[nodiscard]] bool never_folded(std::string_view word);

}  // namespace flows
