// A mail server on loopback that keeps what it got and answers recipients as the test says. Speaks the little SMTP that
// a client needs; a thread of its own. Threads: `letters` after the client has heard the end of its letter.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace support {

class SmtpServer {
 public:
  struct Letter {
    std::string from;
    std::string to;
    std::string bytes;
  };

  // `recipient`: the answer to RCPT, "250 ok" unless said.
  explicit SmtpServer(std::string recipient = "250 ok");
  ~SmtpServer();
  SmtpServer(SmtpServer const&) = delete;
  SmtpServer& operator=(SmtpServer const&) = delete;

  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::vector<Letter> letters() const;

 private:
  void run(std::stop_token const& stop);
  void talk(int client);

  std::string recipient_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Letter> letters_;
  std::jthread thread_;
};

}  // namespace support
