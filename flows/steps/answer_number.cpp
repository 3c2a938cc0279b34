// ask: number
// digits: 4            # exactly so many digits, so that a lone 9 or 0 is no answer: the time of day as 2100
// min: 1
// max: 2359
#include "flows/lexicon/lexicon.hpp"
#include "flows/steps/answer.hpp"
#include "flows/text/amount.hpp"
#include "flows/text/digits.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr int number_max = 999'999'999;

class NumberAnswer final : public Answer {
 public:
  int digits = 0;  // 0: as many as it has
  int min = 0;
  int max = number_max;

  [[nodiscard]] std::optional<Values> read(Moment const& moment, std::string const& name) const override {
    if (digits > 0) return exact(moment, name);
    std::optional<int> number = read_amount(moment.input.text);
    if (!number && !moment.on_call()) number = in_words(moment);
    if (!number || *number < min || *number > max) return std::nullopt;
    return Values{{name, std::to_string(*number)}};
  }
  [[nodiscard]] Listen listen() const override {
    if (digits > 0) return {.digits_max = digits};
    return {.digits_max = max < 10 ? 1 : 0};
  }
  [[nodiscard]] bool takes_digit(int digit) const override { return digits <= 1 && digit >= min && digit <= max; }

 private:
  // 2100, "21 00", "21:00": kept with its leading noughts.
  [[nodiscard]] std::optional<Values> exact(Moment const& moment, std::string const& name) const {
    auto const written = read_digits(moment.normalised);
    if (!written || written->size() != static_cast<std::size_t>(digits)) return std::nullopt;
    int const number = std::atoi(written->c_str());
    if (number < min || number > max) return std::nullopt;
    return Values{{name, *written}};
  }
  // "tin", "तीन", "three".
  [[nodiscard]] static std::optional<int> in_words(Moment const& moment) {
    auto const answer = moment.library.lexicon().answer(moment.normalised);
    return answer ? read_only_number(*answer) : std::nullopt;
  }
};

std::unique_ptr<Answer> read_number(StepReader& reader) {
  auto answer = std::make_unique<NumberAnswer>();
  answer->digits = reader.number("digits", 1, 9).value_or(0);
  answer->min = reader.number("min", 0, number_max).value_or(0);
  answer->max = reader.number("max", 0, number_max).value_or(number_max);
  if (answer->min > answer->max) reader.error(reader.mark(), "`min` is more than `max`: no number fits");
  return answer;
}

constexpr std::array keys{
    StepKey{"digits", "number: exactly so many digits, such as 4 for a time of day"},
    StepKey{"min", "number: the least that is taken"},
    StepKey{"max", "number: the most that is taken; a question to which a lone 9 or 0 may be the answer is an error"}};

}  // namespace

extern AnswerKind const number_answer{
    .key = "number",
    .about =
        "a whole number in digits of any script, also among words (\"3 mahina\") and as amounts are written "
        "(1,20,000; 1 lakh 80 hajar), or a number word up to 8",
    .on_a_call = "digits, ended by `#`; where `digits` says how many, after the last one",
    .keys = keys,
    .read = read_number};

}  // namespace flows
