#include "gateway/desk/fields.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace desk {

void Fields::wrong(flows::Mark mark, std::string message) {
  findings_.push_back({.file = file_, .line = mark.line, .column = mark.column, .message = std::move(message)});
}

std::string Fields::did_you_mean(std::string const& written, std::vector<std::string> const& known) {
  std::string const near = flows::nearest(written, known);
  return near.empty() ? std::string{} : "; did you mean `" + near + "`?";
}

bool Fields::is_map(flows::Node const& node, std::string_view what, std::vector<std::string> const& known) {
  if (node.kind != flows::Node::Kind::map) {
    wrong(node.mark, std::string{what} + " is written as `key: value` lines");
    return false;
  }
  for (flows::Node::Entry const& entry : node.entries) {
    if (std::ranges::find(known, entry.key) != known.end()) continue;
    wrong(entry.mark, "unknown key `" + entry.key + "` in " + std::string{what} + did_you_mean(entry.key, known));
  }
  return true;
}

std::string Fields::text(flows::Node const& map, std::string_view key) {
  flows::Node const* const node = map.find(key);
  if (!node || (node->kind == flows::Node::Kind::text && node->text.empty()) ||
      node->kind == flows::Node::Kind::nothing) {
    wrong(node ? node->mark : map.mark, "`" + std::string{key} + "` is missing; say it in a few words");
    return {};
  }
  return text_or_empty(map, key);
}

std::string Fields::text_or_empty(flows::Node const& map, std::string_view key) {
  flows::Node const* const node = map.find(key);
  if (!node || node->kind == flows::Node::Kind::nothing) return {};
  if (node->kind == flows::Node::Kind::text) return node->text;
  wrong(node->mark, "`" + std::string{key} + "` is a text, not a list or a map");
  return {};
}

std::optional<int> Fields::number(flows::Node const& map, std::string_view key, int min, int max) {
  std::string const written = text(map, key);
  if (written.empty()) return std::nullopt;
  int value = 0;
  auto const [end, failed] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (failed == std::errc{} && end == written.data() + written.size() && value >= min && value <= max) return value;
  wrong(map.find(key)->mark,
        "`" + std::string{key} + "` is a whole number from " + std::to_string(min) + " to " + std::to_string(max));
  return std::nullopt;
}

std::vector<Fields::Item> Fields::list(flows::Node const& map, std::string_view key) {
  std::vector<Item> items;
  flows::Node const* const node = map.find(key);
  if (!node || node->kind == flows::Node::Kind::nothing) return items;
  if (node->kind != flows::Node::Kind::list) {
    wrong(node->mark, "`" + std::string{key} + "` is a list: [a, b]");
    return items;
  }
  for (flows::Node const& item : node->items) {
    if (item.kind == flows::Node::Kind::text)
      items.push_back({.text = item.text, .mark = item.mark});
    else
      wrong(item.mark, "an item of `" + std::string{key} + "` is a text");
  }
  return items;
}

}  // namespace desk
