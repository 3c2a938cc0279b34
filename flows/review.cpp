#include "flows/review.hpp"

#include "flows/lexicon/sheet.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace flows {
namespace {

constexpr std::array<std::string_view, 2> read_by_natives{"ne", "ne-Latn"};

// FNV-1a: no secret, only a mark that differs where words differ.
constexpr std::uint32_t fnv_basis = 2'166'136'261U;
constexpr std::uint32_t fnv_prime = 16'777'619U;

void add(std::vector<Review>& rows, std::string const& id, Translations const& texts, std::vector<Review> const& known,
         std::string_view today) {
  for (std::string_view const language : read_by_natives) {
    auto const text = texts.find(language);
    if (text == texts.end()) continue;
    Review row{.id = id,
               .language = std::string(language),
               .since = std::string(today),
               .words = print_of(text->second),
               .reviewer = {},
               .reviewed_on = {}};
    auto const same = std::ranges::find_if(known, [&](Review const& each) {
      return each.id == row.id && each.language == row.language && each.words == row.words;
    });
    rows.push_back(same == known.end() ? std::move(row) : *same);
  }
}

}  // namespace

ReadReviews read_reviews(std::string_view file, std::string_view text) {
  ReadReviews read;
  ReadSheet sheet =
      read_sheet({.file = file, .text = text}, {"id", "language", "since", "words", "reviewer", "reviewed_on"});
  read.findings = std::move(sheet.findings);
  for (SheetRow const& row : sheet.rows) {
    auto const cell = [&](std::size_t at) { return std::string(row.cells[at]); };
    if (row.cells[4].empty() != row.cells[5].empty()) {
      read.findings.push_back({std::string(file), row.line, row.columns[4], Finding::Level::error,
                               "who read it and when stand together: `reviewer` and `reviewed_on`, or neither"});
    }
    read.rows.push_back({cell(0), cell(1), cell(2), cell(3), cell(4), cell(5)});
  }
  return read;
}

std::string print_of(std::string_view words) {
  std::uint32_t sum = fnv_basis;
  for (char const c : words) sum = (sum ^ static_cast<unsigned char>(c)) * fnv_prime;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string print;
  for (int shift = 28; shift >= 0; shift -= 4) print += digits[(sum >> shift) & 15U];
  return print;
}

std::vector<Review> due_reviews(Library const& library, std::vector<Review> const& known, std::string_view today) {
  std::vector<Review> rows;
  for (Copy::Line const& line : library.copy().lines()) add(rows, line.id, line.texts, known, today);
  for (auto const& [name, flow] : library.flows()) {
    for (auto const& step : flow.steps) {
      for (Text const* const text : step->outline().texts) {
        add(rows, name + "." + step->name, text->own, known, today);
        add(rows, name + "." + step->name + "_voice", text->voice_own, known, today);
      }
    }
  }
  return rows;
}

std::string to_sheet(std::vector<Review> const& rows) {
  std::string sheet =
      "# Which Nepali a native speaker has read. Whoever has read a line writes her name and the day into the last "
      "two\n"
      "# columns. `words` marks the words that the row is about: when they change, the line waits again.\n"
      "# `saathi check --review` prints this sheet as it should stand today.\n"
      "id\tlanguage\tsince\twords\treviewer\treviewed_on\n";
  for (Review const& row : rows) {
    sheet += row.id + "\t" + row.language + "\t" + row.since + "\t" + row.words + "\t" + row.reviewer + "\t" +
             row.reviewed_on + "\n";
  }
  return sheet;
}

}  // namespace flows
