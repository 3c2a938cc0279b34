#include "flows/triage/signs.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr std::string_view home_country = "NP";
constexpr int overwork_hours = 14;  // indicator 11: as many hours a day, or more

struct Indicator {
  std::string_view concept_name;
  int number = 0;  // of the ILO's list
  int second = 0;  // some words say two of them
};
constexpr auto indicators = std::to_array<Indicator>({{"contract_diff", 2},
                                                      {"locked", 3},
                                                      {"escape", 3},
                                                      {"exit_refused", 3},
                                                      {"phone_taken", 4},
                                                      {"beaten", 5},
                                                      {"beating_now", 5},
                                                      {"sexual", 5},
                                                      {"harass", 5},
                                                      {"threat", 6},
                                                      {"intimidation", 6},
                                                      {"passport_taken", 7},
                                                      {"wage_unpaid", 8},
                                                      {"debt_bondage", 9},
                                                      {"hungry", 10},
                                                      {"bad_living", 10},
                                                      {"overwork", 11},
                                                      {"sex_trade", 2, 5}});

constexpr auto kin = std::to_array<std::string_view>(
    {"buwa", "buba",   "aama",   "ama",    "hajurbuwa",   "hajurbuba",   "hajuraama", "hajurama",
     "sasu", "sasura", "father", "mother", "grandfather", "grandmother", "बुबा",       "बुवा",
     "आमा",  "हजुरबुबा", "हजुरबुवा", "हजुरआमा", "सासू",         "सासु",         "ससुरा"});

constexpr auto doing = std::to_array<std::string_view>({"le", "ne", "ले", "ने"});

template <std::size_t size>
bool is_one_of(std::string_view word, std::array<std::string_view, size> const& words) {
  return std::ranges::find(words, word) != words.end();
}

std::string_view text_at(Reading const& reading, std::size_t at) {
  return at < reading.tokens.size() ? reading.tokens[at].text : std::string_view{};
}

// "madam marti hai", "madam locked me": no ending says who acts, but the next word is the deed itself.
bool strikes_at(Reading const& reading, std::size_t at) {
  return std::ranges::any_of(reading.hits, [&](Hit const& hit) {
    std::string_view const name = hit.row->concept_name;
    bool const violent = name == "beaten" || name == "beating_now" || name == "threat";
    bool const confining = name == "locked" || name == "phone_taken";
    return (violent || confining) && std::ranges::find(hit.tokens, at) != hit.tokens.end();
  });
}

// "madam le", "madamle", "madam ko ghar": the sentence is about her house. Mama and baba may be anybody's parents.
bool is_about_her_house(Reading const& reading, Hit const& hit) {
  std::size_t const at = hit.tokens.back();
  std::string_view const own = text_at(reading, at);
  if (own.starts_with("baba") || own == "mama") return false;
  std::string_view const next = text_at(reading, at + 1);
  bool const acts = is_one_of(next, doing) || own.ends_with("le") || own.ends_with("ले") || own.ends_with("ने");
  bool const her = next == "ko" || next == "को" || own.ends_with("ko") || own.ends_with("को");
  std::string_view const thing = text_at(reading, next == "ko" || next == "को" ? at + 2 : at + 1);
  bool const house = thing.starts_with("ghar") || thing.starts_with("घर");
  // "madam roz thappad marti hai": how often may stand between.
  bool const often = std::ranges::any_of(reading.hits, [&](Hit const& other) {
    bool const times = other.row->concept_name == "again" || other.row->concept_name == "now";
    return times && other.tokens.size() == 1 && other.tokens.front() == at + 1;
  });
  return acts || (her && house) || strikes_at(reading, at + 1) || (often && strikes_at(reading, at + 2));
}

bool is_in_household(Reading const& reading) {
  return std::ranges::any_of(reading.hits, [&](Hit const& hit) {
    if (hit.row->concept_name == "household") return true;
    return hit.row->concept_name == "madam" && is_about_her_house(reading, hit);
  });
}

bool names_own_kin(Reading const& reading) {
  return std::ranges::any_of(reading.tokens, [](Token const& token) {
    return std::ranges::any_of(kin, [&](std::string_view word) {
      if (token.text.front() != word.front()) return false;
      bool const same = token.text == word;
      bool const with_ending =
          token.text.starts_with(word) && token.text.size() <= word.size() + std::string_view("लाई").size();
      return same || (with_ending && !token.word->stems.empty());
    });
  });
}

bool has_link(std::string_view raw) {
  if (raw.find_first_of(".:") == std::string_view::npos) return false;  // each of them has one
  constexpr auto marks =
      std::to_array<std::string_view>({"http://", "https://", "www.", "bit.ly", "tinyurl", "t.me/", "wa.me/", ".com",
                                       ".net", ".org/", ".info", ".xyz", ".top", ".ly/"});
  std::string lower(raw);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::any_of(marks, [&](std::string_view mark) { return lower.contains(mark); });
}

bool picks_category(LexiconRow const& row) {
  bool const speaks = row.role == Role::signal || row.role == Role::intent;
  return speaks && !row.category.empty() && row.category != "unclear" && row.category != "spam";
}

