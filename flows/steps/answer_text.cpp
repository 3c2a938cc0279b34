// ask: text
// digits: 4            # on a call so many digits or more, in place of spoken words
#include "flows/steps/answer.hpp"
#include "flows/text/digits.hpp"

#include <array>

namespace flows {
namespace {

class TextAnswer final : public Answer {
 public:
  int digits = 0;  // 0: a call takes spoken words

  [[nodiscard]] std::optional<Values> read(Moment const& moment, std::string const& name) const override {
    if (moment.input.kind == Input::Kind::recorded) return Values{{name, moment.input.text}};
    if (moment.on_call()) return in_keys(moment, name);
    if (moment.normalised.empty()) return std::nullopt;
    // Asked for a word to agree on she may tell what happened instead: that is heard, and no word.
    bool const is_agreed_on = name == "code_word" || name == "quiet_word";
    if (is_agreed_on && moment.verdict && moment.verdict->category != "unclear") return std::nullopt;
    return Values{{name, moment.input.text}};
  }
  [[nodiscard]] Listen listen() const override {
    if (digits > 0) return {.digits_max = 0};
    return {.record_seconds_max = spoken_seconds_max};
  }
  [[nodiscard]] bool can_take(Moment const& moment) const override { return digits > 0 || moment.facts.can_record; }

 private:
  [[nodiscard]] std::optional<Values> in_keys(Moment const& moment, std::string const& name) const {
    auto const pressed = read_digits(moment.normalised);
    if (digits == 0 || !pressed || pressed->size() < static_cast<std::size_t>(digits)) return std::nullopt;
    return Values{{name, *pressed}};
  }

  static constexpr int spoken_seconds_max = 60;  // longer answers belong to a person
};

std::unique_ptr<Answer> read_text(StepReader& reader) {
  auto answer = std::make_unique<TextAnswer>();
  answer->digits = reader.number("digits", 2, 12).value_or(0);
  return answer;
}

constexpr std::array keys{
    StepKey{"digits", "text: on a call so many digits or more, ended by `#`, in place of spoken words"}};

}  // namespace

extern AnswerKind const text_answer{
    .key = "text",
    .about = "any words, kept as they are",
    .on_a_call =
        "words are recorded for up to a minute where the hotline allows it, or digits where `digits` says how "
        "many; else a person",
    .keys = keys,
    .read = read_text};

}  // namespace flows
