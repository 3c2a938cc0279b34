// The shipped conversations as the flows' own tests use them: config/ read and checked, without any gateway.
#pragma once

#include "flows/library.hpp"

#include <string>

namespace support {

// The shipped content of config/, read and checked; throws with all findings if it is not clean. Built once per
// program.
[[nodiscard]] flows::Library const& shipped_library();
[[nodiscard]] flows::LibrarySources shipped_sources();

// ISO 3166 of a number by its prefix, from config/countries.tsv; empty if unknown.
[[nodiscard]] std::string country_of(std::string const& number);

}  // namespace support
