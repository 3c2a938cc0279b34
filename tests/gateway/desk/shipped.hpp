// The content that ships with the program, read for tests.
#pragma once

#include "gateway/desk/routing.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace shipped {

inline std::string text(std::string const& path) {
  std::ifstream file{SAATHI_SOURCE_DIR + std::string{"/"} + path, std::ios::binary};
  REQUIRE(file.good());
  return {std::istreambuf_iterator<char>{file}, {}};
}

inline std::string said(std::vector<flows::Finding> const& findings) {
  std::string all;
  for (flows::Finding const& finding : findings) all += flows::to_string(finding) + "\n";
  return all;
}

inline desk::Directory directory() {
  desk::ReadCountries countries = desk::read_countries("countries.tsv", text("config/countries.tsv"));
  CHECK(said(countries.findings) == "");
  desk::ReadHolidays holidays = desk::read_holidays("holidays.tsv", text("config/holidays.tsv"), countries.countries);
  CHECK(said(holidays.findings) == "");
  desk::ReadDirectory read =
      desk::read_directory("directory.yaml", text("config/directory.yaml"),
                           {.countries = std::move(countries.countries), .holidays = std::move(holidays.holidays)});
  CHECK(said(read.findings) == "");
  return std::move(read.directory);
}

inline desk::Routing routing(desk::Directory const& directory) {
  desk::ReadRouting read = desk::read_routing("routing.tsv", text("config/routing.tsv"), directory);
  CHECK(said(read.findings) == "");
  return std::move(read.routing);
}

// The rows of a sheet without its head and its remarks, cell by cell.
inline std::vector<std::vector<std::string>> rows(std::string const& path) {
  std::vector<std::vector<std::string>> read;
  std::istringstream lines{text(path)};
  std::string line;
  bool is_head = true;
  while (std::getline(lines, line)) {
    if (line.starts_with('#')) continue;
    if (std::exchange(is_head, false)) continue;
    std::vector<std::string>& cells = read.emplace_back(1);
    for (char const c : line) {
      if (c == '\t')
        cells.emplace_back();
      else
        cells.back() += c;
    }
  }
  return read;
}

}  // namespace shipped
