#include "flows/expression.hpp"

#include "flows/expression/node.hpp"
#include "flows/expression/value.hpp"

#include <algorithm>
#include <utility>

namespace flows {

Expression::Expression() = default;
Expression::~Expression() = default;
Expression::Expression(Expression const&) = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression const&) = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

namespace {

using Node = Expression::Node;
using Operator = Node::Operator;

bool compare(Operator op, Value const& a, Value const& b) {
  auto const ordered = [&](auto const& fits) {
    std::optional<std::strong_ordering> const which = order(a, b);
    return which && fits(*which);
  };
  switch (op) {
    case Operator::none: return false;
    case Operator::equal: return equal(a, b);
    case Operator::unequal: return !equal(a, b);
    case Operator::in: return contains(b, a);
    case Operator::has: return contains(a, b);
    case Operator::less: return ordered([](auto which) { return which < 0; });
    case Operator::at_most: return ordered([](auto which) { return which <= 0; });
    case Operator::more: return ordered([](auto which) { return which > 0; });
    case Operator::at_least: return ordered([](auto which) { return which >= 0; });
  }
  std::unreachable();
}

bool judge(Node const& node, Lookup const& lookup);

std::optional<Value> value_of(Node const& node, Lookup const& lookup) {
  switch (node.kind) {
    case Node::Kind::constant: return node.constant;
    case Node::Kind::name: return lookup(node.name);
    case Node::Kind::sum: {
      auto const left = value_of(*node.parts[0], lookup);
      auto const right = value_of(*node.parts[1], lookup);
      if (!left || !right) return std::nullopt;
      return calculate(node.sign, *left, *right);
    }
    case Node::Kind::negation:
    case Node::Kind::conjunction:
    case Node::Kind::disjunction:
    case Node::Kind::comparison: return judge(node, lookup);
  }
  std::unreachable();
}

bool judge(Node const& node, Lookup const& lookup) {
  auto const holds = [&](std::shared_ptr<Node const> const& part) { return judge(*part, lookup); };
  switch (node.kind) {
    case Node::Kind::constant:
    case Node::Kind::sum:
    case Node::Kind::name: return is_true(value_of(node, lookup));
    case Node::Kind::negation: return !judge(*node.parts[0], lookup);
    case Node::Kind::conjunction: return std::ranges::all_of(node.parts, holds);
    case Node::Kind::disjunction: return std::ranges::any_of(node.parts, holds);
    case Node::Kind::comparison: break;
  }
  auto const left = value_of(*node.parts[0], lookup);
  auto const right = value_of(*node.parts[1], lookup);
  if (!left || !right) return node.op == Operator::unequal;  // what has no value is equal to nothing
  return compare(node.op, *left, *right);
}

}  // namespace

bool Expression::holds(Lookup const& lookup) const { return root_ == nullptr || judge(*root_, lookup); }

std::optional<Value> Expression::value(Lookup const& lookup) const {
  return root_ == nullptr ? std::nullopt : value_of(*root_, lookup);
}

}  // namespace flows
