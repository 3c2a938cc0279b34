// saathi serve: the gateway. SIGTERM and SIGINT drain and stop, a second one ends at once; SIGHUP reads the
// configuration and the content again and keeps the old ones if there is a mistake.
#include "gateway/serve.hpp"

#include "gateway/base/http_server.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/process.hpp"
#include "gateway/base/system_clock.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/commands/demo.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/store/secret.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option,
                             Option{"--demo", "", "makes the master key at the first start and says how to try it out"},
                             Option{"--log", "LEVEL", "debug, info, warning or error (info)"}};

// Longer than everything that stopping waits for, one after the other: requests in hand, tasks, outbox, store.
constexpr unsigned watchdog_seconds = 90;

Exit exit_of(base::Error const& error) { return error.code == base::Code::bad_input ? Exit::input : Exit::environment; }

base::Result<void> make_demo_key(base::Config const& config) {
  if (std::filesystem::exists(config.keys.file)) return {};
  std::error_code ignored;
  std::filesystem::create_directories(config.keys.file.parent_path(), ignored);
  return store::make_key_file(config.keys.file);
}

class Serving {
 public:
  Serving(Arguments const& arguments, Streams& streams, boost::asio::io_context& loop, gateway::Gateway& gateway,
          base::Log& log)
      : arguments_(arguments),
        streams_(streams),
        signals_(loop, SIGTERM, SIGINT, SIGHUP),
        gateway_(gateway),
        log_(log) {}

  base::Task<void> until_told() {
    for (;;) {
      int const signal = co_await signals_.async_wait(boost::asio::use_awaitable);
      if (signal != SIGHUP) break;
      try {
        reload();
      } catch (std::exception const& failure) {  // a folder where a file should be, a disk that cannot be read
        log_.error("reload_refused", {{"why", failure.what()}});
      }
    }
    // The second signal ends at once, and so does a stop that hangs.
    signals_.clear();
    std::signal(SIGHUP, SIG_IGN);
    ::alarm(watchdog_seconds);
    co_await gateway_.stop();
    ::alarm(0);
  }

 private:
  void reload() {
    std::optional<base::Config> const config = load_config(arguments_, streams_);
    std::shared_ptr<line::Content const> const content = config ? load_content(*config, streams_) : nullptr;
    if (!content) {
      log_.error("reload_refused", {{"kept", "the former configuration"}});
      return;
    }
    gateway_.reload(*config, content);
  }

  Arguments const& arguments_;
  Streams& streams_;
  boost::asio::signal_set signals_;
  gateway::Gateway& gateway_;
  base::Log& log_;
};

Exit run(Arguments const& arguments, Streams& streams) {
  base::Result<base::Level> const level = base::parse_level(arguments.get("--log", "info"));
  if (!level) return fail(streams, Exit::usage, level.error().message);
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  std::shared_ptr<line::Content const> content = load_content(*config, streams);
  if (!content) return Exit::input;
  if (arguments.has("--demo")) {
    if (base::Result<void> const made = make_demo_key(*config); !made)
      return fail(streams, Exit::environment, made.error().message);
  }
  base::forbid_core_dumps();
  base::raise_open_files();
  base::Log log(*level);
  boost::asio::io_context loop(1);
  base::SystemClock clock(loop.get_executor());
  base::OsRandom random;
  gateway::Plan plan{*config, std::move(content)};
  plan.door.is_demo = arguments.has("--demo");
  base::Result<std::unique_ptr<gateway::Gateway>> opened =
      gateway::Gateway::open(std::move(plan), {loop.get_executor(), clock, random, log});
  if (!opened) return fail(streams, exit_of(opened.error()), opened.error().message);
  bool const is_demo = arguments.has("--demo");
  base::Result<bool> const is_new = is_demo ? demo::add_people(**opened) : base::Result<bool>(false);
  if (!is_new) return fail(streams, Exit::environment, is_new.error().message);
  (*opened)->start();
  if (is_demo) demo::say_how_to_try(*config, streams.out);
  Serving serving(arguments, streams, loop, **opened, log);
  base::TaskGroup tasks(loop.get_executor(), log);
  tasks.start("serving", serving.until_told());
  if (*is_new) tasks.start("demo", demo::text_it(**opened, *config));
  loop.run();
  return Exit::good;
}

}  // namespace

extern Command const serve_command{"serve", "", "Runs the gateway.", options, run};

}  // namespace commands
