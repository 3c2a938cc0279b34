#include "flows/triage/numbers.hpp"

#include "flows/text/word_set.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace flows {
namespace {

constexpr int week_days = 7;
constexpr int month_days = 30;
constexpr int year_days = 365;
constexpr int day_hours = 24;
constexpr int age_min = 5;  // domain notes 4.3: younger ones do not work, and "2 barsa ko" is a contract's length
constexpr int age_max = 17;
constexpr std::size_t digits_max = 6;

struct NumberWord {
  std::string_view word;
  int value = 0;
};
constexpr auto number_words = std::to_array<NumberWord>(
    {{"ek", 1},        {"dui", 2},       {"duita", 2},    {"tin", 3},      {"teen", 3},       {"char", 4},
     {"chaar", 4},     {"panch", 5},     {"paanch", 5},   {"chha", 6},     {"cha", 6},        {"saat", 7},
     {"sat", 7},       {"aath", 8},      {"ath", 8},      {"nau", 9},      {"das", 10},       {"dus", 10},
     {"pandhra", 15},  {"bis", 20},      {"do", 2},       {"paach", 5},    {"one", 1},        {"two", 2},
     {"three", 3},     {"four", 4},      {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},
     {"nine", 9},      {"ten", 10},      {"gyara", 11},   {"bahra", 12},   {"tera", 13},      {"tehra", 13},
     {"chaudha", 14},  {"pandra", 15},   {"sora", 16},    {"sohra", 16},   {"satra", 17},     {"eleven", 11},
     {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"बाह्र", 12},
     {"तेह्र", 13},      {"चौध", 14},      {"सोह्र", 16},    {"सोर्ह", 16},    {"सत्र", 17},       {"twelve", 12},
     {"twenty", 20},   {"एक", 1},        {"दुई", 2},       {"तीन", 3},      {"तिन", 3},        {"चार", 4},
     {"पाँच", 5},       {"पाच", 5},       {"छ", 6},        {"सात", 7},      {"आठ", 8},         {"नौ", 9},
     {"दश", 10},       {"दस", 10},       {"पन्ध्र", 15},    {"बीस", 20},     {"दो", 2},         {"पांच", 5}});

constexpr auto sorted_numbers = [] {
  auto words = number_words;
  std::ranges::sort(words, {}, &NumberWord::word);
  return words;
}();

enum class Unit : std::uint8_t { none, day, week, month, year, people, hours };

struct UnitWord {
  std::string_view start;
  Unit unit = Unit::none;
};
constexpr auto unit_words = std::to_array<UnitWord>(
    {{"din", Unit::day},      {"दिन", Unit::day},         {"day", Unit::day},        {"days", Unit::day},
     {"hapta", Unit::week},   {"haptaa", Unit::week},     {"हप्ता", Unit::week},      {"हफ्ता", Unit::week},
     {"hafta", Unit::week},   {"hafte", Unit::week},      {"week", Unit::week},      {"weeks", Unit::week},
     {"mahina", Unit::month}, {"mahinaa", Unit::month},   {"maina", Unit::month},    {"mhina", Unit::month},
     {"mahine", Unit::month}, {"महिना", Unit::month},     {"महीना", Unit::month},    {"महीने", Unit::month},
     {"month", Unit::month},  {"months", Unit::month},    {"barsa", Unit::year},     {"barsha", Unit::year},
     {"barse", Unit::year},   {"barshe", Unit::year},     {"barsiya", Unit::year},   {"barshiya", Unit::year},
     {"वर्षीय", Unit::year},   {"बर्षीय", Unit::year},      {"वर्षे", Unit::year},       {"barsh", Unit::year},
     {"sal", Unit::year},     {"saal", Unit::year},       {"वर्ष", Unit::year},       {"बर्ष", Unit::year},
     {"साल", Unit::year},     {"year", Unit::year},       {"years", Unit::year},     {"yrs", Unit::year},
     {"jana", Unit::people},  {"janaa", Unit::people},    {"जना", Unit::people},     {"people", Unit::people},
     {"log", Unit::people},   {"persons", Unit::people},  {"workers", Unit::people}, {"girls", Unit::people},
     {"women", Unit::people}, {"men", Unit::people},      {"ladies", Unit::people},  {"boys", Unit::people},
     {"ladki", Unit::people}, {"ladkiyan", Unit::people}, {"keti", Unit::people},    {"mahila", Unit::people},
     {"लोग", Unit::people},   {"ghanta", Unit::hours},    {"ghantaa", Unit::hours},  {"gante", Unit::hours},
     {"ghante", Unit::hours}, {"घण्टा", Unit::hours},      {"घन्टा", Unit::hours},     {"घंटा", Unit::hours},
     {"घंटे", Unit::hours},     {"hour", Unit::hours},      {"hours", Unit::hours},    {"hrs", Unit::hours}});

// What may be glued behind a unit.
constexpr auto behind_unit = std::to_array<std::string_view>(
    {"",    "dekhi", "deki", "ko", "ka",   "ki",     "ma",   "samma", "bhayo", "bho", "vayo",
     "vo",  "se",    "lai",  "le", "bata", "pahile", "देखि",  "को",    "का",    "की",  "मा",
     "सम्म", "भयो",   "भो",   "से",  "लाई",  "ले",      "पहिले", "अघि",   "देखी"});

// Several days without a number, and since yesterday: one day or more.
constexpr WordSet some_days(std::to_array<std::string_view>(
    {"dinau", "dinaun", "दिनौं", "दिनौँ", "hijo", "हिजो", "हिजोदेखि", "yesterday", "hijodekhi", "parsi", "asti", "अस्ति"}));
constexpr WordSet several(std::to_array<std::string_view>({"kayau", "kaiyau", "kaiyan", "dherai", "कयौं", "कैयौं", "धेरै",
                                                           "many", "several", "kai", "कई"}));

constexpr WordSet age_words(std::to_array<std::string_view>({"umer", "umar", "age", "aged", "उमेर", "उम्र"}));
// "12 barse bhai": twelve years old.
constexpr auto aged =
    std::to_array<std::string_view>({"barse", "barshe", "barsiya", "barshiya", "वर्षीय", "बर्षीय", "वर्षे"});
constexpr auto of_words = std::to_array<std::string_view>({"ko", "ki", "ka", "old", "को", "की", "का"});
// "10 barsa ko jail" is nobody's age.
constexpr auto not_of_age = std::to_array<std::string_view>({"jail", "jel", "sajaya", "sajay", "visa", "bhisa",
                                                             "contract", "karar", "experience", "anubhav", "bond",
                                                             "loan", "kaam", "जेल", "सजाय", "भिसा", "करार", "अनुभव"});
constexpr auto since_words = std::to_array<std::string_view>({"dekhi", "देखि", "since", "bho", "bhayo", "भयो"});

template <std::size_t size>
bool is_one_of(std::string_view word, std::array<std::string_view, size> const& words) {
  return std::ranges::find(words, word) != words.end();
}

struct Figure {
  std::optional<int> value;
  std::string_view rest;  // what is glued behind the digits
};

Figure figure_of(std::string_view word) {
  std::size_t const digits = std::min(word.find_first_not_of("0123456789"), word.size());
  if (digits == 0) {
    auto const found = std::ranges::lower_bound(sorted_numbers, word, {}, &NumberWord::word);
    if (found == sorted_numbers.end() || found->word != word) return {};
    return {found->value, {}};
  }
  if (digits > digits_max) return {};
  int value = 0;
  for (char const c : word.substr(0, digits)) value = value * 10 + (c - '0');
  return {value, word.substr(digits)};
}

struct UnitRead {
  Unit unit = Unit::none;
  std::string_view behind;
};
UnitRead unit_of(std::string_view word) {
  UnitRead best;
  std::size_t longest = 0;
  for (UnitWord const& unit : unit_words) {
    bool const longer = unit.start.size() > longest && word.starts_with(unit.start);
    if (!longer || !is_one_of(word.substr(unit.start.size()), behind_unit)) continue;
    longest = unit.start.size();
    best = {unit.unit, word.substr(unit.start.size())};
  }
  return best;
}

int days_in(Unit unit) {
  switch (unit) {
    case Unit::day: return 1;
    case Unit::week: return week_days;
    case Unit::month: return month_days;
    case Unit::year: return year_days;
    case Unit::none:
    case Unit::people:
    case Unit::hours: return 0;
  }
  return 0;
}

class Numbering {
 public:
  explicit Numbering(std::vector<Token> const& tokens) : tokens_(tokens) {}

