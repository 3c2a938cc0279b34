#include "flows/finding.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace flows {

std::string to_string(Finding const& finding) {
  std::string const level = finding.severity == Finding::Level::error ? "error" : "warning";
  return finding.file + ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column) + ": " + level +
         ": " + finding.message;
}

bool any_error(std::vector<Finding> const& findings) {
  return std::ranges::any_of(findings, [](Finding const& f) { return f.severity == Finding::Level::error; });
}

namespace {

// Letters to add, drop, change or swap with their neighbour; over bytes, since names are ASCII.
std::size_t distance(std::string const& a, std::string const& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      bool const same = a[i - 1] == b[j - 1];
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(above, row);
  }
  return above[b.size()];
}

constexpr std::size_t name_bytes_max = 64;  // longer words are no misspelt names

}  // namespace

std::string nearest(std::string const& written, std::vector<std::string> const& known) {
  if (written.size() > name_bytes_max) return {};
  std::string best;
  // Two slips in a long word, one in a short one.
  std::size_t best_distance = written.size() > 4 ? 3 : 2;
  for (std::string const& name : known) {
    std::size_t const d = distance(written, name);
    if (d < best_distance && d < written.size()) {
      best_distance = d;
      best = name;
    }
  }
  return best;
}

}  // namespace flows
