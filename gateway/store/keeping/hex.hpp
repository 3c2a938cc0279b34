// Bytes as lower-case hexadecimal digits, in lines that people and other programs keep. For nothing secret: it is not
// constant in time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace store {

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);  // nothing: empty, or no such digits

}  // namespace store
