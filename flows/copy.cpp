#include "flows/copy.hpp"

#include "flows/lexicon/sheet.hpp"

#include <algorithm>
#include <charconv>

namespace flows {

Copy::Line const* Copy::find(std::string_view id) const {
  auto const found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &lines_[found->second];
}

Copy parse_copy(std::string file, std::string_view text, std::vector<Finding>& findings) {
  Copy copy;
  copy.file_ = std::move(file);
  ReadSheet sheet = read_sheet({.file = copy.file_, .text = text}, {"id", "en", "ne", "ne_latn", "max_segments"});
  std::ranges::move(sheet.findings, std::back_inserter(findings));
  for (SheetRow const& row : sheet.rows) {
    Copy::Line line{.id = std::string(row.cells[0]), .texts = {}, .parts_max = 2, .line = row.line};
    auto const wrong = [&](std::size_t cell, std::string message) {
      findings.push_back({copy.file_, row.line, row.columns[cell], Finding::Level::error, std::move(message)});
    };
    for (std::size_t i = 0; i < languages.size(); ++i) {
      if (!row.cells[i + 1].empty()) line.texts.emplace(languages[i], row.cells[i + 1]);
    }
    std::string_view const parts = row.cells[4];
    auto const read = std::from_chars(parts.data(), parts.data() + parts.size(), line.parts_max);
    if (read.ec != std::errc{} || read.ptr != parts.data() + parts.size() || line.parts_max < 0 || line.parts_max > 9) {
      wrong(4, "max_segments is a number: the SMS parts that the longest language needs, 0 for spoken lines");
      continue;
    }
    auto const [earlier, is_new] = copy.by_id_.emplace(line.id, copy.lines_.size());
    if (!is_new) {
      wrong(0, "the line `" + line.id + "` is there twice; the earlier one is in line " +
                   std::to_string(copy.lines_[earlier->second].line));
      continue;
    }
    copy.lines_.push_back(std::move(line));
  }
  return copy;
}

std::string_view in_language(Translations const& texts, std::string_view language) {
  std::string_view const sister = language == "ne-Latn" ? "ne" : language == "ne" ? "ne-Latn" : language;
  for (std::string_view const wanted : {language, sister, std::string_view("en")}) {
    auto const found = texts.find(wanted);
    if (found != texts.end()) return found->second;
  }
  return texts.empty() ? std::string_view{} : std::string_view(texts.begin()->second);
}

namespace {

// The next {name} from `at` on: where it begins and ends. A brace without its fellow is plain text.
struct Brace {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
};

Brace next_brace(std::string_view text, std::size_t at) {
  std::size_t const open = text.find('{', at);
  if (open == std::string_view::npos) return {};
  std::size_t const close = text.find('}', open);
  if (close == std::string_view::npos) return {};
  return {open, close};
}

}  // namespace

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (Brace b = next_brace(text, 0); b.begin != std::string_view::npos; b = next_brace(text, b.end)) {
    std::string name(text.substr(b.begin + 1, b.end - b.begin - 1));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::string fill(std::string_view text, Fill const& value) {
  std::string filled;
  std::size_t at = 0;
  for (Brace b = next_brace(text, 0); b.begin != std::string_view::npos; b = next_brace(text, b.end)) {
    filled += text.substr(at, b.begin - at);
    auto const known = value(text.substr(b.begin + 1, b.end - b.begin - 1));
    filled += known ? std::string_view(*known) : text.substr(b.begin, b.end + 1 - b.begin);
    at = b.end + 1;
  }
  filled += text.substr(at);
  return filled;
}

std::string longest_value(std::string_view placeholder) {
  // Domain notes 4.6; every value is ASCII, so that it never changes the alphabet of a romanised text.
  if (placeholder == "ref") return "K-000000";
  if (placeholder == "mins") return "999";
  if (placeholder == "pin") return "0000";
  if (placeholder == "num" || placeholder == "line") return "+000000000000000";
  if (placeholder == "time") return "Wednesday 10:00";
  if (placeholder == "org") return std::string(20, 'X');
  if (placeholder == "police" || placeholder == "amb") return "00000";
  if (placeholder == "hours") return "99";
  if (placeholder == "state") return std::string(16, 'x');
  return "x";
}

}  // namespace flows
