#include "tests/tidy/coroutines.hpp"

#include <algorithm>
#include <optional>

namespace tidy {

namespace {

constexpr std::string_view await_word = "co_await";

// What a statement shows before its co_await, back to the end of what precedes it.
std::string_view before(std::string_view code, std::size_t at) {
  std::size_t const start = code.find_last_of(";{}", at);
  return start == std::string_view::npos ? code.substr(0, at) : code.substr(start + 1, at - start - 1);
}

// What the rest of the statement shows, to its semicolon or to the body that an if, while or for begins.
struct Ahead {
  bool has_brace = false;   // a braced temporary or a lambda
  bool has_choice = false;  // ?:
  bool has_second = false;  // another co_await
  bool in_braces = false;   // the whole stands in a braced list
};

Ahead ahead(std::string_view code, std::size_t at, int open_before) {
  Ahead found;
  int open = open_before;  // brackets of the statement that are open here
  for (std::size_t i = at + await_word.size(); i < code.size(); ++i) {
    char const c = code[i];
    if (open == 0) {
      if (c == ';') break;
      if (c == '{' && open_before > 0) break;
    }
    if (c == '}' && open <= 0) {
      found.in_braces = true;
      break;
    }
    if (c == '(' || c == '[' || c == '{') ++open;
    if (c == ')' || c == ']' || c == '}') --open;
    if (c == '{') found.has_brace = true;
    if (c == '?') found.has_choice = true;
    if (code.substr(i).starts_with(await_word)) found.has_second = true;
  }
  return found;
}

int open_brackets(std::string_view text) {
  auto const count = [text](char c) { return static_cast<int>(std::ranges::count(text, c)); };
  return count('(') + count('[') - count(')') - count(']');
}

std::optional<std::string> judge(std::string_view code, std::size_t at) {
  std::string_view const start = before(code, at);
  Ahead const rest = ahead(code, at, open_brackets(start));
  if (rest.has_second) return "two co_await in one statement";
  if (rest.has_brace) return "a braced temporary or a lambda in a co_await statement: give it a name first";
  if (rest.in_braces) return "co_await inside a braced list: give its result a name first";
  if (rest.has_choice || start.contains('?')) return "?: in a co_await statement: write the if";
  std::size_t const last = start.find_last_not_of(" \n(");
  std::size_t const word = find_word(start, "switch");
  if (word != std::string_view::npos && last != std::string_view::npos && last < word + 6) {
    return "switch on a co_await: give its result a name first";
  }
  return std::nullopt;
}

// A view handed to a coroutine outlives its text at the first suspension.
void check_parameters(File const& file, std::string_view code, std::vector<Complaint>& complaints) {
  for (std::size_t at = find_word(code, "Task"); at != std::string_view::npos; at = find_word(code, "Task", at + 1)) {
    if (at + 4 >= code.size() || code[at + 4] != '<') continue;
    std::size_t i = at + 4;
    for (int depth = 0; i < code.size(); ++i) {
      if (code[i] == '<') ++depth;
      if (code[i] == '>' && --depth == 0) break;
    }
    // A name and its parameters, or something else: a member, a lambda's body, a template argument.
    std::size_t const open =
        code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:& ", i + 1);
    if (open == std::string_view::npos || code[open] != '(' || open == i + 1) continue;
    std::string_view const parameters = code.substr(open, code.find_first_of(";{", open) - open);
    if (parameters.contains("string_view") || parameters.contains("span<")) {
      complaints.push_back(
          {file.path, line_of(code, open), "a coroutine takes text and lists by value, not as a view"});
    }
  }
}

}  // namespace

std::vector<Complaint> check_coroutines(File const& file) {
  std::string const code = take_apart(file.text).code;
  std::vector<Complaint> complaints;
  for (std::size_t at = find_word(code, await_word); at != std::string::npos;
       at = find_word(code, await_word, at + 1)) {
    if (auto rule = judge(code, at)) complaints.push_back({file.path, line_of(code, at), std::move(*rule)});
  }
  check_parameters(file, code, complaints);
  return complaints;
}

}  // namespace tidy
