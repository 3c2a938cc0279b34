#include "flows/expression/lexer.hpp"

#include "flows/expression/value.hpp"

#include <algorithm>

namespace flows {
namespace {

bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_word_start(c) || is_digit(c) || c == '-'; }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

Token Lexer::next() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) step();
  Token token{.kind = Token::Kind::end, .text = {}, .column = column_};
  if (at_ == text_.size()) return token;
  char const c = text_[at_];
  if (c == '"' || c == '\'') return quoted(std::move(token), c);
  bool const negative = c == '-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
  if (is_digit(c) || negative) return numeric(std::move(token));
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

Token Lexer::numeric(Token token) {
  bool const negative = text_[at_] == '-';
  token.kind = Token::Kind::number;
  do take(token);
  while (at_ < text_.size() && is_word(text_[at_]));
  std::string_view const digits = std::string_view(token.text).substr(negative ? 1 : 0);
  if (std::ranges::all_of(digits, is_digit)) return token;
  if (!negative && parse_date(token.text)) {
    token.kind = Token::Kind::date;
    return token;
  }
  bool const is_sum = std::ranges::all_of(digits, [](char c) { return is_digit(c) || c == '-'; });
  if (is_sum) throw ExpressionFailure{{token.column, "put a space on both sides of `-` to subtract"}};
  token.kind = Token::Kind::word;
  return token;
}

Token Lexer::quoted(Token token, char quote) {
  token.kind = Token::Kind::text;
  step();
  while (at_ < text_.size() && text_[at_] != quote) take(token);
  if (at_ == text_.size()) throw ExpressionFailure{{token.column, "the quote that begins here is not closed"}};
  step();
  return token;
}

void Lexer::take(Token& token) {
  token.text += text_[at_];
  step();
}

void Lexer::step() {
  ++at_;
  if (at_ == text_.size() || !is_continuation(text_[at_])) ++column_;
}

}  // namespace flows