  Numbers read() {
    for (std::uint32_t at = 0; at < tokens_.size(); ++at) {
      read_figure(at);
      read_some_days(at);
    }
    return out_;
  }

 private:
  std::string_view text(std::size_t at) const { return at < tokens_.size() ? tokens_[at].text : std::string_view{}; }

  void read_figure(std::uint32_t at) {
    Figure const figure = figure_of(text(at));
    if (!figure.value) return;
    bool const behind_age_word = at > 0 && age_words.contains(text(at - 1U));
    if (behind_age_word && is_age(*figure.value)) out_.under_age = true;
    bool const glued = !figure.rest.empty();
    std::uint32_t const unit_at = glued ? at : at + 1;
    UnitRead const unit = unit_of(glued ? figure.rest : text(unit_at));
    take(*figure.value, unit, unit_at);
  }

  void take(int value, UnitRead unit, std::uint32_t unit_at) {
    switch (unit.unit) {
      case Unit::none: return;
      case Unit::people: out_.people = std::max(out_.people, value); return;
      case Unit::hours: return take_hours(value, unit_at);
      case Unit::year:
        if (is_age(value) && reads_as_age(unit, unit_at)) {
          out_.under_age = true;
          return;
        }
        [[fallthrough]];
      case Unit::day:
      case Unit::week:
      case Unit::month: {
        bool const in_days = unit.unit == Unit::day || unit.unit == Unit::week;
        out_.durations.push_back({value * days_in(unit.unit), unit_at, in_days});
        return;
      }
    }
  }

