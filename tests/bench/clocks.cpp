#include "tests/bench/clocks.hpp"

#include "gateway/base/ids.hpp"
#include "gateway/base/system_clock.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/line/content.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/secret.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/traffic.hpp"

#include <boost/asio/io_context.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int rows_a_unit = 500;
constexpr std::chrono::hours far_ahead{24 * 30};

// Low cases, about which nobody is rung: what is measured is the clock and not the notice.
class House {
 public:
  explicit House(Options const& options)
      : folder_(options.out / "clocks"), clock_(loop_.get_executor()), log_(base::Level::error) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    if (!store::make_key_file(folder_ / "master.key")) throw std::runtime_error("no key can be made");
    line::LoadedContent loaded = line::load_content(std::string(SAATHI_SOURCE_DIR) + "/config");
    if (!loaded.content) throw std::runtime_error("the shipped content cannot be read");
    gateway::Plan plan{.config = {}, .content = std::move(loaded.content), .speaks_prompts = false, .listens = false};
    plan.config.store.url = "sqlite:" + (folder_ / "saathi.db").string();
    plan.config.keys.file = folder_ / "master.key";
    base::Result<std::unique_ptr<gateway::Gateway>> opened = gateway::Gateway::open(
        std::move(plan), {.loop = loop_.get_executor(), .clock = clock_, .random = random_, .log = log_});
    if (!opened) throw std::runtime_error(opened.error().message);
    gateway_ = std::move(*opened);
  }
  House(House const&) = delete;
  House& operator=(House const&) = delete;
  ~House() {
    stop();
    fs::remove_all(folder_);
  }

  // Cases whose clocks are looked at after `wait`.
  void add(int cases, base::Milliseconds wait) {
    for (int done = 0; done < cases; done += rows_a_unit) {
      auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
        for (int i = done; i < std::min(cases, done + rows_a_unit); ++i) add_one(tx, wait);
        return true;
      };
      if (auto const added = gateway_->store().write_now(unit); !added) throw std::runtime_error(added.error().message);
    }
  }

  void start() {
    gateway_->start();
    started_ = true;
  }
  void run_for(std::chrono::duration<double> time) {
    auto const end = Clock::now() + time;
    while (Clock::now() < end) loop_.run_one_for(std::chrono::milliseconds(50));
  }
  // Until none is due.
  void run_out() {
    while (due() > 0) loop_.run_one_for(std::chrono::milliseconds(5));
  }
  [[nodiscard]] int due() {
    auto const unit = [](store::Snapshot& snapshot) -> base::Result<int> {
      return static_cast<int>(store::due_timers(snapshot, 1).size());
    };
    return gateway_->store().peek(unit).value_or(1);
  }

 private:
  void add_one(store::Transaction& tx, base::Milliseconds wait) {
    store::AddressKey const key{.scheme = store::Scheme::tel,
                                .value = base::PrivateText(gulf_number(static_cast<std::uint64_t>(people_++)))};
    store::ContactAt const her = store::find_or_make_contact(tx, key);
    store::Case const made =
        store::make_case(tx, {.ref = "B-" + std::to_string(people_), .contact = her.contact.id, .queue = "intake"})
            .value();
    store::set_clock_timer(tx, made.id, tx.now() + wait);
  }

  void stop() {
    if (!started_) return gateway_->store().close();
    base::TaskGroup stopping(loop_.get_executor(), log_);
    stopping.start("stop", gateway_->stop());
    while (stopping.size() > 0) loop_.run_one_for(std::chrono::milliseconds(5));
  }

  fs::path folder_;
  boost::asio::io_context loop_;
  base::SystemClock clock_;
  base::Log log_;
  base::SeededRandom random_{1};
  std::unique_ptr<gateway::Gateway> gateway_;
  bool started_ = false;
  int people_ = 0;
};

// Of this process, in microseconds' steps: /proc tells ticks of 10 ms, more than all that is measured here.
double own_cpu_seconds() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  auto const seconds = [](timeval time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Milliseconds of CPU for a second of waiting.
double idle_cpu(House& house, double seconds) {
  house.run_for(std::chrono::duration<double>(0.2));
  double const before = own_cpu_seconds();
  house.run_for(std::chrono::duration<double>(seconds));
  return (own_cpu_seconds() - before) / seconds * 1000;
}

Sample waiting(Options const& options) {
  House house(options);
  house.add(clocks_waiting, far_ahead);
  Meter meter({});
  meter.begin();
  house.start();
  double const cpu = idle_cpu(house, std::min(options.seconds, 3.0));
  meter.end();
  return {{"cpu_ms_a_second", cpu}, {"foreign", meter.foreign(std::min(options.seconds, 3.0))}};
}

Sample all_due(Options const& options) {
  House house(options);
  house.add(clocks_waiting, far_ahead);
  house.add(clocks_due, base::Milliseconds{0});
  Meter meter({});
  meter.begin();
  auto const begun = Clock::now();
  house.start();
  house.run_out();
  std::chrono::duration<double> const took = Clock::now() - begun;
  meter.end();
  return {{"seconds", took.count()}, {"rate", clocks_due / took.count()}, {"foreign", meter.foreign(took.count())}};
}

}  // namespace

std::vector<Case> clock_cases(Options const& options) {
  return {{"saathi clocks idle", "100,000 clocks of cases that wait", [options] { return waiting(options); }},
          {"saathi clocks due", "10,000 of them due at once, beside 100,000", [options] { return all_due(options); }}};
}

}  // namespace bench
