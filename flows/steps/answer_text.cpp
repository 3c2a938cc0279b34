// ask: text
#include "flows/steps/answer.hpp"

namespace flows {
namespace {

class TextAnswer final : public Answer {
 public:
  [[nodiscard]] std::optional<Values> read(Moment const& moment, std::string const& name) const override {
    if (moment.input.kind == Input::Kind::recorded) return Values{{name, moment.input.text}};
    if (moment.on_call() || moment.normalised.empty()) return std::nullopt;
    // Asked for a word to agree on she may tell what happened instead: that is heard, and no word.
    bool const is_agreed_on = name == "code_word" || name == "quiet_word";
    if (is_agreed_on && moment.verdict && moment.verdict->category != "unclear") return std::nullopt;
    return Values{{name, moment.input.text}};
  }
  [[nodiscard]] Listen listen() const override { return {.record_seconds_max = spoken_seconds_max}; }
  [[nodiscard]] bool can_take(Moment const& moment) const override { return moment.facts.can_record; }

 private:
  static constexpr int spoken_seconds_max = 60;  // longer answers belong to a person
};

std::unique_ptr<Answer> read_text(StepReader&) { return std::make_unique<TextAnswer>(); }

}  // namespace

extern AnswerKind const text_answer{
    .key = "text",
    .about = "any words, kept as they are",
    .on_a_call = "words are recorded for up to a minute where the hotline allows it; else a person",
    .keys = {},
    .read = read_text};

}  // namespace flows
