// The small language of conditions, in flows (`when:`, `unless:`, `is:`) and in routing rows (`when`). It compares, it
// joins with `and`, `or`, `not`, it looks for things `in` lists, it counts with + - * / % in whole numbers and days,
// and nothing else: no calls, no loops.
//     severity in [high, critical] and not (country == IN or tags has child)
//     today - paid_last > 60
// What stands to the left is a name, which is looked up; a bare word to the right of == != < <= > >= `has`, or inside
// [ ], is a text, like a quoted one; what is counted with is a name wherever it stands. A name without a value is equal
// to nothing and not true, and so is a sum that makes no sense. Severities and dates (2026-11-25) are ordered. `-` has
// a space on both sides. Evaluation never fails and its work is bounded by `expression_nodes_max`. Threads: values, any
// thread.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flows {

// What a name may stand for. Text that is a whole number compares as a number with numbers.
using Value = std::variant<std::string, std::int64_t, bool, std::vector<std::string>>;
using Lookup = std::function<std::optional<Value>(std::string_view name)>;

// One line somebody can read; longer conditions belong into a branch of several rows.
inline constexpr std::size_t expression_bytes_max = 500;
inline constexpr std::size_t expression_nodes_max = 100;
inline constexpr int expression_depth_max = 20;

struct ExpressionError {
  int column = 1;  // characters, from 1, within the expression
  std::string message;
};

class Expression {
 public:
  struct Node;

  Expression();
  ~Expression();
  Expression(Expression const&);
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression const&);
  Expression& operator=(Expression&&) noexcept;

  // True if the condition holds: a true boolean, a non-empty text or list, a number other than 0.
  [[nodiscard]] bool holds(Lookup const& lookup) const;
  // What it comes to; nothing where a name in it has no value or a sum makes no sense.
  [[nodiscard]] std::optional<Value> value(Lookup const& lookup) const;

  // Every name that may be looked up, each once, for the check of undefined names.
  struct Name {
    std::string name;
    int column = 1;
  };
  [[nodiscard]] std::vector<Name> const& names() const { return names_; }
  [[nodiscard]] std::string const& text() const { return text_; }

 private:
  friend std::expected<Expression, ExpressionError> parse_expression(std::string_view text);
  std::shared_ptr<Node const> root_;  // shared: an expression never changes once it is read
  std::vector<Name> names_;
  std::string text_;
};

[[nodiscard]] std::expected<Expression, ExpressionError> parse_expression(std::string_view text);

}  // namespace flows
