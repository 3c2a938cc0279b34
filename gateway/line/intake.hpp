// The one path of a text: number made E.164, her lane entered, her standing read, the turn decided, and all of it
// recorded in one unit of work. Only when that is on disk does the webhook answer. Also how time speaks: a question's
// silence is an input of the same kind. Threads: loop thread only.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/ids.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/line/channels.hpp"
#include "gateway/line/lanes.hpp"
#include "gateway/line/outbox.hpp"
#include "gateway/line/record.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/timer.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace line {

// What both intakes, of texts and of calls, work with.
struct IntakeParts {
  store::Store& store;
  std::shared_ptr<Content const> const& content;
  Channels const& channels;
  Outbox& outbox;
  base::Clock const& clock;
  base::Random& random;
  base::Log& log;
  base::Metrics& metrics;
};

struct Heard {
  bool is_repeat = false;
  std::vector<providers::Reply>
      replies;  // what answered it; filled only where the channel answers in the webhook itself
};

// What makes a turn: she wrote or pressed something, or a question's time ran out.
struct Occasion {
  Channel const& channel;
  Number from;
  flows::Medium medium = flows::Medium::sms;
  flows::Input input;
  std::string provider_id;            // of an inbound text
  std::optional<store::Timer> timer;  // that ran out; if it no longer stands, nothing happens
  Thread thread;                      // where it is known otherwise than by her number
  std::string flow;                   // that begins by itself, without an input; empty: none
  // What else belongs into the same unit of work; empty: nothing.
  std::function<base::Result<void>(store::Transaction&, Recorded const&, TurnPlan const&)> also;
};

struct Done {
  Recorded recorded;
  TurnPlan plan;
};

// Reads, decides and records, again if she changed between reading and recording. The caller is in her lane.
[[nodiscard]] base::Task<base::Result<Done>> take_turn(IntakeParts const& parts, Occasion const& occasion);

// The lane of a sender: one per address; a hidden sender has nobody before him.
[[nodiscard]] std::string lane_of(Channel const& channel, Number const& from);

class Joining;  // gateway/line/joining.hpp

class Intake {
 public:
  Intake(IntakeParts parts, Lanes& lanes, Joining& joining) : parts_(parts), lanes_(lanes), joining_(joining) {}

  [[nodiscard]] base::Task<base::Result<Heard>> text(Channel const& channel, providers::TextIn text);
  // A delivery report, in whatever order reports come.
  [[nodiscard]] base::Task<base::Result<void>> report(Channel const& channel, providers::Report report);
  // A question's time may have run out: then she is silent; else the timer is set anew, or is none any more. True if
  // the timer still stood.
  [[nodiscard]] base::Task<base::Result<bool>> silence(store::Timer timer);

 private:
  // In her lane.
  [[nodiscard]] base::Task<base::Result<Done>> whole(Channel const& channel, Number from, providers::TextIn text);
  [[nodiscard]] base::Result<std::vector<providers::Reply>> replies_to(store::MessageId message);

  IntakeParts parts_;
  Lanes& lanes_;
  Joining& joining_;
};

}  // namespace line
