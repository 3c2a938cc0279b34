// What an adapter gave, in the words of the wire samples, so that both can be compared and a difference be read.
#pragma once

#include "providers/provider.hpp"
#include "tests/providers/sample.hpp"

#include <string>

namespace samples {

// Words behind the first are listed only where they say something out of the ordinary (opted_out, alarm, part …).
[[nodiscard]] Words words_of(providers::Event const& event);
[[nodiscard]] Words words_of(providers::Outcome const& outcome);
[[nodiscard]] Words words_of(providers::LookUp const& look_up);

// How `actual` differs from what a sample expects: each value the sample names must be so, and what is out of the
// ordinary must be named. Empty if it does not.
[[nodiscard]] std::string difference(Words const& expected, Words const& actual);

[[nodiscard]] providers::CallStep parse_move(Words const& words);

}  // namespace samples
