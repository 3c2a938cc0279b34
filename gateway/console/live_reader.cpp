#include "gateway/console/live_reader.hpp"

#include <boost/json/array.hpp>

namespace console {

base::Task<std::string> LiveReader::next() {
  while (waiting_.empty() && !has_ended_) {
    base::Task<void> waiting = wakeup_.wait();
    co_await std::move(waiting);
  }
  std::string text = std::exchange(waiting_, {});
  co_return text;
}

void LiveReader::send(std::string_view text) {
  if (has_ended_) return;
  if (waiting_.size() + text.size() > waiting_bytes_max) {
    waiting_.clear();
    say_bye("too slow");
    return;
  }
  waiting_.append(text);
  wakeup_.notify();
}

void LiveReader::tell(LiveEvent const& event) {
  for (Told const& told : told_of(event, actor_, watched_)) {
    send(frame(event.happening.seq, told.event, told.data));
    wants_counts_ = wants_counts_ || told.event == "case" || told.event == "gone";
  }
}

void LiveReader::look_again() {
  if (has_ended_) return;
  std::optional<desk::Actor> now = again_();
  if (!now || !desk::may(*now, desk::Right::see_cases)) return say_bye("signed out");
  bool const sees_the_same = now->queues == actor_.queues && now->roles == actor_.roles;
  actor_ = *std::move(now);
  if (!sees_the_same) send(frame(0, "resync", {{"why", "your rights changed"}}));
}

void LiveReader::say_bye(std::string_view why) {
  if (has_ended_) return;
  waiting_.append(frame(0, "bye", {{"why", why}}));
  has_ended_ = true;
  wakeup_.notify();
}

void LiveReader::send_counts(desk::QueueCounts const& counts) {
  wants_counts_ = false;
  send(frame(0, "counts", counts_json(counts)));
}

boost::json::object counts_json(desk::QueueCounts const& counts) {
  boost::json::array queues;
  for (store::QueueCount const& count : counts.queues) {
    queues.push_back({{"queue", count.queue},
                      {"open", count.open},
                      {"critical", count.critical},
                      {"waiting", count.open - count.held}});
  }
  return {{"queues", std::move(queues)}, {"mine", counts.mine}};
}

}  // namespace console
