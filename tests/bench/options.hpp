// What ./dev bench was asked for. Threads: values.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

struct Options {
  bool quick = false;
  int rounds = 5;
  double seconds = 2.5;  // a sample
  std::filesystem::path out = "build/bench";
  std::filesystem::path prototype{};  // a folder with gateway_proto and store_bench; empty: not compared
  std::filesystem::path node{};       // a folder with app.js and its node_modules
  bool kannel = false;
  bool records = false;             // writes the row of instructions into the repository
  std::string version = "?";        // of what is measured, for the records
  std::vector<std::string> only{};  // beginnings of the cases' keys; none: all
};

// Throws std::invalid_argument with a sentence for people.
[[nodiscard]] Options read_options(std::vector<std::string> const& words);

[[nodiscard]] std::string_view usage();

}  // namespace bench
