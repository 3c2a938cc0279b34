#include "tests/support/shipped_library.hpp"

#include "flows/lexicon/sheet.hpp"
#include "tests/support/transcript.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace support {
namespace {

std::string config(std::string const& name) { return std::string(SAATHI_SOURCE_DIR) + "/config/" + name; }

flows::Source source(std::string const& name) { return {.file = "config/" + name, .text = read_text(config(name))}; }

std::vector<flows::Source> folder(std::string const& name, std::string const& extension) {
  std::vector<flows::Source> sources;
  for (auto const& entry : std::filesystem::directory_iterator(config(name))) {
    if (entry.path().extension() == extension) sources.push_back(source(name + "/" + entry.path().filename().string()));
  }
  std::ranges::sort(sources, {}, &flows::Source::file);
  return sources;
}

flows::Library build() {
  auto library = flows::build_library(shipped_sources());
  if (library) return std::move(*library);
  std::string all;
  for (flows::Finding const& finding : library.error()) all += to_string(finding) + "\n";
  throw std::runtime_error("the shipped content has mistakes:\n" + all);
}

}  // namespace

flows::LibrarySources shipped_sources() {
  return {.flows = folder("flows", ".yaml"),
          .messages = source("messages.tsv"),
          .lexicon = folder("lexicon", ".tsv"),
          .countries = source("countries.tsv"),
          .districts = source("districts.tsv")};
}

flows::Library const& shipped_library() {
  static flows::Library const library = build();
  return library;
}

std::string country_of(std::string const& number) {
  flows::Source const countries = source("countries.tsv");
  auto const rows = flows::read_sheet({.file = countries.file, .text = countries.text}, {"iso2", "calling_code"}).rows;
  std::string best;
  std::size_t longest = 0;
  for (flows::SheetRow const& row : rows) {
    std::string const code(row.cells[1]);
    if (code.size() <= longest || !number.starts_with("+" + code)) continue;
    longest = code.size();
    best = row.cells[0];
  }
  return best;
}

}  // namespace support
