// A TOML file as a plain tree with positions, so that only one file of the house sees toml++. Pure; any thread.
#pragma once

#include "gateway/base/config.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace base {

struct TomlEntry;

struct TomlNode {
  using List = std::vector<TomlNode>;
  using Table = std::vector<TomlEntry>;  // in the order of the file
  // Nothing: a kind that no setting has (dates, fractions).
  using Value = std::variant<std::monostate, std::string, std::int64_t, bool, List, Table>;

  Position position;
  Value value;
};

struct TomlEntry {
  std::string key;
  Position position;  // of the key
  TomlNode node;
};

// A syntax mistake stands alone: what follows it cannot be trusted.
struct TomlMistake {
  Position position;
  std::string message;
};

[[nodiscard]] std::expected<TomlNode::Table, TomlMistake> parse_toml(std::string_view text);

}  // namespace base
