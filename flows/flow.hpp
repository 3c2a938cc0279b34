// A flow is one YAML file: named steps, of which one is the start. Each step kind is a class in a file of its own in
// flows/steps/, all of one shape: it is read from YAML, it runs, and where it waits it hears the answer. The list of
// kinds is flows/steps/steps.cpp.
// Threads: const after reading, any thread.
#pragma once

#include "flows/copy.hpp"
#include "flows/engine.hpp"
#include "flows/expression.hpp"
#include "flows/node.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

class Moment;  // flows/moment.hpp: what a step may see and do while a turn runs

// What a step says: a line of the copy by its id, or words of its own in every language; a call may have its own form.
struct Text {
  std::string copy;
  Translations own;
  std::string voice_copy;
  Translations voice_own;
  Mark mark;
  [[nodiscard]] bool empty() const { return copy.empty() && own.empty(); }
};

// The name of another step of this flow, where it stands.
struct Target {
  std::string step;
  Mark mark;
};

struct Condition {
  Expression expression;
  Mark mark;
};

// What happens after a step: another step of the flow, waiting for an answer, a call of another flow, a person in place
// of all that was open, or the end of this flow (back to whoever called it).
struct Next {
  enum class Kind : std::uint8_t { step, wait, call, person, end };
  Kind kind = Kind::end;
  std::string name{};   // of the step or of the flow to call; person: why, for the operator
  std::string after{};  // call: the step to come back to; empty: this flow is then over too
};
// The step name that means: this flow is over, go on where it was called.
inline constexpr std::string_view back = "back";
[[nodiscard]] Next go_to(Target const& target);

// One answer that a question takes, for the checks and for hearing.
struct Choice {
  std::string key;  // "1" to "8"
  std::string value;
  std::vector<std::string> also;  // words that mean the same
  struct Heard {
    std::string plain;   // normalised
    std::string folded;  // by its sound
  };
  std::vector<Heard> heard;                              // how each of them is compared
  std::vector<std::pair<std::string, std::string>> set;  // further values that this answer gives
  Target next;
  Mark mark;
};

// What the checks need to know of a step, whatever its kind.
struct Outline {
  std::vector<Target> exits{};  // steps that may follow; an empty name: the flow may end here
  std::vector<Text const*> texts{};
  std::vector<Condition const*> conditions{};
  std::vector<std::string> saves{};  // names that have a value afterwards
  std::vector<Target> calls{};       // flows
  std::vector<Target> begins{};      // flows that begin later by themselves
  std::vector<Choice> const* choices = nullptr;
  bool waits = false;                // she is asked, and 0 and 9 reach a person from here
  bool reaches_person = false;       // a case goes to a person
  bool ends = false;                 // the whole conversation may end here
  bool person_not_needed = false;    // an end that needs none: she asked for silence, or was answered
  bool bare_nine_or_nought = false;  // an honest answer may be a lone 9 or 0
};

class Step {
 public:
  virtual ~Step() = default;
  [[nodiscard]] virtual Next run(Moment& moment) const = 0;
  // The answer to what this step asked; nothing if it was not understood. Only steps that wait are asked.
  [[nodiscard]] virtual std::optional<Next> hear(Moment& moment) const;
  // Asks again what it asked, without running what comes before the question.
  virtual void repeat(Moment& moment) const;
  // How a call takes the answer.
  [[nodiscard]] virtual Listen listen(Moment const& moment) const;
  // The flow that this step called is over.
  virtual void come_back(Moment& moment) const;
  [[nodiscard]] virtual Outline outline() const = 0;

  std::string name;
  Mark mark;
};

struct Flow {
  std::string file;
  std::string name;
  Mark mark;
  std::string about;
  std::optional<Medium> entry;  // begins when nothing else is open, on this medium
  std::string command;          // the whole-message command that begins it
  bool resumes = false;         // after a command: the open question is asked again afterwards
  bool from_outside = false;    // begun by a person at the desk: nothing in the flows calls it
  Target start;
  std::vector<std::shared_ptr<Step const>> steps;  // in the order of the file

  [[nodiscard]] Step const* find(std::string_view step) const;
};

}  // namespace flows
