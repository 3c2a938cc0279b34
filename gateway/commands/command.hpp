// The program's commands, as data: one row each, from which parsing, `--help` and the manual page come. A command is a
// plain function over its arguments and three streams, so that tests run it without a process.
#pragma once

#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

// What a shell sees when a command ends.
enum class Exit : int {
  good = 0,
  input = 1,        // the input is at fault; stderr says how to mend it
  usage = 2,        // the command line itself was not understood
  environment = 3,  // port taken, disk full, no key, another process holds the store
};

struct Option {
  std::string_view name;   // "--config"
  std::string_view value;  // what stands for its value in the help, e.g. "FILE"; empty: a flag
  std::string_view about;
};

struct Arguments {
  std::map<std::string, std::string, std::less<>> options;  // given options only; flags have an empty value
  std::vector<std::string> words;                           // what stands without a name, in order

  [[nodiscard]] bool has(std::string_view name) const { return options.contains(name); }
  [[nodiscard]] std::string get(std::string_view name, std::string_view otherwise = {}) const;
};

struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

struct Command {
  std::string_view name;
  std::string_view words;  // its positional words, for the help; empty: none
  std::string_view about;
  std::span<Option const> options;
  Exit (*run)(Arguments const& arguments, Streams& streams);
};

// Every command there is, in the order of the help.
[[nodiscard]] std::span<Command const> all();

// Prints one sentence on stderr, "saathi: ..." and returns the exit given.
Exit fail(Streams& streams, Exit exit, std::string_view sentence);

}  // namespace commands
