#include "tests/bench/results.hpp"

#include "tests/bench/machine.hpp"

#include <algorithm>

namespace bench {

void Results::add(Case const& measured, Sample const& sample) {
  std::vector<Sample>& samples = samples_[measured.key];
  if (samples.empty()) cases_.emplace_back(measured.key, measured.name);
  samples.push_back(sample);
}

Spread Results::of(std::string_view key, std::string_view figure) const {
  std::vector<double> values;
  auto const found = samples_.find(key);
  if (found == samples_.end()) return {};
  for (Sample const& sample : found->second) {
    if (auto const value = sample.find(figure); value != sample.end()) values.push_back(value->second);
  }
  return spread(std::move(values));
}

int Results::noisy(std::string_view key) const {
  auto const found = samples_.find(key);
  if (found == samples_.end()) return 0;
  return static_cast<int>(std::ranges::count_if(found->second, [](Sample const& sample) {
    auto const foreign = sample.find("foreign");
    return foreign != sample.end() && foreign->second > noisy_from;
  }));
}

}  // namespace bench
