// Instructions a message, counted by callgrind over the built gateway: they do not drift with the machine, so they are
// what one version is compared with the next by. The difference of two runs, so the start is not in them. Threads: one.
#pragma once

#include "tests/bench/options.hpp"
#include "tests/bench/sink.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bench {

struct Share {
  std::string name;  // "sealing"
  double instructions = 0;
  bool is_across = false;  // inside of several of the others
};

struct Instructions {
  double a_message = 0;  // its reply sent
  std::vector<Share> shares;
};

// Nothing where valgrind is not installed.
[[nodiscard]] std::optional<Instructions> count_instructions(Options const& options, Sink& sink);

// A row of tests/bench/instructions.tsv, with its heading if the file has none yet.
void record(Instructions const& instructions, std::string const& version);

}  // namespace bench
