#include "tests/tidy/documents.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace tidy {

namespace {

constexpr std::array rooms =
    std::to_array<std::string_view>({"flows/", "providers/", "gateway/", "tests/", "config/", "cmake/", "docs/"});

bool exists(std::string_view path, std::vector<File> const& house) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return std::ranges::any_of(house, [path](File const& file) {
    return file.path == path ||
           (file.path.starts_with(path) && file.path.size() > path.size() && file.path[path.size()] == '/');
  });
}

bool stands_for_many(std::string_view path) {
  return path.find_first_of("<>*{} ") != std::string_view::npos || path.contains("…") ||
         find_word(path, "x") != std::string_view::npos || path.contains("x_");
}

// Each piece of `text` between `open` and `close` on one line, with its position.
template <class Use>
void each_between(std::string_view text, std::string_view open, std::string_view close, Use const& use) {
  for (std::size_t at = text.find(open); at != std::string_view::npos;) {
    std::size_t const begin = at + open.size();
    std::size_t const end = text.find(close, begin);
    if (end == std::string_view::npos) return;
    std::string_view const piece = text.substr(begin, end - begin);
    if (!piece.contains('\n')) use(piece, begin);
    at = text.find(open, piece.contains('\n') ? begin : end + close.size());
  }
}

}  // namespace

std::vector<Complaint> check_paths(File const& document, std::vector<File> const& house) {
  std::vector<Complaint> complaints;
  auto const complain = [&](std::string_view path, std::size_t at) {
    complaints.push_back({document.path, line_of(document.text, at), std::string(path) + " does not exist"});
  };
  each_between(document.text, "](", ")", [&](std::string_view link, std::size_t at) {
    std::string_view const path = link.substr(0, link.find('#'));
    if (!path.empty() && !path.contains(":") && !exists(path, house)) complain(path, at);
  });
  each_between(document.text, "`", "`", [&](std::string_view path, std::size_t at) {
    bool const is_path = std::ranges::any_of(rooms, [path](std::string_view room) { return path.starts_with(room); });
    if (is_path && !stands_for_many(path) && !exists(path, house)) complain(path, at);
  });
  return complaints;
}

namespace {

// Names that go over two lines of source, or begin on the next, are one string to the compiler.
std::string without_joints(std::string_view text) {
  constexpr std::string_view begins = "TEST_CASE(";
  std::string joined;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (std::isspace(static_cast<unsigned char>(text[at])) != 0 && joined.ends_with(begins)) continue;
    std::size_t const next = text[at] == '"' ? text.find_first_not_of(" \n", at + 1) : std::string_view::npos;
    bool const is_joint =
        next != std::string_view::npos && text[next] == '"' && text.substr(at, next - at).contains('\n');
    if (is_joint)
      at = next;
    else
      joined += text[at];
  }
  return joined;
}

}  // namespace

std::vector<Complaint> check_named_tests(File const& document, std::vector<File> const& house) {
  std::string tests;
  for (File const& file : house) {
    if (file.path.starts_with("tests/") && file.path.ends_with(".cpp")) tests += without_joints(file.text);
  }
  std::vector<Complaint> complaints;
  each_between(document.text, "“", "”", [&](std::string_view name, std::size_t at) {
    if (tests.contains("TEST_CASE(\"" + std::string(name))) return;
    complaints.push_back({document.path, line_of(document.text, at), "there is no test “" + std::string(name) + "”"});
  });
  return complaints;
}

}  // namespace tidy
