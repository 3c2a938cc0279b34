#include "tests/flows/words.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace words {
namespace {

flows::Lexicon read() {
  std::string const countries = file("config/countries.tsv");
  std::string const districts = file("config/districts.tsv");
  flows::ReadPlaces places = flows::read_places({"countries.tsv", countries}, {"districts.tsv", districts});
  std::vector<flows::Source> const texts = lexicon_sheets();
  std::vector<flows::Sheet> sheets;
  for (flows::Source const& text : texts) sheets.push_back({text.file, text.text});
  flows::ReadLexicon lexicon = flows::read_lexicon(sheets, std::move(places.places));
  bool const clean = places.findings.empty() && lexicon.findings.empty();
  if (!clean) throw std::runtime_error("the sheets in config/ have mistakes; the lexicon test lists them");
  return std::move(lexicon.lexicon);
}

}  // namespace

std::string file(std::string const& path) {
  std::ifstream in(std::string(SAATHI_SOURCE_DIR) + "/" + path, std::ios::binary);
  if (!in) throw std::runtime_error("there is no file " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<flows::Source> lexicon_sheets() {
  std::vector<flows::Source> sheets;
  for (auto const& entry : std::filesystem::directory_iterator(std::string(SAATHI_SOURCE_DIR) + "/config/lexicon")) {
    std::string const name = entry.path().filename().string();
    sheets.push_back({name, file("config/lexicon/" + name)});
  }
  std::ranges::sort(sheets, {}, &flows::Source::file);
  return sheets;
}

std::vector<std::vector<std::string>> table(std::string const& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream in(file(path));
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    std::vector<std::string> cells(1);
    for (char const c : line) {
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

flows::Lexicon const& lexicon() {
  static flows::Lexicon const read_once = read();
  return read_once;
}

}  // namespace words
