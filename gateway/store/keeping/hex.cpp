#include "gateway/store/keeping/hex.hpp"

#include <charconv>

namespace store {

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (char const c : bytes) {
    auto const code = static_cast<unsigned char>(c);
    text.append({digits[code >> 4], digits[code & 0xf]});
  }
  return text;
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.empty() || text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    unsigned int code = 0;
    auto const [end, failed] = std::from_chars(text.data() + i, text.data() + i + 2, code, 16);
    if (failed != std::errc() || end != text.data() + i + 2) return std::nullopt;
    bytes.push_back(static_cast<char>(code));
  }
  return bytes;
}

}  // namespace store
