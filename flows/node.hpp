// A YAML document as this house reads it: texts, maps and lists with their places. Only flows/read.cpp knows yaml-cpp;
// steps read themselves from these nodes. Maps keep the order of the file and hold no key twice.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct Mark {
  int line = 1;    // from 1
  int column = 1;  // in characters, from 1
};

struct Node {
  enum class Kind : std::uint8_t { nothing, text, map, list };
  struct Entry;

  Kind kind = Kind::nothing;
  std::string text{};          // of a text; numbers and booleans are texts too
  std::vector<Entry> entries;  // of a map
  std::vector<Node> items;     // of a list
  Mark mark{};

  [[nodiscard]] Node const* find(std::string_view key) const;
};

struct Node::Entry {
  std::string key;
  Mark mark{};
  Node value;
};

}  // namespace flows
