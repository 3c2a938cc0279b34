// saathi flow steps: what a conversation can be made of, from the program's own lists.
#include "flows/steps/steps.hpp"
#include "gateway/commands/setting.hpp"

#include <array>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option};

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words == std::vector<std::string>{"steps"}) {
    streams.out << flows::step_reference();
    return Exit::good;
  }
  return fail(streams, Exit::usage, "There is `saathi flow steps`, which prints the steps of a conversation.");
}

}  // namespace

extern Command const flow_command{"flow", "steps", "Prints the steps that a conversation can be made of.", options,
                                  run};

}  // namespace commands
