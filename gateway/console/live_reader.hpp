// One reader of live events: who she is by now, what she watches, and what waits to be sent to her, which is bounded: a
// reader who takes nothing is let go and comes again, from where she was. Threads: loop thread only.
#pragma once

#include "gateway/base/http_stream.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/console/live_event.hpp"
#include "gateway/desk/rights.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace console {

class LiveReader final : public base::HttpStream {
 public:
  // Who shows what she showed at the beginning; nothing: nobody any more.
  using Again = std::function<std::optional<desk::Actor>()>;

  LiveReader(boost::asio::any_io_executor const& loop, base::Clock& clock, std::string id, desk::Actor actor,
             Again again)
      : id_(std::move(id)), actor_(std::move(actor)), again_(std::move(again)), wakeup_(loop, clock) {}

  static constexpr std::size_t waiting_bytes_max = std::size_t{64} * 1024;
  static constexpr std::size_t watched_max = 20;

  [[nodiscard]] base::Task<std::string> next() override;
  void end() override { say_bye("stopping"); }

  void send(std::string_view text);
  void tell(LiveEvent const& event);
  // Her rights, as they are now. What she may no longer see is followed by nothing.
  void look_again();
  void say_bye(std::string_view why);
  void watch(std::vector<std::string> refs) { watched_ = std::move(refs); }

  [[nodiscard]] std::string const& id() const { return id_; }
  [[nodiscard]] desk::Actor const& actor() const { return actor_; }
  [[nodiscard]] bool has_ended() const { return has_ended_; }
  // Something was told that changes how many there are.
  [[nodiscard]] bool wants_counts() const { return wants_counts_ && !has_ended_; }
  void send_counts(desk::QueueCounts const& counts);

 private:
  std::string id_;
  desk::Actor actor_;
  Again again_;
  std::vector<std::string> watched_;
  std::string waiting_;
  bool has_ended_ = false;
  bool wants_counts_ = false;
  base::Wakeup wakeup_;
};

[[nodiscard]] boost::json::object counts_json(desk::QueueCounts const& counts);

}  // namespace console
