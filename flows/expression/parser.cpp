// The grammar, loosest first: or · and · not · comparison · + - · * / % · name, text, number, list, ( ).
#include "flows/expression/lexer.hpp"
#include "flows/expression/node.hpp"

#include <algorithm>
#include <charconv>

namespace flows {
namespace {

using Node = Expression::Node;
using NodePtr = std::shared_ptr<Node const>;
using Operator = Node::Operator;

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

  NodePtr whole() {
    if (token_.kind == Token::Kind::end) fail("a condition is missing");
    NodePtr node = disjunction(0);
    if (token_.kind == Token::Kind::number && token_.text.starts_with('-'))
      fail("put a space on both sides of `-` to subtract");
    if (token_.kind != Token::Kind::end) fail("`" + token_.text + "` is not expected here");
    return node;
  }
  std::vector<Expression::Name> names;

 private:
  enum class Bare { name, text };  // what a word without quotes is at this place

  NodePtr disjunction(int depth) { return joined(depth, "or", Node::Kind::disjunction); }

  NodePtr joined(int depth, std::string_view word, Node::Kind kind) {
    bool const outer = kind == Node::Kind::disjunction;
    auto part = [&] { return outer ? joined(depth, "and", Node::Kind::conjunction) : negation(depth); };
    NodePtr first = part();
    if (!is(word)) return first;
    Node node{.kind = kind, .parts = {first}};
    while (is(word)) {
      advance();
      node.parts.push_back(part());
    }
    return made(std::move(node));
  }

  NodePtr negation(int depth) {
    if (depth > expression_depth_max) fail("the condition is nested too deeply; write it as several rows");
    if (!is("not")) return comparison(depth);
    advance();
    return made({.kind = Node::Kind::negation, .parts = {negation(depth + 1)}});
  }

  NodePtr comparison(int depth) {
    NodePtr left = sum(depth, Bare::name);
    bool negated = false;
    if (is("not")) {
      advance();
      if (!is("in") && !is("has")) fail("after `not` stands `in` or `has` here");
      negated = true;
    }
    Operator const op = comparison_sign();
    if (op == Operator::none) return left;
    advance();
    NodePtr right = sum(depth, op == Operator::in ? Bare::name : Bare::text);
    if (comparison_sign() != Operator::none) fail("compare two things at a time, and join them with `and`");
    NodePtr node = made({.kind = Node::Kind::comparison, .op = op, .parts = {left, right}});
    if (!negated) return node;
    return made({.kind = Node::Kind::negation, .parts = {node}});
  }

  NodePtr sum(int depth, Bare bare) {
    NodePtr node = product(depth, bare);
    while (is_sign("+") || is_sign("-")) {
      char const sign = taken_sign();
      node = made({.kind = Node::Kind::sum, .sign = sign, .parts = {node, product(depth, Bare::name)}});
    }
    return node;
  }

  NodePtr product(int depth, Bare bare) {
    NodePtr node = operand(depth, bare);
    while (is_sign("*") || is_sign("/") || is_sign("%")) {
      char const sign = taken_sign();
      node = made({.kind = Node::Kind::sum, .sign = sign, .parts = {node, operand(depth, Bare::name)}});
    }
    return node;
  }

  NodePtr operand(int depth, Bare bare) {
    Token const token = token_;
    if (is_sign("(")) {
      advance();
      NodePtr inside = disjunction(depth + 1);
      expect(")");
      return inside;
    }
    if (is_sign("[")) return list();
    if (token.kind == Token::Kind::end) fail("something is missing at the end");
    if (token.kind == Token::Kind::symbol) {
      if (token.text == "=") fail("`=` is written `==` in a condition");
      fail("`" + token.text + "` is not expected here");
    }
    if (token.kind == Token::Kind::word) {
      bool const keyword = token.text == "and" || token.text == "or" || token.text == "in" || token.text == "has";
      if (keyword) fail("`" + token.text + "` is not expected here");
    }
    advance();
    // A word that something is added to is a name wherever it stands.
    bool const is_counted = is_sign("+") || is_sign("-") || is_sign("*") || is_sign("/") || is_sign("%");
    bool const is_name = token.kind == Token::Kind::word && token.text != "true" && token.text != "false";
    if (is_name && (bare == Bare::name || is_counted)) return name(token);
    return made({.kind = Node::Kind::constant, .constant = constant(token)});
  }

  NodePtr name(Token const& token) {
    auto const same = [&](Expression::Name const& n) { return n.name == token.text; };
    if (std::ranges::none_of(names, same)) names.push_back({token.text, token.column});
    return made({.kind = Node::Kind::name, .name = token.text});
  }

  NodePtr list() {
    expect("[");
    std::vector<std::string> items;
    while (!is_sign("]")) {
      if (token_.kind == Token::Kind::symbol || token_.kind == Token::Kind::end)
        fail("the list needs a word and a `]`");
      if (items.size() == expression_nodes_max) fail("the list is too long");
      items.push_back(token_.text);
      advance();
      if (is_sign(",")) advance();
    }
    expect("]");
    return made({.kind = Node::Kind::constant, .constant = std::move(items)});
  }

  Value constant(Token const& token) const {
    if (token.kind == Token::Kind::word && token.text == "true") return true;
    if (token.kind == Token::Kind::word && token.text == "false") return false;
    if (token.kind != Token::Kind::number) return token.text;
    std::int64_t number = 0;
    char const* const end = token.text.data() + token.text.size();
    if (std::from_chars(token.text.data(), end, number).ec != std::errc{}) fail("the number is too large");
    return number;
  }

  Operator comparison_sign() const {
    if (is("in")) return Operator::in;
    if (is("has")) return Operator::has;
    if (is_sign("==")) return Operator::equal;
    if (is_sign("!=")) return Operator::unequal;
    if (is_sign("<")) return Operator::less;
    if (is_sign("<=")) return Operator::at_most;
    if (is_sign(">")) return Operator::more;
    return is_sign(">=") ? Operator::at_least : Operator::none;
  }

  bool is(std::string_view word) const { return token_.kind == Token::Kind::word && token_.text == word; }
  bool is_sign(std::string_view sign) const { return token_.kind == Token::Kind::symbol && token_.text == sign; }
  void advance() { token_ = lexer_.next(); }
  char taken_sign() {
    char const sign = token_.text.front();
    advance();
    return sign;
  }
  void expect(std::string const& sign) {
    if (!is_sign(sign)) fail("`" + sign + "` is missing here");
    advance();
  }
  NodePtr made(Node node) {
    if (++nodes_ > expression_nodes_max) fail("the condition is too long; write it as several rows");
    return std::make_shared<Node const>(std::move(node));
  }
  [[noreturn]] void fail(std::string message) const { throw ExpressionFailure{{token_.column, std::move(message)}}; }

  Lexer lexer_;
  Token token_;
  std::size_t nodes_ = 0;
};

}  // namespace

std::expected<Expression, ExpressionError> parse_expression(std::string_view text) {
  if (text.size() > expression_bytes_max)
    return std::unexpected(ExpressionError{1, "the condition is too long; write it as several rows"});
  try {
    Parser parser(text);
    Expression expression;
    expression.root_ = parser.whole();
    expression.names_ = std::move(parser.names);
    expression.text_ = text;
    return expression;
  } catch (ExpressionFailure const& failure) {
    return std::unexpected(failure.error);
  }
}

}  // namespace flows
