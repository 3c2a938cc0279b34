// The files of this checkout as the house rules see them: path and text, and a C++ file taken apart into code, comments
// and literals. What is built, fetched or made at run time (build/, node_modules/, var/) is no part of the house.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

struct File {
  std::string path;  // from the root of the checkout, with slashes: "flows/engine.cpp"
  std::string text;
};

// Every text file of the checkout, by path.
[[nodiscard]] std::vector<File> read_house();

// What a rule has to say of one line.
struct Complaint {
  std::string path;
  int line = 1;
  std::string rule;
};
[[nodiscard]] std::string describe(std::vector<Complaint> const& complaints);

// A C++ text three times at its full length, so that positions agree. In each, what belongs to the other two is blank;
// line ends stay. Quotation marks belong to the code.
struct Parts {
  std::string code;
  std::string comments;
  std::string literals;
};
[[nodiscard]] Parts take_apart(std::string_view text);

[[nodiscard]] int line_of(std::string_view text, std::size_t position);
[[nodiscard]] bool is_cpp(std::string_view path);
// Beginnings of paths, as the rules' tables hold them; unused places are empty.
using Beginnings = std::array<std::string_view, 15>;
[[nodiscard]] bool begins_with_one_of(std::string_view path, Beginnings const& beginnings);

// Where `word` stands in `text`, from `start`, with no letter, digit or underline beside it (where the word itself ends
// in one); npos if nowhere.
[[nodiscard]] std::size_t find_word(std::string_view text, std::string_view word, std::size_t start = 0);

}  // namespace tidy
