#include "tests/tidy/house.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tidy {

namespace {

bool is_name_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_foreign(std::string const& name) {
  static constexpr std::array foreign = {"build", "var", "node_modules", ".git", ".cache", "__pycache__"};
  return std::ranges::find(foreign, name) != foreign.end();
}

// Recordings and pictures are no text.
bool is_text(std::string_view text) { return !text.substr(0, 1024).contains('\0'); }

// Walks through a C++ text and says of each character which of the three parts it belongs to.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text), parts_{blank(text), blank(text), blank(text)} {}

  Parts walk() {
    while (at_ < text_.size()) step();
    return std::move(parts_);
  }

 private:
  static std::string blank(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
      if (c != '\n') c = ' ';
    }
    return out;
  }

  void step() {
    std::string_view const rest = text_.substr(at_);
    if (rest.starts_with("//")) {
      take_until("\n", parts_.comments);
    } else if (rest.starts_with("/*")) {
      take_until("*/", parts_.comments);
      take(2, parts_.comments);
    } else if (rest.starts_with("R\"") && !follows_name()) {
      raw_literal(rest);
    } else if (rest.starts_with('"')) {
      quoted('"');
    } else if (rest.starts_with('\'') && !follows_name()) {
      quoted('\'');
    } else {
      take(1, parts_.code);
    }
  }

  // 1'000 has a separator, u'x' a prefix: both leave the quotation mark to the code, which harms no rule.
  [[nodiscard]] bool follows_name() const { return at_ > 0 && is_name_char(text_[at_ - 1]); }

  void raw_literal(std::string_view rest) {
    std::size_t const open = rest.find('(');
    if (open == std::string_view::npos) return take(1, parts_.code);
    std::string const close = ")" + std::string(rest.substr(2, open - 2)) + "\"";
    take(open + 1, parts_.code);
    take_until(close, parts_.literals);
    take(close.size(), parts_.code);
  }

  void quoted(char mark) {
    take(1, parts_.code);
    while (at_ < text_.size() && text_[at_] != mark && text_[at_] != '\n') {
      take(text_[at_] == '\\' ? 2 : 1, parts_.literals);
    }
    take(1, parts_.code);
  }

  void take_until(std::string_view end, std::string& part) {
    std::size_t const found = text_.find(end, at_);
    take((found == std::string_view::npos ? text_.size() : found) - at_, part);
  }

  void take(std::size_t count, std::string& part) {
    for (; count > 0 && at_ < text_.size(); --count, ++at_) part[at_] = text_[at_];
  }

  std::string_view text_;
  Parts parts_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<File> read_house() {
  namespace fs = std::filesystem;
  fs::path const root = SAATHI_SOURCE_DIR;
  std::vector<File> files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator(); ++entry) {
    if (is_foreign(entry->path().filename().string())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file()) continue;
    std::ifstream in(entry->path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (is_text(text)) files.push_back({fs::relative(entry->path(), root).generic_string(), std::move(text)});
  }
  std::ranges::sort(files, {}, &File::path);
  return files;
}

std::string describe(std::vector<Complaint> const& complaints) {
  std::string out;
  for (Complaint const& each : complaints) {
    out += each.path + ":" + std::to_string(each.line) + ": " + each.rule + "\n";
  }
  return out;
}

Parts take_apart(std::string_view text) { return Walker(text).walk(); }

int line_of(std::string_view text, std::size_t position) {
  return 1 + static_cast<int>(std::ranges::count(text.substr(0, position), '\n'));
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

bool begins_with_one_of(std::string_view path, Beginnings const& beginnings) {
  return std::ranges::any_of(beginnings,
                             [path](std::string_view each) { return !each.empty() && path.starts_with(each); });
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t start) {
  for (std::size_t at = text.find(word, start); at != std::string_view::npos; at = text.find(word, at + 1)) {
    bool const joined_before = at > 0 && is_name_char(word.front()) && is_name_char(text[at - 1]);
    std::size_t const after = at + word.size();
    bool const joined_after = after < text.size() && is_name_char(word.back()) && is_name_char(text[after]);
    if (!joined_before && !joined_after) return at;
  }
  return std::string_view::npos;
}

}  // namespace tidy
