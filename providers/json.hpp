// JSON as strangers write it, read by Boost.JSON. That refuses a whole document for half an emoji at the end of a cut
// text, for a raw control character or for a broken byte, and with it a person's words (Boost 1.81 and 1.83). So what
// stands in strings is mended first: such a character becomes U+FFFD, an escaped zero is left out.
// Threads: plain functions.
#pragma once

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace providers {

// Nothing if the document is no object, or nests too deep.
[[nodiscard]] std::optional<boost::json::object> parse_object(std::string_view document);

// A string, or a number written as text; empty if there is neither.
[[nodiscard]] std::string text_at(boost::json::object const& object, std::string_view key);
[[nodiscard]] bool has_text(boost::json::object const& object, std::string_view key);
// A whole number, or a string that is one; nothing otherwise, or if it does not fit.
[[nodiscard]] std::optional<int> number_at(boost::json::object const& object, std::string_view key);
// Null if there is none.
[[nodiscard]] boost::json::object const* object_at(boost::json::object const& object, std::string_view key);

}  // namespace providers
