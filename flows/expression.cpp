#include "flows/expression.hpp"

#include "flows/triage.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace flows {

struct Expression::Node {
  enum class Kind { constant, name, negation, conjunction, disjunction, comparison };
  enum class Operator { none, equal, unequal, less, at_most, more, at_least, in, has };

  Kind kind = Kind::constant;
  Operator op = Operator::none;
  Value constant;
  std::string name;
  std::vector<std::shared_ptr<Node const>> parts;
};

Expression::Expression() = default;
Expression::~Expression() = default;
Expression::Expression(Expression const&) = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression const&) = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

namespace {

using Node = Expression::Node;
using NodePtr = std::shared_ptr<Node const>;
using Operator = Node::Operator;

struct Token {
  enum class Kind { end, word, text, number, symbol };
  Kind kind = Kind::end;
  std::string text;
  int column = 1;
};

struct Failure {
  ExpressionError error;
};

bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_word_start(c) || is_digit(c) || c == '-'; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Reads words, quoted texts, numbers and signs. Columns count characters.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) step();
    Token token{.kind = Token::Kind::end, .text = {}, .column = column_};
    if (at_ == text_.size()) return token;
    char const c = text_[at_];
    if (c == '"' || c == '\'') return quoted(token, c);
    bool const negative = c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
    if (is_digit(c) || negative) {
      token.kind = Token::Kind::number;
      do take(token);
      while (at_ < text_.size() && is_word(text_[at_]));
      // 2_to_5 and 10th are words that begin with a digit.
      if (!std::ranges::all_of(token.text.substr(negative ? 1 : 0), is_digit)) token.kind = Token::Kind::word;
      return token;
    }
    if (is_word_start(c)) {
      token.kind = Token::Kind::word;
      do take(token);
      while (at_ < text_.size() && is_word(text_[at_]));
      return token;
    }
    token.kind = Token::Kind::symbol;
    take(token);
    bool const doubled = std::string_view("=!<>").contains(c) && at_ < text_.size() && text_[at_] == '=';
    if (doubled) take(token);
    while (at_ < text_.size() && is_continuation(text_[at_])) take(token);
    return token;
  }

 private:
  Token quoted(Token token, char quote) {
    token.kind = Token::Kind::text;
    step();
    while (at_ < text_.size() && text_[at_] != quote) take(token);
    if (at_ == text_.size()) throw Failure{{token.column, "the quote that begins here is not closed"}};
    step();
    return token;
  }
  void take(Token& token) {
    token.text += text_[at_];
    step();
  }
  void step() {
    ++at_;
    if (at_ == text_.size() || !is_continuation(text_[at_])) ++column_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int column_ = 1;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text), token_(lexer_.next()) {}

  NodePtr whole() {
    if (token_.kind == Token::Kind::end) fail("a condition is missing");
    NodePtr node = disjunction(0);
    if (token_.kind != Token::Kind::end) fail("`" + token_.text + "` is not expected here");
    return node;
  }
  std::vector<Expression::Name> names;

 private:
  NodePtr disjunction(int depth) { return joined(depth, "or", Node::Kind::disjunction); }

  NodePtr joined(int depth, std::string_view word, Node::Kind kind) {
    bool const outer = kind == Node::Kind::disjunction;
    auto part = [&] { return outer ? joined(depth, "and", Node::Kind::conjunction) : negation(depth); };
    NodePtr first = part();
    if (!is(word)) return first;
    Node node{.kind = kind, .op = Operator::none, .constant = {}, .name = {}, .parts = {first}};
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
    return made({.kind = Node::Kind::negation,
                 .op = Operator::none,
                 .constant = {},
                 .name = {},
                 .parts = {negation(depth + 1)}});
  }

  NodePtr comparison(int depth) {
    NodePtr left = operand(depth, Bare::name);
    bool negated = false;
    if (is("not")) {
      advance();
      if (!is("in") && !is("has")) fail("after `not` stands `in` or `has` here");
      negated = true;
    }
    Operator const op = comparison_sign();
    if (op == Operator::none) return left;
    advance();
    NodePtr right = operand(depth, op == Operator::in ? Bare::name : Bare::text);
    if (comparison_sign() != Operator::none) fail("compare two things at a time, and join them with `and`");
    NodePtr node = made({.kind = Node::Kind::comparison, .op = op, .constant = {}, .name = {}, .parts = {left, right}});
    if (!negated) return node;
    return made({.kind = Node::Kind::negation, .op = Operator::none, .constant = {}, .name = {}, .parts = {node}});
  }

  enum class Bare { name, text };  // what a word without quotes is at this place

  NodePtr operand(int depth, Bare bare) {
    Token const token = token_;
    if (token.kind == Token::Kind::symbol && token.text == "(") {
      advance();
      NodePtr inside = disjunction(depth + 1);
      expect(")");
      return inside;
    }
    if (token.kind == Token::Kind::symbol && token.text == "[") return list();
    if (token.kind == Token::Kind::end) fail("something is missing at the end");
    if (token.kind == Token::Kind::symbol) {
      if (token.text == "=") fail("`=` is written `==` in a condition");
      fail("`" + token.text + "` is not expected here");
    }
    if (token.kind == Token::Kind::word) {
      bool const keyword = token.text == "and" || token.text == "or" || token.text == "in" || token.text == "has";
      if (keyword) fail("`" + token.text + "` is not expected here");
      if (token.text != "true" && token.text != "false" && bare == Bare::name) {
        advance();
        auto const same = [&](Expression::Name const& n) { return n.name == token.text; };
        if (std::ranges::none_of(names, same)) names.push_back({token.text, token.column});
        return made({.kind = Node::Kind::name, .op = Operator::none, .constant = {}, .name = token.text, .parts = {}});
      }
    }
    advance();
    return made(
        {.kind = Node::Kind::constant, .op = Operator::none, .constant = constant(token), .name = {}, .parts = {}});
  }

  NodePtr list() {
    expect("[");
    std::vector<std::string> items;
    while (token_.kind != Token::Kind::symbol || token_.text != "]") {
      if (token_.kind == Token::Kind::symbol || token_.kind == Token::Kind::end)
        fail("the list needs a word and a `]`");
      if (items.size() == expression_nodes_max) fail("the list is too long");
      items.push_back(token_.text);
      advance();
      if (token_.kind == Token::Kind::symbol && token_.text == ",") advance();
    }
    expect("]");
    return made(
        {.kind = Node::Kind::constant, .op = Operator::none, .constant = std::move(items), .name = {}, .parts = {}});
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
    if (token_.kind == Token::Kind::word) {
      if (token_.text == "in") return Operator::in;
      return token_.text == "has" ? Operator::has : Operator::none;
    }
    if (token_.kind != Token::Kind::symbol) return Operator::none;
    if (token_.text == "==") return Operator::equal;
    if (token_.text == "!=") return Operator::unequal;
    if (token_.text == "<") return Operator::less;
    if (token_.text == "<=") return Operator::at_most;
    if (token_.text == ">") return Operator::more;
    return token_.text == ">=" ? Operator::at_least : Operator::none;
  }

  bool is(std::string_view word) const { return token_.kind == Token::Kind::word && token_.text == word; }
  void advance() { token_ = lexer_.next(); }
  void expect(std::string const& sign) {
    if (token_.kind != Token::Kind::symbol || token_.text != sign) fail("`" + sign + "` is missing here");
    advance();
  }
  NodePtr made(Node node) {
    if (++nodes_ > expression_nodes_max) fail("the condition is too long; write it as several rows");
    return std::make_shared<Node const>(std::move(node));
  }
  [[noreturn]] void fail(std::string message) const { throw Failure{{token_.column, std::move(message)}}; }

  Lexer lexer_;
  Token token_;
  std::size_t nodes_ = 0;
};

