// Reading the maps of a YAML file that people wrote, with every mistake said at its place: unknown keys with the
// nearest known one, keys that are missing, values that are none of the words allowed. Threads: one reader, one thread.
#pragma once

#include "flows/finding.hpp"
#include "flows/node.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

class Fields {
 public:
  Fields(std::string file, std::vector<flows::Finding>& findings) : file_(std::move(file)), findings_(findings) {}

  void wrong(flows::Mark mark, std::string message);
  // False, with a finding, if `node` is no map. Every key that is none of `known` is a finding too.
  bool is_map(flows::Node const& node, std::string_view what, std::vector<std::string> const& known);
  // The text under `key`; a finding if it is missing or no text.
  [[nodiscard]] std::string text(flows::Node const& map, std::string_view key);
  // The same, but it may be missing.
  [[nodiscard]] std::string text_or_empty(flows::Node const& map, std::string_view key);
  // A whole number from `min` to `max`.
  [[nodiscard]] std::optional<int> number(flows::Node const& map, std::string_view key, int min, int max);
  // The texts of the list under `key`, each with its place; missing is empty.
  struct Item {
    std::string text;
    flows::Mark mark;
  };
  [[nodiscard]] std::vector<Item> list(flows::Node const& map, std::string_view key);
  // "; did you mean `x`?", or nothing.
  [[nodiscard]] static std::string did_you_mean(std::string const& written, std::vector<std::string> const& known);

 private:
  std::string file_;
  std::vector<flows::Finding>& findings_;
};

}  // namespace desk
