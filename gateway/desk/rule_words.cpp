#include "gateway/desk/rule_words.hpp"

#include <algorithm>
#include <array>

namespace desk {
namespace {

struct RuleWords {
  std::string_view rule;
  std::string_view words;
};

constexpr std::array<RuleWords, 20> all_words{{
    {"C1", "danger now: the danger digit, an attack that happens or may happen again"},
    {"C2", "a wish or plan to die, or an attempt in the last 24 hours"},
    {"C3", "sexual violence by somebody who still has access"},
    {"C4", "breath, chest, heavy bleeding, unconscious, burns or poison"},
    {"C5", "under 18 and exploited, moved or confined"},
    {"C6", "locked in, and hurt, hungry, living with the employer, with others, or without a phone"},
    {"C7", "no food, no water or no shelter for a day"},
    {"C8", "held in a scam compound, taken into an army, or sold"},
    {"H1", "locked in"},
    {"H2", "a threat to life, body or family, or a cry to be saved"},
    {"H3", "two or more signs of forced labour"},
    {"H4", "arrested, in jail, to be deported or sentenced to death"},
    {"H5", "missing for long, or in a way that frightens"},
    {"H6", "a death in the last 30 days, or the body is not home"},
    {"H7", "hurt at work, or care is refused"},
    {"H8", "words without hope, without a plan"},
    {"H9", "a threat to report her, papers that run out, or a deadline within 72 hours"},
    {"H10", "left behind on the way, lost, or nowhere to sleep"},
    {"H11", "a complaint about our own people"},
    {"H12", "food or water is refused or has run out"},
}};

}  // namespace

std::string_view rule_words(std::string_view rule) {
  auto const found = std::ranges::find(all_words, rule, &RuleWords::rule);
  return found == all_words.end() ? std::string_view{} : found->words;
}

}  // namespace desk