std::optional<std::int64_t> as_number(Value const& value) {
  if (auto const* number = std::get_if<std::int64_t>(&value)) return *number;
  auto const* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return std::nullopt;
  std::int64_t number = 0;
  char const* const end = text->data() + text->size();
  auto const read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

std::string as_text(Value const& value) {
  if (auto const* text = std::get_if<std::string>(&value)) return *text;
  if (auto const* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (auto const* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
  return {};
}

bool equal(Value const& a, Value const& b) {
  auto const x = as_number(a);
  auto const y = as_number(b);
  if (x && y) return *x == *y;
  auto const* list = std::get_if<std::vector<std::string>>(&a);
  auto const* other = std::get_if<std::vector<std::string>>(&b);
  if (list != nullptr || other != nullptr) return list != nullptr && other != nullptr && *list == *other;
  return as_text(a) == as_text(b);
}

// Severities have an order of their own: `severity >= high`.
std::optional<std::int64_t> as_rank(Value const& value) {
  if (auto const number = as_number(value)) return number;
  auto const severity = parse_severity(as_text(value));
  if (!severity) return std::nullopt;
  return std::to_underlying(*severity);
}

bool contains(Value const& list, Value const& item) {
  auto const* items = std::get_if<std::vector<std::string>>(&list);
  if (items == nullptr) return equal(list, item);  // a list of one
  return std::ranges::any_of(*items, [&](std::string const& one) { return equal(one, item); });
}

bool compare(Operator op, Value const& a, Value const& b) {
  switch (op) {
    case Operator::none: return false;
    case Operator::equal: return equal(a, b);
    case Operator::unequal: return !equal(a, b);
    case Operator::in: return contains(b, a);
    case Operator::has: return contains(a, b);
    case Operator::less:
    case Operator::at_most:
    case Operator::more:
    case Operator::at_least: break;
  }
  auto const x = as_rank(a);
  auto const y = as_rank(b);
  if (!x || !y) return false;  // only numbers and severities are more or less
  if (op == Operator::less) return *x < *y;
  if (op == Operator::at_most) return *x <= *y;
  return op == Operator::more ? *x > *y : *x >= *y;
}

bool is_true(std::optional<Value> const& value) {
  if (!value) return false;
  if (auto const* yes = std::get_if<bool>(&*value)) return *yes;
  if (auto const* number = std::get_if<std::int64_t>(&*value)) return *number != 0;
  if (auto const* list = std::get_if<std::vector<std::string>>(&*value)) return !list->empty();
  std::string const text = as_text(*value);
  return !text.empty() && text != "false";
}

bool judge(Node const& node, Lookup const& lookup);

std::optional<Value> value_of(Node const& node, Lookup const& lookup) {
  switch (node.kind) {
    case Node::Kind::constant: return node.constant;
    case Node::Kind::name: return lookup(node.name);
    case Node::Kind::negation:
    case Node::Kind::conjunction:
    case Node::Kind::disjunction:
    case Node::Kind::comparison: return judge(node, lookup);
  }
  std::unreachable();
}

bool judge(Node const& node, Lookup const& lookup) {
  auto const holds = [&](NodePtr const& part) { return judge(*part, lookup); };
  switch (node.kind) {
    case Node::Kind::constant:
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
  } catch (Failure const& failure) {
    return std::unexpected(failure.error);
  }
}

}  // namespace flows
