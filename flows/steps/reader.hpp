// What a step kind reads itself with: the keys of its map, each asked for once, and mistakes said with their place. A
// key that nobody asked for is a mistake too, with the nearest key that could have been meant.
#pragma once

#include "flows/finding.hpp"
#include "flows/flow.hpp"
#include "flows/node.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

class StepReader {
 public:
  StepReader(std::string const& file, std::string const& step, Node const& node, std::vector<Finding>& findings);

  [[nodiscard]] bool has(std::string_view key) const { return node_.find(key) != nullptr; }
  // A word or text; nothing if the key is missing.
  [[nodiscard]] std::optional<std::string> word(std::string_view key);
  // One of the words given, which the message lists.
  [[nodiscard]] std::string one_of(std::string_view key, std::vector<std::string> const& words);
  // A whole number between the two, which the message names.
  [[nodiscard]] std::optional<int> number(std::string_view key, int least, int most);
  // "90 minutes", "3 hours", "2 days".
  [[nodiscard]] std::optional<std::chrono::minutes> duration(std::string_view key);
  // A copy id, or a map from language to text.
  [[nodiscard]] Text text(std::string_view key, std::string_view voice_key);
  // The step that follows; missing is an error, `back` ends the flow.
  [[nodiscard]] Target next(std::string_view key = "next");
  [[nodiscard]] std::optional<Target> optional_next(std::string_view key);
  [[nodiscard]] std::optional<Condition> condition(std::string_view key);
  [[nodiscard]] std::vector<Choice> choices(std::string_view key, Target const& otherwise);
  [[nodiscard]] Node const* node(std::string_view key, Node::Kind kind, std::string_view what);
  // A reader for a map inside this step, for lists of maps.
  [[nodiscard]] StepReader inside(Node const& node) const;
  // An expression at any place of the file.
  [[nodiscard]] std::optional<Condition> expression(Node const& node);
  // Says which keys nobody asked for.
  void no_more_keys();
  [[nodiscard]] std::vector<std::string> const& asked() const { return asked_; }

  void error(Mark mark, std::string message);
  [[nodiscard]] Mark mark() const { return node_.mark; }

 private:
  void read_translations(Node const& node, std::string& copy, Translations& own);
  void read_choice(Node::Entry const& entry, Target const& otherwise, std::vector<Choice>& choices);

  std::string const& file_;
  std::string const& step_;
  Node const& node_;
  std::vector<Finding>& findings_;
  std::vector<std::string> asked_;
};

// Names of values and steps: [a-z][a-z0-9_]*, at most 40.
[[nodiscard]] bool is_name(std::string_view text);

// The digit that a choice's key means in whatever script and form it is written: 1, "1", 01, १. Nothing if it is none.
[[nodiscard]] std::optional<std::string> choice_digit(std::string_view written);

}  // namespace flows