bool is_named(std::initializer_list<std::string_view> names, Hit const& hit) {
  return std::ranges::find(names, hit.row->concept_name) != names.end();
}

std::size_t distance(Hit const& hit, std::uint32_t token) {
  std::size_t nearest = static_cast<std::size_t>(-1);
  for (std::uint32_t const at : hit.tokens)
    nearest = std::min<std::size_t>(nearest, at > token ? at - token : token - at);
  return nearest;
}

bool same_clause(Reading const& reading, Hit const& hit, std::uint32_t token) {
  return reading.tokens[hit.tokens.front()].clause == reading.tokens[token].clause;
}

// A time is said of the nearest signal of its clause; of the nearest of the text where its clause has none.
std::vector<Hit const*> said_of(Reading const& reading, std::uint32_t token) {
  std::vector<Hit const*> here;
  std::vector<Hit const*> all;
  for (Hit const& hit : reading.hits) {
    if (!picks_category(*hit.row)) continue;
    all.push_back(&hit);
    if (same_clause(reading, hit, token)) here.push_back(&hit);
  }
  std::vector<Hit const*>& from = here.empty() ? all : here;
  std::size_t nearest = static_cast<std::size_t>(-1);
  for (Hit const* hit : from) nearest = std::min(nearest, distance(*hit, token));
  std::erase_if(from, [&](Hit const* hit) { return distance(*hit, token) > nearest; });
  return from;
}

std::vector<int> days_said_of(Signs const& signs, std::initializer_list<std::string_view> names) {
  std::vector<int> days;
  for (Duration const& duration : signs.numbers.durations) {
    std::vector<Hit const*> const hits = said_of(*signs.reading, duration.token);
    if (std::ranges::any_of(hits, [&](Hit const* hit) { return is_named(names, *hit); })) days.push_back(duration.days);
  }
  return days;
}

}  // namespace

bool Signs::has_any(std::initializer_list<std::string_view> names) const {
  return std::ranges::any_of(names, [this](std::string_view name) { return has(name); });
}

std::optional<int> Signs::shortest_days(std::initializer_list<std::string_view> names) const {
  std::vector<int> const days = days_said_of(*this, names);
  if (days.empty()) return std::nullopt;
  return std::ranges::min(days);
}

std::optional<int> Signs::longest_days(std::initializer_list<std::string_view> names) const {
  std::vector<int> const days = days_said_of(*this, names);
  if (days.empty()) return std::nullopt;
  return std::ranges::max(days);
}

// Days or weeks said in the same clause count even if another sign stands nearer: the graver reading is taken.
bool Signs::day_without(std::initializer_list<std::string_view> names) const {
  if (longest_days(names).value_or(0) >= 1) return true;
  return std::ranges::any_of(numbers.durations, [&](Duration const& duration) {
    if (!duration.in_days || duration.days < 1) return false;
    return std::ranges::any_of(reading->hits, [&](Hit const& hit) {
      return is_named(names, hit) && same_clause(*reading, hit, duration.token);
    });
  });
}

Signs gather_signs(Lexicon const& lexicon, Reading const& reading, std::string_view raw, TriageFacts const& given) {
  Signs signs;
  signs.reading = &reading;
  signs.given = &given;
  signs.numbers = read_numbers(reading.tokens);
  for (Hit const& hit : reading.hits) {
    signs.concepts.insert(hit.row->concept_name);
    signs.signalled = signs.signalled || picks_category(*hit.row);
    bool const names = hit.row->role == Role::noun && !hit.row->category.empty();
    signs.other_noun = signs.other_noun || (names && hit.row->concept_name != "intimidation");
  }
  // Handed back on request is not taken away, whatever else is said of where it lies.
  if (signs.has("not_passport_taken")) signs.concepts.erase("passport_taken");
  if (signs.numbers.under_age) signs.concepts.insert("minor");
  if (signs.numbers.hours >= overwork_hours) signs.concepts.insert("overwork");
  signs.household = is_in_household(reading);
  signs.own_kin_named = names_own_kin(reading);
  signs.link = has_link(raw);
  signs.abroad = !given.number_country.empty() && given.number_country != home_country;
  Whereabouts const where = find_place(lexicon.places(), reading, signs.concepts, given);
  signs.place = where.place;
  signs.country = where.country;
  return signs;
}

std::set<std::string, std::less<>> indicator_concepts(Signs const& signs) {
  std::set<std::string, std::less<>> found;
  for (Indicator const& indicator : indicators) {
    if (signs.has(indicator.concept_name)) found.emplace(indicator.concept_name);
  }
  return found;
}

int count_indicators(Signs const& signs) {
  std::set<int> numbers;
  for (Indicator const& indicator : indicators) {
    if (!signs.has(indicator.concept_name)) continue;
    numbers.insert(indicator.number);
    if (indicator.second > 0) numbers.insert(indicator.second);
  }
  return static_cast<int>(numbers.size());
}

}  // namespace flows
