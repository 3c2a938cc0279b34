// What goes into XML for a provider's call machinery. One escape serves text and attributes.
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

namespace providers {

// `& < > " '` escaped, line ends and tabs written as references (a parser would fold them in an attribute), characters
// that XML 1.0 does not allow even as references left out. The result is valid UTF-8.
[[nodiscard]] std::string xml_escape(std::string_view text);

// ` name="value"`, escaped; nothing if the value is empty.
[[nodiscard]] std::string xml_attribute(std::string_view name, std::string_view value);

}  // namespace providers
