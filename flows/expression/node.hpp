// An expression once it is read: a small tree that never changes. Known inside flows/expression/ alone.
#pragma once

#include "flows/expression.hpp"

#include <memory>
#include <string>
#include <vector>

namespace flows {

struct Expression::Node {
  enum class Kind { constant, name, negation, conjunction, disjunction, comparison, sum };
  enum class Operator { none, equal, unequal, less, at_most, more, at_least, in, has };

  Kind kind = Kind::constant;
  Operator op = Operator::none;  // of a comparison
  char sign = 0;                 // of a sum: + - * / %
  Value constant{};
  std::string name{};
  std::vector<std::shared_ptr<Node const>> parts{};
};

}  // namespace flows
