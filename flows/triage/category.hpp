// The categories of a case (domain notes 2.1) and which of several is primary. Values only; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct Signs;  // flows/triage/signs.hpp

// Every code there is, also the technical ones: unclear, optout, erase, spam.
[[nodiscard]] std::span<std::string_view const> categories();
[[nodiscard]] bool is_category(std::string_view code);

// permit, info, skills, returnee: answered by a text, unless something graver stands beside it.
[[nodiscard]] bool is_plain_information(std::string_view category);

struct Category {
  std::string primary = "unclear";
  std::vector<std::string> tags;      // the other categories that matched, in order of precedence
  std::vector<std::string> replaced;  // concepts whose category gave way: their severity hint is lost
  std::vector<std::string> why;       // for an operator
  bool spam = false;
};
[[nodiscard]] Category choose_category(Signs const& signs);

}  // namespace flows
