#include "gateway/console/live_event.hpp"

#include "gateway/console/case_json.hpp"
#include "gateway/desk/rights.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace console {

namespace {

bool saw(desk::Actor const& reader, std::vector<std::string> const& queues) {
  store::Viewer const viewer = desk::viewer_of(reader);
  return viewer.all || std::ranges::any_of(queues, [&](std::string const& queue) {
           return std::ranges::find(viewer.queues, queue) != viewer.queues.end();
         });
}

}  // namespace

std::string frame(std::int64_t seq, std::string_view event, boost::json::object const& data) {
  std::string text;
  if (seq > 0) text.append("id: ").append(std::to_string(seq)).append("\n");
  text.append("event: ").append(event).append("\ndata: ");
  return text.append(boost::json::serialize(data)).append("\n\n");
}

boost::json::object event_row(store::Case const& record) {
  boost::json::object due;
  auto const add = [&](std::string_view clock, std::optional<base::Instant> const& at) {
    if (at) due[clock] = instant_json(at);
  };
  add("eyes", record.due.eyes);
  add("contact", record.due.contact);
  add("update", record.due.update);
  add("call", record.due.call);
  return {{"id", record.ref},
          {"v", record.version},
          {"state", store::name(record.state)},
          {"severity", store::name(record.severity)},
          {"category", record.category},
          {"queue", record.queue},
          {"holder", record.holder},
          {"due", std::move(due)}};
}

std::vector<Told> told_of(LiveEvent const& event, desk::Actor const& reader, std::vector<std::string> const& watched) {
  std::vector<Told> told;
  if (!event.happening.record) return told;
  store::Case const& record = *event.happening.record;
  if (!store::may_see(desk::viewer_of(reader), record)) {
    if (saw(reader, event.seen_before)) told.push_back({"gone", {{"id", record.ref}, {"why", event.happening.what}}});
    return told;
  }
  std::string const& message = event.happening.message;
  bool const is_hers = !reader.is_shell && record.holder == reader.name;
  bool const is_watched = is_hers || std::ranges::find(watched, record.ref) != watched.end();
  if (!message.empty() && is_watched && event.happening.delivery.empty())
    told.push_back({"message", {{"id", record.ref}, {"mid", message}}});
  if (!message.empty() && is_watched && !event.happening.delivery.empty())
    told.push_back({"state", {{"id", record.ref}, {"mid", message}, {"st", event.happening.delivery}}});
  if (!event.happening.delivery.empty()) return told;  // the case stands as it stood
  told.push_back({"case", event_row(record)});
  if (desk::is_alarming(record))
    told.push_back({"alarm", {{"id", record.ref}, {"since", instant_json(record.opened)}}});
  return told;
}

void LiveMemory::begin(std::int64_t seq, std::map<std::string, std::vector<std::string>> sights) {
  events_.clear();
  sights_ = std::move(sights);
  first_ = seq;
  last_ = seq;
}

LiveEvent const& LiveMemory::add(desk::Happening happening) {
  LiveEvent event{.happening = std::move(happening), .seen_before = {}};
  if (event.happening.record) {
    store::Case const& record = *event.happening.record;
    std::vector<std::string>& sight = sights_[record.ref];
    event.seen_before = std::exchange(sight, desk::sight_of(record));
    if (record.closed) sights_.erase(record.ref);
  }
  last_ = event.happening.seq;
  events_.push_back(std::move(event));
  if (events_.size() > events_max) {
    first_ = events_.front().happening.seq;
    events_.pop_front();
  }
  return events_.back();
}

std::vector<LiveEvent const*> LiveMemory::behind(std::int64_t seq) const {
  std::vector<LiveEvent const*> events;
  for (LiveEvent const& each : events_) {
    if (each.happening.seq > seq) events.push_back(&each);
  }
  return events;
}

}  // namespace console
