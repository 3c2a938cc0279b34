// The whole gateway in the test's process: the object graph of `saathi serve`, a clock that the test moves, seeded
// randomness, real sockets, a database in a folder of its own that goes with it. And a sink that plays a provider's
// API.
//   House house({.channels = local_channel()});
//   house.text("+97455512101", "maddat");  …  house.wait(15min);
#pragma once

#include "gateway/base/http_client.hpp"
#include "gateway/base/http_server.hpp"
#include "gateway/base/log.hpp"
#include "gateway/desk/case_desk.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/store.hpp"
#include "tests/support/loop.hpp"
#include "tests/support/manual_clock.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace support {

// The shipped content, read once for all tests of a program.
[[nodiscard]] std::shared_ptr<line::Content const> shipped_content();

// The shipped content with some files of it written otherwise: path under config/ -> its text.
[[nodiscard]] std::shared_ptr<line::Content const> content_with(std::map<std::string, std::string> const& files);

// A folder of the test's own, removed with all it holds.
class Folder {
 public:
  explicit Folder(std::filesystem::path const& parent = std::filesystem::temp_directory_path());
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder();
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A provider's API on loopback: keeps what it got, answers what the test says.
class Sink {
 public:
  Sink(Loop& loop, base::Clock& clock, base::Log& log);
  ~Sink();

  std::function<base::HttpResponse(base::HttpRequest const&)> answer;  // 200 with an empty object unless said
  std::vector<base::HttpRequest> requests;
  [[nodiscard]] std::string url() const;

 private:
  Loop& loop_;
  base::HttpServer server_;
};

// Twilio over the sink, with the account of the providers' published test vectors.
inline constexpr char const* twilio_channel = R"(
[[channel]]
id = "tw"
provider = "twilio"
address = "+15005550006"
voice = true
account_sid = "AC00000000000000000000000000000001"
auth_token = "0123456789abcdef0123456789abcdef"
api = "{sink}"
)";

struct HouseSetup {
  std::function<std::optional<base::Error>()> before_commit{};  // an Error makes every commit fail with it
  std::string channels{};  // TOML of [[channel]] tables; empty: one `local` channel "lo", address 4040
  std::string server{};    // further lines of [server]
  std::shared_ptr<line::Content const> content{};  // nothing: the shipped one
  bool is_demo = false;
};

class House {
 public:
  explicit House(HouseSetup setup = {});
  ~House();

  Loop loop;
  ManualClock clock;
  std::vector<std::string> log_lines;
  base::Log log;
  Sink sink;

  // {sink} in a setup's channels stands for the sink's address, so the gateway starts when it is first needed.
  gateway::Gateway& gateway();
  // Stopped and started again: the object graph is built anew on the same files.
  void restart();
  // The same with other channels in its configuration.
  void restart_with(std::string channels);
  void stop();

  [[nodiscard]] base::HttpResponse send(base::HttpCall call);
  // Starts a request whose answer is looked at later.
  void begin(base::HttpCall call, std::vector<base::HttpResponse>& answers);
  [[nodiscard]] base::HttpCall text_call(std::string const& id, std::string const& from, std::string const& text) const;
  // A text through the channel "lo" with a fresh id; the replies that came in the answer.
  std::vector<std::string> text(std::string const& from, std::string const& text);
  // Time passes, and what it brings is done.
  void wait(base::Milliseconds time);

  template <class T>
  T run(base::Task<T> task) {
    return loop.run(std::move(task));
  }
  [[nodiscard]] std::vector<store::Case> open_cases();
  [[nodiscard]] std::filesystem::path const& folder() const { return folder_.path(); }
  [[nodiscard]] std::string url() const;

 private:
  void open();
  void come_to_rest();

  Folder folder_;
  HouseSetup setup_;
  base::SeededRandom random_{1};
  base::HttpClient client_;
  std::unique_ptr<gateway::Gateway> gateway_;
  int texts_ = 0;
};

// The texts of the replies in a built-in telephone's answer.
[[nodiscard]] std::vector<std::string> replies_of(base::HttpResponse const& response);

}  // namespace support