  // "16 ghanta kaam" is a working day, "24 ghanta dekhi" a time gone by.
  void take_hours(int value, std::uint32_t unit_at) {
    bool const since = is_one_of(text(unit_at + std::size_t{1}), since_words) || text(unit_at).ends_with("dekhi") ||
                       text(unit_at).ends_with("देखि");
    if (value >= day_hours) out_.durations.push_back({value / day_hours, unit_at, true});
    if (!since) out_.hours = std::max(out_.hours, value);
  }

  bool is_age(int value) const { return value >= age_min && value <= age_max; }

  bool reads_as_age(UnitRead unit, std::uint32_t unit_at) const {
    bool const glued = is_one_of(unit.behind, of_words);
    std::size_t const next = unit_at + std::size_t{1};
    if (is_one_of(text(unit_at), aged) && !is_one_of(text(next), not_of_age)) return true;
    bool const apart = is_one_of(text(next), of_words);
    std::string_view const thing = text(glued ? next : next + 1);
    return (glued || apart) && !is_one_of(thing, not_of_age);
  }

  void read_some_days(std::uint32_t at) {
    bool const alone = some_days.contains(text(at));
    bool const counted = several.contains(text(at)) && unit_of(text(at + std::size_t{1})).unit == Unit::day;
    if (alone || counted) out_.durations.push_back({1, at, true});
  }

  std::vector<Token> const& tokens_;
  Numbers out_;
};

}  // namespace

Numbers read_numbers(std::vector<Token> const& tokens) { return Numbering(tokens).read(); }

}  // namespace flows
