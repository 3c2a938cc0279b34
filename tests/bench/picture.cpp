#include "tests/bench/picture.hpp"

#include <algorithm>
#include <sstream>

namespace bench {

namespace {

constexpr int width = 860;
constexpr int names_end = 400;
constexpr int bars_end = 740;
constexpr int row_height = 26;
constexpr int head_height = 56;

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view kind_of(std::string_view key) {
  if (key.starts_with("saathi")) return "own";
  return key.starts_with("reference") ? "limit" : "peer";
}

}  // namespace

std::string picture(Report const& report) {
  struct Row {
    std::string key;
    std::string name;
    Spread rate;
  };
  std::vector<Row> rows;
  for (auto const& [key, name] : report.results.cases()) {
    // At a fixed rate it is the latency that tells, and the table has it.
    bool const is_open_loop = key.starts_with("saathi rate");
    if (report.results.has(key, "rate") && !is_open_loop) rows.push_back({key, name, report.results.of(key, "rate")});
  }
  double most = 1;
  // The bare references would dwarf everything: their bars run out of the picture and say so by their figure.
  for (Row const& row : rows) {
    if (!row.key.starts_with("reference")) most = std::max(most, row.rate.most);
  }
  int const height = head_height + row_height * static_cast<int>(rows.size()) + 16;
  std::ostringstream out;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << width << ' ' << height << "\" width=\"" << width
      << "\" height=\"" << height << "\" role=\"img\" aria-label=\"Messages a second\">\n"
      << "<style>text{font:14px sans-serif;fill:#24292f}.title{font-size:17px}.soft{fill:#57606a}.own{fill:#1f7a8c}"
         ".peer{fill:#8a8f98}.limit{fill:#c9892b}.range{stroke:#24292f;stroke-width:1.5}"
         "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.soft{fill:#9da7b3}.own{fill:#4fb3c6}.peer{fill:#8a8f98}"
         ".limit{fill:#e0a84e}.range{stroke:#e6edf3}}</style>\n"
      << "<text class=\"title\" x=\"8\" y=\"22\">Messages a second</text>\n"
      << "<text class=\"soft\" x=\"8\" y=\"42\">median and range over rounds; version " << escaped(report.version)
      << "</text>\n";
  int y = head_height;
  for (Row const& row : rows) {
    auto const at = [&](double value) {
      return names_end + static_cast<int>(std::min(1.0, value / most) * (bars_end - names_end));
    };
    int const middle = y + row_height / 2;
    out << "<text x=\"" << names_end - 8 << "\" y=\"" << middle + 5 << "\" text-anchor=\"end\">" << escaped(row.name)
        << "</text>\n<rect class=\"" << kind_of(row.key) << "\" x=\"" << names_end << "\" y=\"" << y + 4
        << "\" width=\"" << std::max(1, at(row.rate.median) - names_end) << "\" height=\"" << row_height - 8
        << "\"/>\n";
    if (row.rate.rounds > 1 && row.rate.most <= most) {
      out << "<line class=\"range\" x1=\"" << at(row.rate.least) << "\" x2=\"" << at(row.rate.most) << "\" y1=\""
          << middle << "\" y2=\"" << middle << "\"/>\n";
    }
    out << "<text x=\"" << std::max(at(row.rate.median), at(std::min(row.rate.most, most))) + 6 << "\" y=\""
        << middle + 5 << "\">" << figure(row.rate.median) << (row.rate.median > most ? " →" : "") << "</text>\n";
    y += row_height;
  }
  out << "</svg>\n";
  return out.str();
}

}  // namespace bench
