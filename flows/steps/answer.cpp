#include "flows/steps/answer.hpp"

#include <array>

namespace flows {

// One per file, answer_*.cpp.
extern AnswerKind const number_answer;
extern AnswerKind const text_answer;
extern AnswerKind const date_answer;
extern AnswerKind const phone_answer;
extern AnswerKind const place_answer;

namespace {

constexpr AnswerKind choice_answer{.key = "choice",
                                   .about = "one of the `choices`, by its digit in any script, or by words",
                                   .on_a_call = "the digit",
                                   .keys = {},
                                   .read = nullptr};

}  // namespace

std::span<AnswerKind const> answer_kinds() {
  static std::array const kinds{choice_answer, number_answer, text_answer, date_answer, phone_answer, place_answer};
  return kinds;
}

}  // namespace flows
