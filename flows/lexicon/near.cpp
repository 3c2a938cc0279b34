#include "flows/lexicon/near.hpp"

#include "flows/text/utf8.hpp"

#include <algorithm>

namespace flows {
namespace {

std::vector<std::u32string> rests(std::u32string const& word) {
  std::vector<std::u32string> out{word};
  for (std::size_t i = 0; i < word.size(); ++i) {
    std::u32string rest = word;
    rest.erase(i, 1);
    if (rest != out.back()) out.push_back(std::move(rest));
  }
  return out;
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
  for (std::u32string& rest : rests(entries_.back().word)) by_rest_[std::move(rest)].push_back(place);
}

std::vector<std::uint32_t> NearWords::find(std::string_view word) const {
  std::u32string const points = from_utf8(word);
  std::vector<std::uint32_t> ids;
  for (std::u32string const& rest : rests(points)) {
    auto const found = by_rest_.find(rest);
    if (found == by_rest_.end()) continue;
    for (std::uint32_t const place : found->second) {
      Entry const& entry = entries_[place];
      // Who types in haste keeps the first letter; another one is mostly another word: suneko is not thuneko.
      bool const same_start = !points.empty() && points.front() == entry.word.front();
      bool const is_new = std::ranges::find(ids, entry.id) == ids.end();
      if (same_start && is_new && is_one_letter_away(points, entry.word)) ids.push_back(entry.id);
    }
  }
  return ids;
}

}  // namespace flows
