// The kinds of answer that `ask` takes besides a choice: a number, words, a date, a telephone number, a place. Each is
// one file, answer_*.cpp, and a line in answer.cpp.
#pragma once

#include "flows/moment.hpp"
#include "flows/steps/reader.hpp"
#include "flows/steps/steps.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flows {

class Answer {
 public:
  // Names and their values; `name` is what the step saves under.
  using Values = std::vector<std::pair<std::string, std::string>>;

  virtual ~Answer() = default;
  // What she answered; nothing if it is none.
  [[nodiscard]] virtual std::optional<Values> read(Moment const& moment, std::string const& name) const = 0;
  // The names that have a value afterwards.
  [[nodiscard]] virtual std::vector<std::string> saves(std::string const& name) const { return {name}; }
  [[nodiscard]] virtual Listen listen() const = 0;
  // Whether this call can take the answer at all; where it cannot, a person does.
  [[nodiscard]] virtual bool can_take(Moment const&) const { return true; }
  // By keys it is easily mistaken: it is said again and confirmed. The line that does so, with what is filled in.
  struct ReadBack {
    std::string copy;
    std::map<std::string, std::string, std::less<>> values;
  };
  [[nodiscard]] virtual std::optional<ReadBack> read_back(std::string const&) const { return std::nullopt; }
  // Whether a lone digit may be meant.
  [[nodiscard]] virtual bool takes_digit(int) const { return false; }
};

struct AnswerKind {
  std::string_view key;  // as in `ask: number`
  std::string_view about;
  std::string_view on_a_call;
  std::span<StepKey const> keys;  // beyond those of every question
  std::unique_ptr<Answer> (*read)(StepReader& reader);
};

// The first is `choice`, which has no reader: the step itself knows it.
[[nodiscard]] std::span<AnswerKind const> answer_kinds();

}  // namespace flows
