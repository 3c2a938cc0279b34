#include "flows/lexicon/near.hpp"

#include "flows/text/utf8.hpp"

#include <algorithm>

namespace flows {
namespace {

// A number for the word without its letter at `without` (its size: the whole word). FNV-1a; guards nothing.
std::uint64_t sum_of(std::u32string_view word, std::size_t without) {
  std::uint64_t sum = 0xcbf29ce484222325ULL;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (i != without) sum = (sum ^ word[i]) * 0x100000001b3ULL;
  }
  return sum;
}

}  // namespace

bool is_one_letter_away(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  bool const replaced = a.size() == b.size();
  return a.substr(replaced ? same + 1 : same) == b.substr(same + 1);
}

void NearWords::add(std::string_view word, std::uint32_t id) {
  auto const place = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({from_utf8(word), id});
  std::u32string const& letters = entries_.back().word;
  for (std::size_t without = 0; without <= letters.size(); ++without)
    rests_.push_back({sum_of(letters, without), place});
}

void NearWords::finish() { std::ranges::sort(rests_, {}, &Rest::sum); }

std::vector<std::uint32_t> NearWords::find(std::string_view word) const {
  std::u32string const points = from_utf8(word);
  std::vector<std::uint32_t> ids;
  for (std::size_t without = 0; without <= points.size(); ++without) {
    for (Rest const& rest : std::ranges::equal_range(rests_, sum_of(points, without), {}, &Rest::sum)) {
      Entry const& entry = entries_[rest.entry];
      // Who types in haste keeps the first letter; another one is mostly another word: suneko is not thuneko.
      bool const same_start = !points.empty() && points.front() == entry.word.front();
      bool const is_new = std::ranges::find(ids, entry.id) == ids.end();
      if (same_start && is_new && is_one_letter_away(points, entry.word)) ids.push_back(entry.id);
    }
  }
  return ids;
}

}  // namespace flows
