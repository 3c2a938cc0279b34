#include "gateway/base/toml_document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <tuple>

namespace base {
namespace {

// toml++ counts columns in code points, from 1.
Position position_of(toml::source_region const& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlNode::Table table_of(toml::table const& table);

TomlNode node_of(toml::node const& node) {
  TomlNode made;
  made.position = position_of(node.source());
  if (auto const* const text = node.as_string()) made.value = text->get();
  if (auto const* const number = node.as_integer()) made.value = number->get();
  if (auto const* const flag = node.as_boolean()) made.value = flag->get();
  if (auto const* const table = node.as_table()) made.value = table_of(*table);
  if (auto const* const list = node.as_array()) {
    TomlNode::List nodes;
    for (toml::node const& element : *list) nodes.push_back(node_of(element));
    made.value = std::move(nodes);
  }
  return made;
}

TomlNode::Table table_of(toml::table const& table) {
  TomlNode::Table entries;
  for (auto const& [key, node] : table) {
    entries.push_back({std::string(key.str()), position_of(key.source()), node_of(node)});
  }
  std::ranges::sort(entries, {},
                    [](TomlEntry const& entry) { return std::tuple(entry.position.line, entry.position.column); });
  return entries;
}

}  // namespace

std::expected<TomlNode::Table, TomlMistake> parse_toml(std::string_view text) {
  try {
    toml::table const table = toml::parse(text);
    return table_of(table);
  } catch (toml::parse_error const& failure) {
    return std::unexpected(TomlMistake{position_of(failure.source()), std::string(failure.description())});
  }
}

}  // namespace base
