#include "tests/bench/machine.hpp"

#include "tests/bench/socket.hpp"
#include "tests/support/process.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;

constexpr pid_t kernel_parent = 2;

double ticks(double count) { return count / static_cast<double>(::sysconf(_SC_CLK_TCK)); }

struct Stat {
  pid_t parent = 0;
  double cpu = 0;
};

Stat stat_of(fs::path const& process) {
  std::string const text = support::file_text(process / "stat");
  std::size_t const name_end = text.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream fields(text.substr(name_end + 1));
  std::string skipped;
  Stat stat;
  fields >> skipped >> stat.parent;
  for (int i = 0; i < 9; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  stat.cpu = ticks(user + system);
  return stat;
}

fs::path folder_of(pid_t process) { return fs::path("/proc") / std::to_string(process); }

// The number behind a name in a file of "name: number" lines.
std::uint64_t number_in(fs::path const& file, std::string_view name) {
  std::string const text = support::file_text(file);
  std::size_t const at = text.find(name);
  if (at == std::string::npos) return 0;
  return std::stoull(text.substr(at + name.size()));
}

double all_cpu() {
  std::istringstream line(support::file_text("/proc/stat"));
  std::string name;
  double user = 0;
  double nice = 0;
  double system = 0;
  line >> name >> user >> nice >> system;
  return ticks(user + nice + system);
}

double kernel_cpu() {
  double sum = 0;
  for (auto const& entry : fs::directory_iterator("/proc")) {
    std::string const name = entry.path().filename();
    if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) continue;
    Stat const stat = stat_of(entry.path());
    if (stat.parent == kernel_parent) sum += stat.cpu;
  }
  return sum;
}

}  // namespace

double cpu_seconds(std::vector<pid_t> const& processes) {
  double sum = 0;
  for (pid_t const process : processes) sum += stat_of(folder_of(process)).cpu;
  return sum;
}

std::uint64_t resident_bytes(std::vector<pid_t> const& processes) {
  std::uint64_t sum = 0;
  for (pid_t const process : processes) sum += number_in(folder_of(process) / "status", "VmRSS:") * 1024;
  return sum;
}

std::uint64_t written_bytes(std::vector<pid_t> const& processes) {
  std::uint64_t sum = 0;
  for (pid_t const process : processes) sum += number_in(folder_of(process) / "io", "\nwrite_bytes:");
  return sum;
}

Meter::Reading Meter::read() const {
  return {.theirs = cpu_seconds(processes_),
          .ours = cpu_seconds({::getpid()}),
          .kernel = kernel_cpu(),
          .all = all_cpu(),
          .written = written_bytes(processes_)};
}

void Meter::begin() { begin_ = read(); }
void Meter::end() { end_ = read(); }

double Meter::foreign(double seconds) const {
  double const all = end_.all - begin_.all;
  double const known = cpu() + (end_.ours - begin_.ours) + (end_.kernel - begin_.kernel);
  return seconds > 0 ? std::max(0.0, all - known) / seconds : 0;
}

void copy_small(fs::path const& from, fs::path const& to) {
  Descriptor const in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  Descriptor const out(::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (in.get() < 0 || out.get() < 0) throw std::runtime_error("cannot copy " + from.string());
  std::array<char, 4096> page;
  for (;;) {
    ssize_t const got = ::read(in.get(), page.data(), page.size());
    if (got == 0) break;
    if (got < 0 || ::write(out.get(), page.data(), static_cast<std::size_t>(got)) != got)
      throw std::runtime_error("cannot copy " + from.string());
  }
  // Else the kernel would write it out in the middle of the sample.
  ::fsync(out.get());
}

}  // namespace bench
