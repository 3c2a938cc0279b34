// A mistake in a file that people write: where it is, what is wrong, how to mend it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace base {

enum class Severity : std::uint8_t { warning, error };

struct Finding {
  std::string file;
  int line = 1;    // from 1
  int column = 1;  // in characters, from 1
  Severity severity = Severity::error;
  std::string message;

  friend bool operator==(Finding const&, Finding const&) = default;
};

// `file:line:column: error: message`
[[nodiscard]] std::string to_line(Finding const& finding);
[[nodiscard]] bool has_error(std::span<Finding const> findings);

}  // namespace base
