// The words and signs of an expression, in order, each with its column in characters from 1. A quote that is not closed
// is thrown as ExpressionFailure, which never leaves flows/expression/.
#pragma once

#include "flows/expression.hpp"

#include <string>
#include <string_view>

namespace flows {

struct ExpressionFailure {
  ExpressionError error;
};

struct Token {
  enum class Kind { end, word, text, number, date, symbol };
  Kind kind = Kind::end;
  std::string text;
  int column = 1;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  Token next();

 private:
  Token quoted(Token token, char quote);
  // A number, a date, or a word that begins with a digit: 14, 2026-11-25, 2_to_5.
  Token numeric(Token token);
  void take(Token& token);
  void step();

  std::string_view text_;
  std::size_t at_ = 0;
  int column_ = 1;
};

}  // namespace flows
