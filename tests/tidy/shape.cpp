#include "tests/tidy/shape.hpp"

#include <algorithm>

namespace tidy {

namespace {

// One noun, one file: what is longer than this tells two stories. Data that people read as tables may be long.
constexpr int code_lines_max = 400;
constexpr int cmake_lines_max = 80;
// A header opens with at least one and at most this many lines on its purpose and its threads.
constexpr int opening_lines_max = 20;

int lines_max(std::string_view path) {
  if (path.ends_with("CMakeLists.txt") || path.ends_with(".cmake")) return cmake_lines_max;
  if (is_cpp(path) || path.ends_with(".mjs") || path.ends_with(".js") || path.ends_with(".sh") || path == "dev") {
    return code_lines_max;
  }
  return 0;
}

int opening_lines(std::string_view text) {
  int lines = 0;
  for (std::size_t at = 0; text.substr(at).starts_with("//"); ++lines) {
    std::size_t const end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return lines;
}

}  // namespace

std::vector<Complaint> check_shape(File const& file) {
  std::vector<Complaint> complaints;
  int const most = lines_max(file.path);
  int const lines = static_cast<int>(std::ranges::count(file.text, '\n'));
  if (most > 0 && lines > most) {
    complaints.push_back(
        {file.path, most,
         "has " + std::to_string(lines) + " lines, more than " + std::to_string(most) + ": it tells two stories"});
  }
  if (file.path.ends_with(".hpp")) {
    int const opening = opening_lines(file.text);
    if (opening == 0) complaints.push_back({file.path, 1, "a header opens with what it is for"});
    if (opening > opening_lines_max) complaints.push_back({file.path, opening, "an opening is a few lines"});
    if (find_word(file.text, "#pragma once") == std::string::npos) {
      complaints.push_back({file.path, 1, "a header says #pragma once"});
    }
  }
  return complaints;
}

}  // namespace tidy
