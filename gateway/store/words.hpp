// Enums of the store stand on disk as words, the same as on screens and in the API. An enum joins by a `words` function
// beside it that lists them in the enum's own order.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace store {

template <class E>
concept Worded = requires(E e) {
  { words(e) } -> std::convertible_to<std::span<std::string_view const>>;
};

template <Worded E>
[[nodiscard]] constexpr std::string_view name(E value) {
  return words(value)[static_cast<std::size_t>(std::to_underlying(value))];
}

template <Worded E>
[[nodiscard]] constexpr std::optional<E> parse_word(std::string_view word) {
  std::span<std::string_view const> const all = words(E{});
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == word) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace store
