// The arithmetic of the bench: percentiles of one sample, medians and ranges over rounds. Pure.
#pragma once

#include <string>
#include <vector>

namespace bench {

// The smallest value that at least `share` (0 to 1) of all values do not exceed; 0 if there are none. Sorts.
[[nodiscard]] double percentile(std::vector<double>& values, double share);

// Over rounds: the middle one (of two middle ones their mean), the smallest and the largest.
struct Spread {
  double median = 0;
  double least = 0;
  double most = 0;
  int rounds = 0;
};
[[nodiscard]] Spread spread(std::vector<double> values);

// Three figures that matter: 12,345; 123; 1.23; 0.0123.
[[nodiscard]] std::string figure(double value);

}  // namespace bench
