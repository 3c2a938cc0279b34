#include "tests/support/process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace support {

namespace {

// A peer that needs longer to stop is ended.
constexpr int stop_seconds = 20;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// Runs in the child between fork and exec: only what is safe there.
[[noreturn]] void become(std::vector<char*> const& arguments, char const* output, char const* folder) {
  int const out = ::open(output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int const in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  if (*folder == '\0' || ::chdir(folder) == 0) ::execvp(arguments.front(), arguments.data());
  ::_exit(127);
}

bool is_whole(std::string const& answer) {
  std::size_t const end = answer.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  constexpr std::string_view name = "Content-Length: ";
  std::size_t const at = answer.find(name);
  if (at == std::string::npos || at > end) return true;
  std::size_t length = 0;
  std::from_chars(answer.data() + at + name.size(), answer.data() + end, length);
  return answer.size() >= end + 4 + length;
}

}  // namespace

Process::Process(std::vector<std::string> command, std::filesystem::path output, std::filesystem::path folder)
    : output_(std::move(output)) {
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::string const out = output_.string();
  std::string const where = folder.string();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("a process cannot be started");
  if (pid_ == 0) become(arguments, out.c_str(), where.c_str());
}

Process::~Process() {
  if (!runs()) return;
  signal(SIGTERM);
  if (!eventually([this] { return !runs(); }, stop_seconds)) {
    signal(SIGKILL);
    wait();
  }
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::runs() {
  if (exit_ >= 0) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
  exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return false;
}

int Process::wait() {
  while (runs()) ::poll(nullptr, 0, 2);
  return exit_;
}

std::string Process::output() const { return file_text(output_); }

bool eventually(std::function<bool()> const& is_so, int seconds) {
  auto const give_up = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    ::poll(nullptr, 0, 5);
  }
  return true;
}

std::string file_text(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_file(std::filesystem::path const& file, std::string_view text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error("a file of this test cannot be written");
}

int free_port() {
  Descriptor const fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no free port");
  }
  return ntohs(address.sin_port);
}

Answer http(int port, std::string_view method, std::string_view target, std::string_view body,
            std::string_view content_type) {
  Descriptor const fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in const address = loopback(port);
  timeval const limit{.tv_sec = 30, .tv_usec = 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (::connect(fd.get(), reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) return {};
  std::string request =
      std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  if (!body.empty()) request += "Content-Type: " + std::string(content_type) + "\r\n";
  request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  std::string_view rest = request;
  while (!rest.empty()) {
    ssize_t const sent = ::send(fd.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent <= 0) return {};
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  std::string answer;
  std::array<char, 16384> buffer{};
  while (!is_whole(answer)) {
    ssize_t const got = ::recv(fd.get(), buffer.data(), buffer.size(), 0);
    if (got <= 0) break;
    answer.append(buffer.data(), static_cast<std::size_t>(got));
  }
  if (!is_whole(answer) || answer.size() < 12) return {};
  Answer parsed;
  std::from_chars(answer.data() + 9, answer.data() + 12, parsed.status);
  std::size_t const end = answer.find("\r\n\r\n") + 4;
  parsed.head = answer.substr(0, end);
  parsed.body = answer.substr(end);
  return parsed;
}

std::filesystem::path saathi_program() { return SAATHI_PROGRAM; }

}  // namespace support
