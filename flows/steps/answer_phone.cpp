// ask: phone
#include "flows/steps/answer.hpp"

namespace flows {
namespace {

class PhoneAnswer final : public Answer {
 public:
  [[nodiscard]] std::optional<Values> read(Moment const& moment, std::string const& name) const override {
    if (!moment.facts.read_phone) return std::nullopt;
    auto number = moment.facts.read_phone(moment.on_call() ? moment.normalised : moment.input.text);
    if (!number) return std::nullopt;
    return Values{{name, std::move(*number)}};
  }
  [[nodiscard]] Listen listen() const override { return {.digits_max = 0}; }
};

std::unique_ptr<Answer> read_phone(StepReader&) { return std::make_unique<PhoneAnswer>(); }

}  // namespace

extern AnswerKind const phone_answer{.key = "phone",
                                     .about = "a telephone number, kept with its country code",
                                     .on_a_call = "digits, ended by `#`",
                                     .keys = {},
                                     .read = read_phone};

}  // namespace flows
