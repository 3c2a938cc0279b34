// Programs that a system test starts: the built `saathi` and its real peers. Output goes to a file that the test may
// look at; whatever was started is ended with its owner, by its process id.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

class Process {
 public:
  // Starts it with stdout and stderr into `output`. Throws if it cannot be started.
  Process(std::vector<std::string> command, std::filesystem::path output, std::filesystem::path folder = {});
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;
  // Ends it with SIGTERM, after some seconds with SIGKILL.
  ~Process();

  void signal(int number) const;
  // Waits until it has ended: its exit code, or 128 + the signal.
  int wait();
  [[nodiscard]] bool runs();
  [[nodiscard]] std::string output() const;
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  std::filesystem::path output_;
  int exit_ = -1;
};

// Looks again every few milliseconds until it is so; false after `seconds`, which only bounds a hang.
[[nodiscard]] bool eventually(std::function<bool()> const& is_so, int seconds = 60);

[[nodiscard]] std::string file_text(std::filesystem::path const& file);
void write_file(std::filesystem::path const& file, std::string_view text);

// A port on loopback that was free a moment ago.
[[nodiscard]] int free_port();

// One request over a connection of its own, blocking. Status 0: no whole answer came.
struct Answer {
  int status = 0;
  std::string head;  // status line and headers
  std::string body;
};
[[nodiscard]] Answer http(int port, std::string_view method, std::string_view target, std::string_view body = {},
                          std::string_view content_type = "application/json");

// The program under test.
[[nodiscard]] std::filesystem::path saathi_program();

}  // namespace support
