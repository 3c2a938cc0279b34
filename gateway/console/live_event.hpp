// Live events as they stand on the wire (server-sent events), and the short memory of them from which a reader who was
// cut off goes on. Ids are the journal's numbers. Threads: loop thread only.
//   hello {stream, seq, now, build, me}   case {id, v, …}   gone {id, why}   alarm {id, since}   counts {queues, mine}
//   message {id, mid}   state {id, mid, st}   resync {why}   beat {}   bye {why}
#pragma once

#include "gateway/desk/feed.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace console {

// One thing that happened, before it is known who may see it.
struct LiveEvent {
  desk::Happening happening;
  std::vector<std::string> seen_before{};  // the queues that saw the case until then
};

// "id: 7\nevent: case\ndata: {…}\n\n"; 0: without an id.
[[nodiscard]] std::string frame(std::int64_t seq, std::string_view event, boost::json::object const& data);
// A row for lists: under 300 bytes, without a word of hers.
[[nodiscard]] boost::json::object event_row(store::Case const& record);

// What one reader is told of it: names and data of its events, in order; none where it is not for her. `watched`: cases
// whose messages she asked for, beside those that she holds.
struct Told {
  std::string_view event;
  boost::json::object data;
};
[[nodiscard]] std::vector<Told> told_of(LiveEvent const& event, desk::Actor const& reader,
                                        std::vector<std::string> const& watched);

class LiveMemory {
 public:
  static constexpr std::size_t events_max = 2000;

  // From here on everything is known.
  void begin(std::int64_t seq, std::map<std::string, std::vector<std::string>> sights);
  LiveEvent const& add(desk::Happening happening);
  void note_read_to(std::int64_t seq) { last_ = seq; }

  [[nodiscard]] std::int64_t last() const { return last_; }
  // Everything behind it is still known.
  [[nodiscard]] bool reaches(std::int64_t seq) const { return seq >= first_ && seq <= last_; }
  [[nodiscard]] std::vector<LiveEvent const*> behind(std::int64_t seq) const;

 private:
  std::deque<LiveEvent> events_;
  std::map<std::string, std::vector<std::string>> sights_;  // of open cases
  std::int64_t first_ = 0;
  std::int64_t last_ = 0;
};

}  // namespace console
