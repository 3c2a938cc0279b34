// The hotline's own sheets, read once per test program: every test of words runs on what the hotline runs on.
#pragma once

#include "flows/lexicon/lexicon.hpp"
#include "flows/library.hpp"

#include <string>
#include <vector>

namespace words {

// A file of the source tree as text; the test fails if it is not there.
[[nodiscard]] std::string file(std::string const& path);

// Lines of a sheet, cut at tabs; lines that begin with # left out.
[[nodiscard]] std::vector<std::vector<std::string>> table(std::string const& path);

// Every sheet of config/lexicon, in order of name, as the hotline reads them.
[[nodiscard]] std::vector<flows::Source> lexicon_sheets();

[[nodiscard]] flows::Lexicon const& lexicon();

}  // namespace words
