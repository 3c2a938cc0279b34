// A flow of a few lines, held by one person: what she sends goes in, what follows comes out as one line a turn. For the
// tests of steps and of answers.
#pragma once

#include "flows/library.hpp"

#include <string>

namespace small_flow {

// `steps` as they stand under `steps:`; the flow is the entry by SMS and voice, begins at `a` and has the command
// `person`. `done` and `thanks_line` are lines that it may say, `other` a flow that it may call, `later` one that may
// begin by itself.
[[nodiscard]] flows::Library library(std::string const& steps);

// What was said, then what the desk was told, then how it ended: "Done | case unclear medium | end over". On a call
// also what the line waits for.
[[nodiscard]] std::string line_of(flows::Turn const& turn);

class Talk {
 public:
  explicit Talk(std::string const& steps, flows::Medium medium = flows::Medium::sms);

  // Her text, or on a call her keys; "(silence)", "(hangs up)", "(speaks)", "(answered)", "(nobody)" as on the tin.
  std::string send(std::string const& input);
  flows::Facts facts;
  flows::Instant now{};
  [[nodiscard]] flows::State const& state() const { return state_; }

 private:
  flows::Library library_;
  flows::State state_;
};

}  // namespace small_flow
