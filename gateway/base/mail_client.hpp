// Sends e-mail by SMTP, through libcurl, one at a time on a thread of its own that starts with the first. What is sent
// is short and plain; nobody outside learns more from it than that a case waits. Threads: loop thread only.
#pragma once

#include "gateway/base/private.hpp"
#include "gateway/base/task.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace base {

struct MailServer {
  std::string url{};   // "smtps://mail.example.org", "smtp://127.0.0.1:25"; empty: no mail leaves
  std::string from{};  // the address alone
  std::string user{};  // empty: the server asks for none
  std::string password{};
  std::string ca_file{};  // PEM; empty: the system's own list
  std::chrono::seconds timeout{30};
};

struct Mail {
  std::string id{};  // ours: stands in the Message-ID, so that a second copy can be told
  PrivateText to{};
  std::string subject{};
  std::string text{};
};

// What the server made of it.
struct MailOutcome {
  enum class What : std::uint8_t {
    taken,
    refused,  // for good: 5xx, or an address that is none
    again     // not now, or nobody can say
  };
  What what = What::again;
  std::string why{};  // names no address
};

class MailSender {
 public:
  virtual ~MailSender() = default;
  // Always ends, within the server's time limit, about.
  [[nodiscard]] virtual Task<MailOutcome> send(Mail mail) = 0;
};

class MailClient final : public MailSender {
 public:
  MailClient(boost::asio::any_io_executor loop, MailServer server);
  ~MailClient() override;  // finishes the one in hand
  MailClient(MailClient const&) = delete;
  MailClient& operator=(MailClient const&) = delete;

  // Mails that may wait; then the answer is "again".
  static constexpr std::size_t waiting_max = 256;

  [[nodiscard]] Task<MailOutcome> send(Mail mail) override;

 private:
  struct Worker;
  boost::asio::any_io_executor loop_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace base
