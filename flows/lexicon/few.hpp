// A short list that needs no memory of its own: what one word of a text may be read as. What is beyond its size is left
// out. Values only; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>

namespace flows {

template <class Value, std::size_t most>
class Few {
 public:
  Few() = default;
  Few(std::initializer_list<Value> values) {
    for (Value const& value : values) push_back(value);
  }

  void push_back(Value value) {
    if (count_ < most) values_[count_++] = value;
  }
  void pop_back() { --count_; }

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] Value const& front() const { return values_.front(); }
  [[nodiscard]] Value const& back() const { return values_[count_ - 1]; }
  [[nodiscard]] Value const* begin() const { return values_.data(); }
  [[nodiscard]] Value const* end() const { return values_.data() + count_; }

 private:
  std::array<Value, most> values_{};
  std::size_t count_ = 0;
};

}  // namespace flows
