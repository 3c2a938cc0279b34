#include "tests/bench/figures.hpp"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace bench {

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  auto const rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

Spread spread(std::vector<double> values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  std::size_t const middle = values.size() / 2;
  double const median = values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return {.median = median, .least = values.front(), .most = values.back(), .rounds = static_cast<int>(values.size())};
}

std::string figure(double value) {
  double const size = std::abs(value);
  int decimals = 0;
  for (double bound = 100; decimals < 4 && size > 0 && size < bound; bound /= 10) ++decimals;
  std::ostringstream out;
  out << std::fixed << std::setprecision(decimals) << value;
  std::string text = out.str();
  std::size_t const end = text.find('.') == std::string::npos ? text.size() : text.find('.');
  std::size_t const begin = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = end; at > begin + 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

}  // namespace bench
