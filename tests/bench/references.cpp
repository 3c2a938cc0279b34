#include "tests/bench/references.hpp"

#include "tests/bench/machine.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/socket.hpp"
#include "tests/bench/traffic.hpp"
#include "tests/support/process.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t page = 4096;
constexpr int pages = 4096;

// Overwrites pages of a file that is there already, one flush each: what the journal of a database costs at least.
Sample flush(fs::path const& file, double seconds) {
  Descriptor const fd(::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  std::string const bytes(page, 'x');
  auto const write = [&](int at) {
    if (::pwrite(fd.get(), bytes.data(), page, static_cast<off_t>(page) * at) != static_cast<ssize_t>(page))
      throw std::runtime_error("cannot write " + file.string());
  };
  for (int i = 0; i < pages; ++i) write(i);
  ::fsync(fd.get());
  std::vector<double> took;
  Clock::time_point const end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  Meter meter({});
  meter.begin();
  for (int i = 0; Clock::now() < end; ++i) {
    write(i % pages);
    Clock::time_point const begun = Clock::now();
    ::fdatasync(fd.get());
    took.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begun).count());
  }
  meter.end();
  fs::remove(file);
  return {{"p50_us", percentile(took, 0.5)}, {"p99_us", percentile(took, 0.99)}, {"foreign", meter.foreign(seconds)}};
}

Sample bare_beast(Options const& options) {
  int const port = support::free_port();
  support::Process const process({fs::read_symlink("/proc/self/exe").string(), "--bare-beast", std::to_string(port)},
                                 options.out / "bare-beast.log");
  if (!support::eventually([&] { return support::http(port, "GET", "/").status == 200; }, 10))
    throw std::runtime_error("the bare server did not start");
  Traffic traffic({.path = "/",
                   .public_url = "https://hotline.example.org",
                   .key = "key",
                   .account = "AC",
                   .to = "4040",
                   .number = gulf_number},
                  gulf_numbers / 2, 1);
  LoadPlan const plan{.port = port, .connections = 64, .warm_up = 0.3, .seconds = options.seconds};
  return measure(plan, [&] { return traffic.next(); }, {process.pid()});
}

}  // namespace

std::vector<Case> reference_cases(Options const& options) {
  double const seconds = std::min(options.seconds, 1.5);
  return {{"reference flush", "one fdatasync of 4 KB", [=] { return flush(options.out / "flush.bin", seconds); }},
          {"reference beast", "a bare Beast reply, 64 connections", [=] { return bare_beast(options); }},
          {"reference sqlite 1", "a bare SQLite insert, one a commit",
           [=] { return bare_sqlite(options.out / "bare.db", 1, seconds); }},
          {"reference sqlite 32", "a bare SQLite insert, 32 a commit",
           [=] { return bare_sqlite(options.out / "bare.db", 32, seconds); }}};
}

}  // namespace bench
