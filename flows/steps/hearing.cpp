#include "flows/steps/hearing.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "flows/text/digits.hpp"
#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"

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
    for (std::string const& word : choice.also) {
      std::string const plain = normalised_text(word);
      if (plain == normalised || fold_words(plain) == folded) return &choice;
    }
  }
  return nullptr;
}

}  // namespace

Choice const* heard_choice(Moment const& moment, std::vector<Choice> const& choices) {
  if (moment.normalised.empty()) return nullptr;
  if (auto const digit = read_digit_answer(moment.normalised)) return of_key(choices, std::to_string(*digit));
  if (moment.on_call()) return nullptr;
  if (Choice const* const choice = of_words(choices, moment.normalised)) return choice;
  auto const answer = moment.library.lexicon().answer(moment.normalised);
  if (!answer) return nullptr;
  if (Choice const* const choice = of_key(choices, *answer)) return choice;
  return of_meaning(choices, *answer);
}

}  // namespace flows
