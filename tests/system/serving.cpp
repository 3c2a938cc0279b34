#include "tests/system/serving.hpp"

#include <arpa/inet.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace support {

ThreadedSink::ThreadedSink() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("the sink cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this] { serve(); });
}

ThreadedSink::~ThreadedSink() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::map<std::string, int> ThreadedSink::arrivals() const {
  std::lock_guard const lock(mutex_);
  return arrivals_;
}

void ThreadedSink::serve() {
  for (;;) {
    int const connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    answer(connection);
    ::close(connection);
  }
}

// One request a connection: what matters here is which texts arrive, not how fast.
void ThreadedSink::answer(int connection) {
  timeval const limit{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  std::string request;
  std::array<char, 8192> buffer{};
  boost::system::error_code unfinished;
  for (;;) {
    ssize_t const got = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (got <= 0) return;
    request.append(buffer.data(), static_cast<std::size_t>(got));
    std::size_t const end = request.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    boost::json::value const body = boost::json::parse(std::string_view(request).substr(end + 4), unfinished);
    if (unfinished) continue;
    std::lock_guard const lock(mutex_);
    ++arrivals_[std::string(body.at("id").as_string())];
    break;
  }
  constexpr std::string_view answer =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
  ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
}

Serving::Serving(std::string const& channels) : port_(free_port()), metrics_port_(free_port()) {
  write_file(folder() / "saathi.toml",
             "[server]\nlisten = \"127.0.0.1:" + std::to_string(port_) + "\"\npublic_url = \"http://127.0.0.1:" +
                 std::to_string(port_) + "\"\n[metrics]\nlisten = \"127.0.0.1:" + std::to_string(metrics_port_) +
                 "\"\n[store]\nurl = \"sqlite:saathi.db\"\n[keys]\nfile = \"master.key\"\n[content]\ndir = \"" +
                 std::string(SAATHI_SOURCE_DIR) + "/config\"\n" + channels);
  static_cast<void>(command({"key", "init"}));
}

void Serving::start() {
  std::string const config = (folder() / "saathi.toml").string();
  process_ = std::make_unique<Process>(std::vector<std::string>{saathi_program().string(), "serve", "--config", config},
                                       folder() / "serve.log");
  bool const ready = eventually([this] { return !process_->runs() || http(port_, "GET", "/readyz").status == 200; });
  if (!ready || !process_->runs()) throw std::runtime_error("the gateway did not start:\n" + process_->output());
}

void Serving::kill() {
  process_->signal(SIGKILL);
  process_->wait();
}

int Serving::stop() {
  process_->signal(SIGTERM);
  return process_->wait();
}

bool Serving::has_sent_all() const {
  return eventually([this] {
    std::string const metrics = http(metrics_port_, "GET", "/metrics").body;
    for (char const* state : {"queued", "sending", "unknown"}) {
      if (!metrics.contains("saathi_outbox_rows{state=\"" + std::string(state) + "\"} 0\n")) return false;
    }
    return true;
  });
}

std::string Serving::command(std::vector<std::string> words) {
  words.insert(words.begin(), saathi_program().string());
  words.insert(words.end(), {"--config", (folder() / "saathi.toml").string()});
  std::filesystem::path const output = folder() / "command.out";
  std::filesystem::remove(output);
  Process process(std::move(words), output);
  process.wait();
  return process.output();
}

}  // namespace support
