// The load generator: keep-alive connections on one thread. Closed loop: each connection sends its next request when
// its last one is answered. Open loop: requests are due at a fixed rate, whatever the server does, and latency counts
// from the moment a request was due, so a server that stands still cannot hide it. Threads: blocks the caller's.
#pragma once

#include "tests/bench/traffic.hpp"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace bench {

struct LoadPlan {
  int port = 0;
  int connections = 1;
  double warm_up = 1;  // seconds that are not counted
  double seconds = 2;
  double rate = 0;                 // requests a second; 0: closed loop
  std::uint64_t requests = 0;      // stop after so many, whatever the time; 0: by time
  std::function<void()> begins{};  // the counted time begins, ends
  std::function<void()> ends{};
};

struct LoadResult {
  double seconds = 0;
  std::uint64_t stored = 0;       // 2xx within the counted time
  std::uint64_t refused = 0;      // 503
  std::uint64_t come_again = 0;   // of these with Retry-After
  std::uint64_t other = 0;        // any other answer
  int other_status = 0;           // of the first of them
  std::uint64_t broken = 0;       // connections that ended without an answer
  std::uint64_t unanswered = 0;   // open loop: due in the counted time, and no answer when all was over
  std::vector<double> latencies;  // of 2xx, microseconds
  [[nodiscard]] double rate() const { return seconds > 0 ? static_cast<double>(stored) / seconds : 0; }
};

// Where the next request comes from; valid until the next call.
using NextRequest = std::function<std::string_view()>;

[[nodiscard]] LoadResult run_load(LoadPlan const& plan, NextRequest const& next);

}  // namespace bench
