#include "tests/support/smtp_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace support {

namespace {

// One line without its end; empty at the end of the connection.
class Lines {
 public:
  explicit Lines(int socket) : socket_(socket) {}

  bool next(std::string& line) {
    for (;;) {
      std::size_t const end = bytes_.find("\r\n");
      if (end != std::string::npos) {
        line = bytes_.substr(0, end);
        bytes_.erase(0, end + 2);
        return true;
      }
      std::array<char, 4096> buffer{};
      ssize_t const got = ::recv(socket_, buffer.data(), buffer.size(), 0);
      if (got <= 0) return false;
      bytes_.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
  std::string bytes_;
};

void say(int socket, std::string const& line) {
  std::string const bytes = line + "\r\n";
  (void)::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

std::string in_brackets(std::string const& line) {
  std::size_t const open = line.find('<');
  return open == std::string::npos ? std::string() : line.substr(open + 1, line.find('>') - open - 1);
}

}  // namespace

SmtpServer::SmtpServer(std::string recipient) : recipient_(std::move(recipient)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, plain, size) != 0 || ::listen(listener_, 4) != 0) throw std::runtime_error("no port");
  ::getsockname(listener_, plain, &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
}

SmtpServer::~SmtpServer() {
  thread_.request_stop();
  thread_.join();
  ::close(listener_);
}

std::string SmtpServer::url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }

std::vector<SmtpServer::Letter> SmtpServer::letters() const {
  std::scoped_lock const lock(mutex_);
  return letters_;
}

void SmtpServer::run(std::stop_token const& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting{.fd = listener_, .events = POLLIN, .revents = 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    int const client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) continue;
    talk(client);
    ::close(client);
  }
}

void SmtpServer::talk(int client) {
  Lines lines(client);
  Letter letter;
  std::string line;
  say(client, "220 loopback");
  while (lines.next(line)) {
    if (line.starts_with("MAIL FROM:")) {
      letter.from = in_brackets(line);
      say(client, "250 ok");
    } else if (line.starts_with("RCPT TO:")) {
      letter.to = in_brackets(line);
      say(client, recipient_);
    } else if (line == "DATA") {
      say(client, "354 go on");
      while (lines.next(line) && line != ".") letter.bytes += line + "\n";
      {
        std::scoped_lock const lock(mutex_);
        letters_.push_back(letter);
      }
      say(client, "250 taken");
    } else if (line == "QUIT") {
      say(client, "221 bye");
      return;
    } else {
      say(client, "250 ok");
    }
  }
}

}  // namespace support
