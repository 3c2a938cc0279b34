#include "flows/steps/hearing.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "flows/text/digits.hpp"
#include "flows/text/fold.hpp"

#include <algorithm>

namespace flows {
namespace {

Choice const* of_key(std::vector<Choice> const& choices, std::string const& key) {
  auto const found = std::ranges::find(choices, key, &Choice::key);
  return found == choices.end() ? nullptr : &*found;
}

// A yes means the choice whose value is `yes`, or that lists the word.
Choice const* of_meaning(std::vector<Choice> const& choices, std::string const& meaning) {
  std::string const value = meaning == "not_sure" ? "unsure" : meaning;
  auto const means = [&](Choice const& c) {
    return c.value == value || std::ranges::find(c.also, value) != c.also.end();
  };
  auto const found = std::ranges::find_if(choices, means);
  return found == choices.end() ? nullptr : &*found;
}

Choice const* of_words(std::vector<Choice> const& choices, std::string const& normalised) {
  std::string const folded = fold_words(normalised);
  for (Choice const& choice : choices) {
    auto const is_it = [&](Choice::Heard const& word) { return word.plain == normalised || word.folded == folded; };
    if (std::ranges::any_of(choice.heard, is_it)) return &choice;
  }
  return nullptr;
}

// By what the choice lists, or by a word that means yes, no, not sure, or a number.
Choice const* of_answer(Moment const& moment, std::vector<Choice> const& choices, std::string const& normalised) {
  if (Choice const* const choice = of_words(choices, normalised)) return choice;
  auto const answer = moment.library.lexicon().answer(normalised);
  if (!answer) return nullptr;
  if (Choice const* const choice = of_key(choices, *answer)) return choice;
  return of_meaning(choices, *answer);
}

// "1 yes", "no 2": a digit beside the words of the same choice. Where they disagree it is no answer.
Choice const* of_digit_and_words(Moment const& moment, std::vector<Choice> const& choices) {
  std::string const& all = moment.normalised;
  std::size_t const first = all.find(' ');
  if (first == std::string::npos) return nullptr;
  std::size_t const last = all.rfind(' ');
  auto const agreed = [&](std::string const& key, std::string const& words) -> Choice const* {
    Choice const* const choice = of_answer(moment, choices, words);
    return choice != nullptr && choice->key == key ? choice : nullptr;
  };
  if (Choice const* const choice = agreed(all.substr(0, first), all.substr(first + 1))) return choice;
  return agreed(all.substr(last + 1), all.substr(0, last));
}

}  // namespace

Choice const* heard_choice(Moment const& moment, std::vector<Choice> const& choices) {
  if (moment.normalised.empty()) return nullptr;
  if (auto const digit = read_digit_answer(moment.normalised)) return of_key(choices, std::to_string(*digit));
  if (moment.on_call()) return nullptr;
  if (Choice const* const choice = of_answer(moment, choices, moment.normalised)) return choice;
  return of_digit_and_words(moment, choices);
}

}  // namespace flows
