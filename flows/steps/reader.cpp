#include "flows/steps/reader.hpp"

#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"

#include <algorithm>
#include <charconv>

namespace flows {

bool is_name(std::string_view text) {
  auto const fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !text.empty() && text.size() <= 40 && text[0] >= 'a' && text[0] <= 'z' && std::ranges::all_of(text, fits);
}

std::optional<std::string> choice_digit(std::string_view written) {
  std::string digits = normalised_text(written);
  bool const all_digits = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (digits.empty() || !all_digits) return std::nullopt;
  std::size_t const first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  return digits.substr(first);
}

StepReader::StepReader(std::string const& file, std::string const& step, Node const& node,
                       std::vector<Finding>& findings)
    : file_(file), step_(step), node_(node), findings_(findings) {}

void StepReader::error(Mark mark, std::string message) {
  findings_.push_back({file_, mark.line, mark.column, Finding::Level::error, std::move(message)});
}

std::optional<std::string> StepReader::word(std::string_view key) {
  asked_.emplace_back(key);
  Node const* const found = node_.find(key);
  if (found == nullptr) return std::nullopt;
  if (found->kind != Node::Kind::text) {
    error(found->mark, "`" + std::string(key) + "` is one word or text");
    return std::nullopt;
  }
  return found->text;
}

std::string StepReader::one_of(std::string_view key, std::vector<std::string> const& words) {
  auto const found = word(key);
  if (!found) return {};
  if (std::ranges::find(words, *found) != words.end()) return *found;
  std::string list;
  for (std::string const& one : words) list += (list.empty() ? "" : ", ") + one;
  std::string const near = nearest(*found, words);
  error(node_.find(key)->mark, "`" + std::string(key) + ": " + *found + "` is not known; it is one of " + list +
                                   (near.empty() ? "" : "; did you mean `" + near + "`?"));
  return {};
}

std::optional<int> StepReader::number(std::string_view key, int least, int most) {
  auto const found = word(key);
  if (!found) return std::nullopt;
  int value = 0;
  auto const read = std::from_chars(found->data(), found->data() + found->size(), value);
  bool const is_whole = read.ec == std::errc{} && read.ptr == found->data() + found->size();
  if (is_whole && value >= least && value <= most) return value;
  error(node_.find(key)->mark,
        "`" + std::string(key) + "` is a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<std::chrono::minutes> StepReader::duration(std::string_view key) {
  auto const found = word(key);
  if (!found) return std::nullopt;
  int count = 0;
  auto const read = std::from_chars(found->data(), found->data() + found->size(), count);
  std::string_view unit(read.ptr, found->data() + found->size());
  if (unit.ends_with('s')) unit.remove_suffix(1);
  bool const is_count = read.ec == std::errc{} && count > 0 && count <= 1000;
  if (is_count && unit == " minute") return std::chrono::minutes(count);
  if (is_count && unit == " hour") return std::chrono::hours(count);
  if (is_count && unit == " day") return std::chrono::days(count);
  error(node_.find(key)->mark, "`" + std::string(key) + "` is a time such as 90 minutes, 3 hours or 2 days");
  return std::nullopt;
}

Text StepReader::text(std::string_view key, std::string_view voice_key) {
  Text text{.copy = {}, .own = {}, .voice_copy = {}, .voice_own = {}, .mark = node_.mark};
  asked_.emplace_back(key);
  if (!voice_key.empty()) asked_.emplace_back(voice_key);
  if (Node const* const found = node_.find(key)) {
    text.mark = found->mark;
    read_translations(*found, text.copy, text.own);
  }
  Node const* const voice = voice_key.empty() ? nullptr : node_.find(voice_key);
  if (voice != nullptr) read_translations(*voice, text.voice_copy, text.voice_own);
  return text;
}

void StepReader::read_translations(Node const& node, std::string& copy, Translations& own) {
  if (node.kind == Node::Kind::text) {
    copy = node.text;
    if (!is_name(copy))
      error(node.mark, "a text is the name of a line of messages.tsv, or one text per language (en:, ne:, ne-Latn:)");
    return;
  }
  if (node.kind != Node::Kind::map) {
    error(node.mark, "a text is the name of a line of messages.tsv, or one text per language (en:, ne:, ne-Latn:)");
    return;
  }
  std::vector<std::string> const known(languages.begin(), languages.end());
  for (Node::Entry const& entry : node.entries) {
    if (std::ranges::find(known, entry.key) == known.end()) {
      std::string const near = nearest(entry.key, known);
      error(entry.mark, "the language `" + entry.key + "` is not known; texts stand in en, ne and ne-Latn" +
                            (near.empty() ? "" : "; did you mean `" + near + "`?"));
    } else if (entry.value.kind != Node::Kind::text || entry.value.text.empty()) {
      error(entry.mark, "here stands the text in this language");
    } else {
      own.emplace(entry.key, entry.value.text);
    }
  }
}

std::optional<Target> StepReader::optional_next(std::string_view key) {
  asked_.emplace_back(key);
  Node const* const found = node_.find(key);
  if (found == nullptr) return std::nullopt;
  if (found->kind == Node::Kind::text && is_name(found->text)) return Target{found->text, found->mark};
  error(found->mark, "`" + std::string(key) + "` is the name of a step, or `back`");
  return Target{{}, found->mark};
}

Target StepReader::next(std::string_view key) {
  auto found = optional_next(key);
  if (found) return std::move(*found);
  error(node_.mark, "the step `" + step_ + "` does not say what follows: give `" + std::string(key) +
                        ":` a step, or `back` where the flow is over");
  return {{}, node_.mark};
}

std::optional<Condition> StepReader::condition(std::string_view key) {
  if (!word(key)) return std::nullopt;
  return expression(*node_.find(key));
}

std::optional<Condition> StepReader::expression(Node const& node) {
  Mark const mark = node.mark;
  auto parsed = parse_expression(node.text);
  if (parsed) return Condition{std::move(*parsed), mark};
  error({mark.line, mark.column + parsed.error().column - 1}, "in the condition: " + parsed.error().message);
  return std::nullopt;
}

std::vector<Choice> StepReader::choices(std::string_view key, Target const& otherwise) {
  std::vector<Choice> choices;
  Node const* const map = node(key, Node::Kind::map, "a digit and what it means per line (1: yes)");
  if (map == nullptr) return choices;
  for (Node::Entry const& entry : map->entries) read_choice(entry, otherwise, choices);
  return choices;
}

void StepReader::read_choice(Node::Entry const& entry, Target const& otherwise, std::vector<Choice>& choices) {
  Choice choice{.key = {}, .value = {}, .also = {}, .heard = {}, .set = {}, .next = otherwise, .mark = entry.mark};
  auto const digit = choice_digit(entry.key);
  if (!digit) return error(entry.mark, "a choice is a digit from 1 to 8, not `" + entry.key + "`");
  choice.key = *digit;
  auto const earlier = std::ranges::find(choices, choice.key, &Choice::key);
  if (earlier != choices.end()) {
    return error(entry.mark, "the choice " + choice.key + " is there twice; the earlier one is in line " +
                                 std::to_string(earlier->mark.line));
  }
  if (entry.value.kind == Node::Kind::text) {
    choice.value = entry.value.text;
  } else if (entry.value.kind == Node::Kind::map) {
    StepReader inner = inside(entry.value);
    choice.value = inner.word("value").value_or("");
    if (auto target = inner.optional_next("next")) choice.next = std::move(*target);
    if (Node const* const also = inner.node("also", Node::Kind::list, "a list of words in [ ]")) {
      for (Node const& item : also->items) {
        std::string plain = normalised_text(item.text);
        std::string folded = fold_words(plain);
        choice.also.push_back(item.text);
        choice.heard.push_back({.plain = std::move(plain), .folded = std::move(folded)});
      }
    }
    if (Node const* const set = inner.node("set", Node::Kind::map, "names with their values")) {
      for (Node::Entry const& one : set->entries) choice.set.emplace_back(one.key, one.value.text);
    }
    inner.no_more_keys();
  }
  if (choice.value.empty())
    return error(entry.mark, "the choice " + choice.key + " does not say what it means: give it a `value`");
  if (choice.next.step.empty())
    error(entry.mark, "the choice " + choice.key + " does not say what follows: give it or the step a `next`");
  choices.push_back(std::move(choice));
}

Node const* StepReader::node(std::string_view key, Node::Kind kind, std::string_view what) {
  asked_.emplace_back(key);
  Node const* const found = node_.find(key);
  if (found == nullptr) return nullptr;
  if (found->kind == kind) return found;
  error(found->mark, "`" + std::string(key) + "` is " + std::string(what));
  return nullptr;
}

StepReader StepReader::inside(Node const& node) const { return {file_, step_, node, findings_}; }

void StepReader::no_more_keys() {
  for (Node::Entry const& entry : node_.entries) {
    if (std::ranges::find(asked_, entry.key) != asked_.end()) continue;
    std::string const near = nearest(entry.key, asked_);
    error(entry.mark,
          "the key `" + entry.key + "` is not known here" + (near.empty() ? "" : "; did you mean `" + near + "`?"));
  }
}

}  // namespace flows
