// Something that is wrong in a file that people of the hotline wrote, said so that they can mend it. The reader, the
// checks and the library all speak in findings; `saathi check` prints them, the console shows them at the line.
// Example: config/flows/wages.yaml:12:5: error: the step `food` is not there; did you mean `foods`?
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace flows {

struct Finding {
  enum class Level : std::uint8_t { error, warning };

  std::string file;
  int line = 0;    // from 1; 0: the file as a whole
  int column = 0;  // in characters (code points), from 1
  Level severity = Level::error;
  std::string message;

  friend auto operator<=>(Finding const&, Finding const&) = default;
};

// file:line:column: error: message
[[nodiscard]] std::string to_string(Finding const& finding);
[[nodiscard]] bool any_error(std::vector<Finding> const& findings);

// The known name nearest to what was written, for "did you mean"; empty if none is near enough.
[[nodiscard]] std::string nearest(std::string const& written, std::vector<std::string> const& known);

}  // namespace flows
