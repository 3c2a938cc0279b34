// The gateway: every object built in one function, a sentence each, and drained in the reverse order. `saathi serve`
// runs one over the machine's clock; tests run one over a clock of their own. Threads: loop thread only; the store's
// writer and readers, the HTTP client and the prompts' renderer have their own.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/config.hpp"
#include "gateway/base/http_client.hpp"
#include "gateway/base/ids.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/task.hpp"
#include "gateway/desk/sign_in.hpp"
#include "gateway/line/content.hpp"
#include "gateway/store/store.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace desk {
class CaseDesk;
}

namespace gateway {

// What a gateway is given from outside; all of it outlives the gateway.
struct World {
  boost::asio::any_io_executor loop;
  base::Clock& clock;
  base::Random& random;
  base::Log& log;
  base::HttpSender* sender = nullptr;  // what leaves by HTTP; none: libcurl
};

struct Plan {
  base::Config config;
  std::shared_ptr<line::Content const> content;
  bool speaks_prompts = true;  // records the Nepali lines of calls with espeak-ng
  bool listens = true;         // at the addresses of the configuration; else only `handle` brings requests
  store::Options store{};      // as it is, but for tests
  desk::SignIn::Options door{};
};

class Gateway {
 public:
  // Opens the store and binds every address, or says which of them cannot be had.
  [[nodiscard]] static base::Result<std::unique_ptr<Gateway>> open(Plan plan, World const& world);
  // Invariant: stopped, or never started.
  ~Gateway();

  void start();
  // Takes no more, finishes what is in hand, lets the outbox send what is due for a bounded time, closes the store. May
  // be called twice.
  [[nodiscard]] base::Task<void> stop();

  // New content and channels, from the next turn on; addresses, store and keys stay until a restart.
  void reload(base::Config config, std::shared_ptr<line::Content const> content);

  // A request that came otherwise than through a socket of ours.
  [[nodiscard]] base::Task<base::HttpResponse> handle(base::HttpRequest request);

  // For whoever acts in this process: people's acts, and the store.
  [[nodiscard]] desk::CaseDesk& cases();
  [[nodiscard]] store::Store& store();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::uint16_t metrics_port() const;

  struct Parts;

 private:
  explicit Gateway(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

// Where the content lies: [content] dir, else beside the TOML if directory.yaml is there, else ../config beside the
// program, else /usr/share/saathi/config.
[[nodiscard]] std::filesystem::path content_folder(base::Config const& config);
[[nodiscard]] std::filesystem::path database_path(base::Config const& config);
// Where the shell reaches a running gateway: saathi.sock beside the database.
[[nodiscard]] std::filesystem::path socket_path(base::Config const& config);

}  // namespace gateway
