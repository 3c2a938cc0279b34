#include "gateway/desk/canned.hpp"

#include "flows/lexicon/sheet.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace desk {

namespace {

enum Column : std::size_t { id, about, en, ne, ne_latn, reviewed };

struct Language {
  Column column;
  std::string_view code;
};
constexpr std::array languages = std::to_array<Language>({{en, "en"}, {ne, "ne"}, {ne_latn, "ne-Latn"}});
// What the longest name or reference may take.
constexpr std::string_view longest = "xxxxxxxxxxxx";

void replace(std::string& text, std::string_view variable, std::string_view value) {
  for (std::size_t at = text.find(variable); at != std::string::npos; at = text.find(variable, at + value.size())) {
    text.replace(at, variable.size(), value);
  }
}

std::string filled(std::string text, Variables const& values) {
  replace(text, "{ref}", values.ref);
  replace(text, "{name}", values.name);
  return text;
}

class Reader {
 public:
  Reader(std::string_view file, ReadCanned& read) : file_(file), read_(read) {}

  void read(flows::SheetRow const& row) {
    CannedReply reply{.id = std::string(row.cells[id]),
                      .about = std::string(row.cells[about]),
                      .texts = {},
                      .reviewed = std::string(row.cells[reviewed])};
    if (reply.id.empty() || !ids_.insert(reply.id).second) wrong(row, id, "`id` is missing, or stands twice");
    if (row.cells[en].empty()) wrong(row, en, "the English text is missing: it stands in where hers is");
    for (Language const& language : languages) {
      std::string text(row.cells[language.column]);
      if (text.empty()) continue;
      check(row, language.column, text);
      reply.texts.emplace(language.code, std::move(text));
    }
    read_.replies.push_back(std::move(reply));
  }

 private:
  void wrong(flows::SheetRow const& row, Column column, std::string message) {
    read_.findings.push_back(
        {.file = std::string{file_}, .line = row.line, .column = row.columns[column], .message = std::move(message)});
  }

  void check(flows::SheetRow const& row, Column column, std::string const& text) {
    std::string const full = filled(text, {.ref = std::string(longest), .name = std::string(longest)});
    if (full.contains('{')) wrong(row, column, "only {ref} and {name} can be filled in");
    int const parts = flows::count_segments(full).parts;
    if (parts > canned_parts_max) {
      wrong(row, column, "this takes " + std::to_string(parts) + " SMS parts; two at most, so that it arrives whole");
    }
  }

  std::string_view file_;
  ReadCanned& read_;
  std::set<std::string> ids_;
};

}  // namespace

ReadCanned read_canned(std::string_view file, std::string_view text) {
  flows::ReadSheet sheet =
      flows::read_sheet({.file = file, .text = text}, {"id", "about", "en", "ne", "ne_latn", "reviewed"});
  ReadCanned read{.replies = {}, .findings = std::move(sheet.findings)};
  Reader reader{file, read};
  for (flows::SheetRow const& row : sheet.rows) reader.read(row);
  std::ranges::sort(read.findings);
  return read;
}

std::vector<FilledReply> fill_canned(Canned const& replies, std::string_view language, Variables const& values) {
  std::vector<FilledReply> all;
  for (CannedReply const& reply : replies) {
    auto text = reply.texts.find(language);
    if (text == reply.texts.end()) text = reply.texts.find("en");
    if (text == reply.texts.end()) continue;
    std::string words = filled(text->second, values);
    flows::Segments segments = flows::count_segments(words);
    all.push_back({.id = reply.id,
                   .about = reply.about,
                   .language = text->first,
                   .text = std::move(words),
                   .segments = std::move(segments),
                   .is_reviewed = !reply.reviewed.empty()});
  }
  return all;
}

}  // namespace desk
