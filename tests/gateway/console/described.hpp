// What the API's description says of each route, and whether an answer is as it says: its status stands there, and its
// body has the fields that are required, no others, each of its type. Knows of JSON Schema what the description uses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace console_tests {

struct Described {
  std::string method;  // upper case
  std::string path;
  std::string right{};  // empty: open to everybody
  bool takes_token = false;
  std::vector<int> statuses{};
};

[[nodiscard]] std::vector<Described> described_routes();
// Empty, or what does not fit.
[[nodiscard]] std::string misfit(Described const& route, int status, std::string_view body);

[[nodiscard]] std::string with_ref(std::string_view pattern, std::string_view ref);

}  // namespace console_tests
