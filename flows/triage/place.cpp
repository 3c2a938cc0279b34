#include "flows/triage/place.hpp"

#include "flows/text/fold.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace flows {
namespace {

constexpr std::string_view home_country = "NP";

constexpr auto in_words = std::to_array<std::string_view>({"ma", "bata", "me", "mein", "se", "मा", "बाट", "में", "से"});
constexpr auto from_words = std::to_array<std::string_view>({"in", "from"});
constexpr auto home_words = std::to_array<std::string_view>({"ghar", "jilla", "घर", "जिल्ला"});
constexpr auto on_the_way = std::to_array<std::string_view>(
    {"airport", "erport", "earport", "transit", "border", "एयरपोर्ट", "विमानस्थल", "सीमा", "बोर्डर", "ट्रान्जिट"});

template <std::size_t size>
bool is_one_of(std::string_view word, std::array<std::string_view, size> const& words) {
  return std::ranges::find(words, word) != words.end();
}

struct Mention {
  std::string id;
  bool located = false;  // "qatar ma", "in qatar": somebody is there
};

class Finder {
 public:
  Finder(Places const& places, std::vector<Token> const& tokens) : places_(places), tokens_(tokens) {}

  std::vector<Mention> find() {
    std::vector<Mention> mentions;
    for (std::size_t at = 0; at < tokens_.size();) {
      std::size_t const taken = find_at(at, mentions);
      at += std::max<std::size_t>(taken, 1);
    }
    return mentions;
  }

 private:
  std::string_view text(std::size_t at) const { return at < tokens_.size() ? tokens_[at].text : std::string_view{}; }

  // The longest name that begins here; how many words it took.
  std::size_t find_at(std::size_t at, std::vector<Mention>& mentions) const {
    if (!tokens_[at].word->may_begin_place) return 0;
    std::size_t const longest = std::min(Places::place_words_max, tokens_.size() - at);
    for (std::size_t size = longest; size > 0; --size) {
      std::string words;
      for (std::size_t i = at; i < at + size; ++i) words += (i > at ? " " : "") + std::string(text(i));
      if (PlaceName const* place = places_.find_country(words)) return take(*place, at, size, {}, mentions);
      for (std::string_view const glued : Places::endings()) {
        constexpr std::size_t letters_left = 3;
        if (!words.ends_with(glued) || words.size() < glued.size() + letters_left) continue;
        PlaceName const* place = places_.find_country(std::string_view(words).substr(0, words.size() - glued.size()));
        if (place != nullptr) return take(*place, at, size, glued, mentions);
      }
    }
    return 0;
  }

  std::size_t take(PlaceName const& place, std::size_t at, std::size_t size, std::string_view glued,
                   std::vector<Mention>& mentions) const {
    bool const behind = is_one_of(glued, in_words) || is_one_of(text(at + size), in_words);
    bool const before = at > 0 && is_one_of(text(at - 1), from_words);
    bool const home = is_one_of(text(at + size), home_words);
    bool const located = behind || before;
    if (!place.ambiguous || located || home) mentions.push_back({place.id, located});
    return size;
  }

  Places const& places_;
  std::vector<Token> const& tokens_;
};

bool is_on_the_way(std::vector<Token> const& tokens) {
  return std::ranges::any_of(tokens, [](Token const& token) {
    return std::ranges::any_of(on_the_way, [&](std::string_view word) {
      return token.text.front() == word.front() && token.text.starts_with(word);
    });
  });
}

Place place_by_words(std::vector<Mention> const& mentions, Reading const& reading, Concepts const& concepts,
                     TriageFacts const& given) {
  if (given.place) return *given.place;
  if (concepts.contains("returnee")) return Place::rt;
  if (concepts.contains("left_behind") || concepts.contains("lost") || is_on_the_way(reading.tokens)) return Place::tr;
  auto const there = [](Mention const& mention) { return mention.located && mention.id != home_country; };
  bool const speaks_of_abroad =
      std::ranges::any_of(mentions, there) || (!given.country.empty() && given.country != home_country);
  bool const at_home = given.number_country == home_country && !concepts.contains("relative") && !speaks_of_abroad;
  return at_home ? Place::pd : Place::cd;
}

// A country somebody is in before one that is only named; Nepal is where they want to go back to.
std::string country_by_words(std::vector<Mention> const& mentions, TriageFacts const& given) {
  if (!given.country.empty()) return given.country;
  for (Mention const& mention : mentions) {
    if (mention.located && mention.id != home_country) return mention.id;
  }
  for (Mention const& mention : mentions) {
    if (mention.id != home_country) return mention.id;
  }
  return given.number_country == home_country ? std::string{} : given.number_country;
}

}  // namespace

Whereabouts find_place(Places const& places, Reading const& reading, Concepts const& concepts,
                       TriageFacts const& given) {
  std::vector<Mention> const mentions = Finder(places, reading.tokens).find();
  return {place_by_words(mentions, reading, concepts, given), country_by_words(mentions, given)};
}

}  // namespace flows
