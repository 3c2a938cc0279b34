// A provider's API in threads of the test, which behaves as the test says: it answers, hangs, answers half a body,
// lies, closes without a word. One request a connection, each connection in a thread of its own, so that one that hangs
// keeps no other.
#pragma once

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace support {

struct Asked {
  std::string method;
  std::string target;
  std::string body;
};

// What goes back over the wire, to the byte.
struct Behaviour {
  std::string bytes{};
  bool hangs = false;  // afterwards the connection stays open until the other side gives up
};

[[nodiscard]] Behaviour says(int status, std::string_view body, std::string_view type = "application/json");
[[nodiscard]] Behaviour says_nothing_for_ever();
[[nodiscard]] Behaviour closes_without_a_word();
// A body that its length announces as longer than it is.
[[nodiscard]] Behaviour says_half(std::string_view body);

class StandIn {
 public:
  // `decide` runs in the threads of the connections, several at once; `count`: how many came before.
  using Decide = std::function<Behaviour(Asked const& asked, int count)>;
  explicit StandIn(Decide decide);
  StandIn(StandIn const&) = delete;
  StandIn& operator=(StandIn const&) = delete;
  ~StandIn();

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Every request that came whole, in the order of their coming.
  [[nodiscard]] std::vector<Asked> asked() const;
  // How many of this method.
  [[nodiscard]] int count(std::string_view method) const;

 private:
  void serve();
  void answer(int connection);

  Decide decide_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<Asked> asked_;
  std::set<int> open_;
  bool is_ending_ = false;
  std::vector<std::jthread> connections_;  // of the listening thread alone
  std::jthread thread_;
};

}  // namespace support
