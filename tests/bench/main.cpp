// saathi_bench: what ./dev bench runs.
#include "gateway/base/http_server.hpp"
#include "tests/bench/figures.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/seed.hpp"
#include "tests/bench/server.hpp"
#include "tests/bench/sink.hpp"

#include <iostream>

int main(int count, char** words) try {
  using namespace bench;
  base::raise_open_files();
  int const connections = count > 1 ? std::stoi(words[1]) : 64;
  int const rounds = count > 2 ? std::stoi(words[2]) : 3;
  double const rate = count > 3 ? std::stod(words[3]) : 0;
  std::filesystem::path const out = "build/bench";
  std::filesystem::path const seed = seeded(out, {});
  Sink sink;
  for (int round = 0; round < rounds; ++round) {
    Server server({.folder = out / "run", .seed = seed, .sink = sink.url()});
    Traffic traffic(server_target(), 100'000, static_cast<std::uint64_t>(round));
    Meter meter({server.pid()});
    std::uint64_t arrived = 0;
    LoadPlan const plan{.port = server.port(),
                        .connections = connections,
                        .warm_up = 0.5,
                        .seconds = 2,
                        .rate = rate,
                        .begins =
                            [&] {
                              meter.begin();
                              arrived = sink.arrived();
                            },
                        .ends =
                            [&] {
                              meter.end();
                              arrived = sink.arrived() - arrived;
                            }};
    LoadResult result = run_load(plan, [&] { return traffic.next(); });
    double const stored = static_cast<double>(result.stored);
    std::cout << "stored/s " << figure(result.rate()) << "  cpu us " << figure(meter.cpu() * 1e6 / stored)
              << "  KB written " << figure(static_cast<double>(meter.written()) / 1024 / stored) << "  p50 us "
              << figure(percentile(result.latencies, 0.5)) << "  p99 us " << figure(percentile(result.latencies, 0.99))
              << "  503 " << result.refused << "  with Retry-After " << result.come_again << "  other " << result.other
              << "  broken " << result.broken << "  unanswered " << result.unanswered << "  sent on/s "
              << figure(static_cast<double>(arrived) / result.seconds) << "  RSS MB "
              << figure(static_cast<double>(resident_bytes({server.pid()})) / 1e6) << "  ready s "
              << figure(server.ready_after_seconds()) << "  foreign " << figure(meter.foreign(result.seconds)) << "\n";
    server.stop();
  }
  return 0;
} catch (std::exception const& failure) {
  std::cerr << "bench: " << failure.what() << "\n";
  return 1;
}
