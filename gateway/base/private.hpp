// What identifies a person: a number, a name, a text. It cannot be logged or formatted by accident: there is no `<<`,
// no formatter and no conversion. Whoever needs the value says why, and that reason can be found by searching for
// `reveal`.
#pragma once

#include <compare>
#include <string>
#include <utility>

namespace base {

enum class Reason { to_send, to_seal, to_read_flow, to_show_holder, to_find, to_test };

template <class T>
class Private {
 public:
  Private() = default;
  explicit Private(T value) : value_(std::move(value)) {}

  [[nodiscard]] T const& reveal(Reason) const& { return value_; }
  [[nodiscard]] T reveal(Reason) && { return std::move(value_); }
  [[nodiscard]] bool empty() const { return value_.empty(); }

  friend bool operator==(Private const&, Private const&) = default;

 private:
  T value_{};
};

using PrivateText = Private<std::string>;

}  // namespace base
