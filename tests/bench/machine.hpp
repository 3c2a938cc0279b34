// What the kernel counted: CPU, memory and bytes written of the processes measured, and how much CPU somebody else took
// meanwhile. Threads: plain functions.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace bench {

[[nodiscard]] double cpu_seconds(std::vector<pid_t> const& processes);
[[nodiscard]] std::uint64_t resident_bytes(std::vector<pid_t> const& processes);
[[nodiscard]] std::uint64_t written_bytes(std::vector<pid_t> const& processes);

// From here to there: what these processes used, and what anybody but them, this program and the kernel did.
class Meter {
 public:
  explicit Meter(std::vector<pid_t> processes) : processes_(std::move(processes)) {}
  void begin();
  void end();
  [[nodiscard]] double cpu() const { return end_.theirs - begin_.theirs; }
  [[nodiscard]] std::uint64_t written() const { return end_.written - begin_.written; }
  // Cores that others kept busy.
  [[nodiscard]] double foreign(double seconds) const;

 private:
  struct Reading {
    double theirs = 0;
    double ours = 0;    // this program's
    double kernel = 0;  // the kernel's own threads
    double all = 0;
    std::uint64_t written = 0;
  };
  [[nodiscard]] Reading read() const;

  std::vector<pid_t> processes_;
  Reading begin_;
  Reading end_;
};
// With more than this the sample is called noisy: a flush may wait for a tick of the scheduler then.
inline constexpr double noisy_from = 0.12;

// In small writes: large ones leave large pages in the cache, and every 4 KB written later would count as all of one.
void copy_small(std::filesystem::path const& from, std::filesystem::path const& to);

}  // namespace bench
