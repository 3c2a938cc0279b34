// Live events: what happens to cases reaches every reader who may see it, within a moment, over one stream a browser
// (GET /api/v1/events) or by asking again (GET /api/v1/changes). Readings of the journal, so a reader who was cut off
// goes on where she was. Rights are looked at for each event and reader, and again whenever her account was acted on.
// While nobody reads, nothing is read. Threads: loop thread only.
#pragma once

#include "gateway/base/ids.hpp"
#include "gateway/base/log.hpp"
#include "gateway/console/call.hpp"
#include "gateway/console/live_reader.hpp"

#include <memory>
#include <vector>

namespace console {

class Live {
 public:
  struct Parts {
    desk::Feed& feed;
    desk::SignIn& door;
    boost::asio::any_io_executor loop;
    base::Clock& clock;
    base::Random& random;
    base::Log& log;
  };
  explicit Live(Parts parts)
      : parts_(std::move(parts)), started_(parts_.clock.now()), wakeup_(parts_.loop, parts_.clock) {}

  static constexpr std::size_t readers_max = 1000;
  static constexpr std::size_t readers_of_account_max = 20;  // browsers and their tabs
  static constexpr base::Milliseconds heartbeat_time = std::chrono::seconds(20);
  static constexpr base::Milliseconds counts_time = std::chrono::seconds(1);    // between two counts of one reader
  static constexpr base::Milliseconds remembers_for = std::chrono::minutes(5);  // after the last reader left
  static constexpr std::size_t changes_max = 500;

  // The journal grew.
  void wake() { wakeup_.notify(); }
  // Until cancelled.
  [[nodiscard]] base::Task<void> run();

  [[nodiscard]] base::Task<base::HttpResponse> open(Call call);
  [[nodiscard]] base::Task<base::HttpResponse> changes(Call call);
  // Cases whose messages a stream tells of.
  [[nodiscard]] base::HttpResponse watch(Call const& call);

  [[nodiscard]] std::size_t readers();

 private:
  using Reader = std::shared_ptr<LiveReader>;

  [[nodiscard]] std::vector<Reader> present();
  [[nodiscard]] base::Task<base::Result<void>> begin();
  [[nodiscard]] base::Task<void> read_on();
  [[nodiscard]] base::Task<void> send_counts();
  void tell(desk::Happening happening);
  void beat(base::Instant now);
  void greet(LiveReader& reader, std::vector<store::Case> const& alarms, std::optional<std::int64_t> from);
  [[nodiscard]] std::optional<base::HttpResponse> no_room(desk::Actor const& actor);

  Parts parts_;
  base::Instant started_;
  LiveMemory memory_;
  bool is_current_ = false;  // the memory is
  base::Instant last_use_{};
  base::Instant next_beat_{};
  base::Instant next_counts_{};
  std::vector<std::weak_ptr<LiveReader>> readers_;
  base::Wakeup wakeup_;
};

// Routes.
[[nodiscard]] base::Task<base::HttpResponse> open_events(Call call);
[[nodiscard]] base::Task<base::HttpResponse> watch_cases(Call call);
[[nodiscard]] base::Task<base::HttpResponse> list_changes(Call call);

}  // namespace console
