#include "tests/bench/measure.hpp"

#include "tests/bench/figures.hpp"
#include "tests/bench/machine.hpp"

#include <stdexcept>

namespace bench {

Sample measure(LoadPlan plan, NextRequest const& next, std::vector<pid_t> const& processes) {
  Meter meter(processes);
  plan.begins = [&, also = plan.begins] {
    if (also) also();
    meter.begin();
  };
  plan.ends = [&, also = plan.ends] {
    meter.end();
    if (also) also();
  };
  LoadResult result = run_load(plan, next);
  if (result.other > 0 || result.broken > 0) {
    throw std::runtime_error("beside " + std::to_string(result.stored) + " of 2xx the server gave " +
                             std::to_string(result.other) + " answers that are neither 2xx nor 503 (" +
                             std::to_string(result.other_status) + ") and broke " + std::to_string(result.broken) +
                             " connections");
  }
  Sample sample{{"rate", result.rate()},
                {"refused", static_cast<double>(result.refused) / result.seconds},
                {"without_retry_after", static_cast<double>(result.refused - result.come_again)},
                {"unanswered", static_cast<double>(result.unanswered)},
                {"seconds", result.seconds},
                {"stored", static_cast<double>(result.stored)},
                {"resident_mb", static_cast<double>(resident_bytes(processes)) / 1e6},
                {"foreign", meter.foreign(result.seconds)}};
  if (result.stored > 0) {
    double const stored = static_cast<double>(result.stored);
    sample["cpu_us"] = meter.cpu() * 1e6 / stored;
    sample["written_kb"] = static_cast<double>(meter.written()) / 1024 / stored;
  }
  if (!result.latencies.empty()) {
    sample["p50_us"] = percentile(result.latencies, 0.5);
    sample["p99_us"] = percentile(result.latencies, 0.99);
  }
  return sample;
}

}  // namespace bench
