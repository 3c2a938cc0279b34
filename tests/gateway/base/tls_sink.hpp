// A provider that speaks TLS, on a thread of its own, with a certificate that it signed itself. Serves one connection.
#pragma once

#include "tests/gateway/base/wire.hpp"

#include <atomic>
#include <string>
#include <thread>

namespace base_test {

class TlsSink {
 public:
  TlsSink(std::string const& name, std::string answer);
  ~TlsSink();
  TlsSink(TlsSink const&) = delete;
  TlsSink& operator=(TlsSink const&) = delete;

  [[nodiscard]] std::uint16_t port() const { return sink_.port(); }
  // What a client must trust to be content with this sink.
  [[nodiscard]] std::string const& certificate_file() const { return file_; }
  [[nodiscard]] int requests() const { return requests_; }

 private:
  struct Identity;
  void serve(Identity const& identity);

  Sink sink_;
  std::string answer_;
  std::string file_;
  std::atomic<int> requests_ = 0;
  std::atomic<bool> is_over_ = false;
  std::thread thread_;
};

}  // namespace base_test
