#include "tests/bench/annotated.hpp"

#include <algorithm>
#include <string>

namespace bench {

namespace {

// A line of the table reads: "1,234,567 (12.3%)  file.cpp:name(arguments) [object]". Its number; 0 if it is none.
double number_at_start(std::string_view line) {
  std::string digits;
  for (char const c : line) {
    if (c >= '0' && c <= '9') digits += c;
    if (c == '(') break;
    if (c != ',' && c != ' ' && (c < '0' || c > '9')) return 0;
  }
  return digits.empty() ? 0 : std::stod(digits);
}

template <class F>
void for_lines(std::string_view text, F const& take) {
  while (!text.empty()) {
    std::size_t const end = std::min(text.find('\n'), text.size());
    take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

double total_of(std::string_view annotated) {
  double total = 0;
  for_lines(annotated, [&](std::string_view line) {
    if (line.contains("PROGRAM TOTALS")) total = number_at_start(line);
  });
  return total;
}

double sum_of(std::string_view annotated, std::vector<std::string_view> const& functions) {
  double sum = 0;
  for_lines(annotated, [&](std::string_view line) {
    bool const is_one = std::ranges::any_of(functions, [&](std::string_view name) { return line.contains(name); });
    if (is_one) sum += number_at_start(line);
  });
  return sum;
}

}  // namespace bench
