#include "gateway/console/live.hpp"

#include "gateway/console/case_json.hpp"
#include "gateway/console/routes.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

constexpr std::size_t stream_id_bytes = 8;
// After a cut, readers come back spread over two seconds.
constexpr std::uint64_t retry_min = 2500;
constexpr std::uint64_t retry_spread = 2000;

HttpResponse too_many() {
  return base::problem({base::Code::busy, "Too many streams are open. Close a tab, or try again in a moment.", {}, {}});
}

}  // namespace

std::vector<Live::Reader> Live::present() {
  std::vector<Reader> all;
  std::erase_if(readers_, [&](std::weak_ptr<LiveReader> const& each) {
    Reader reader = each.lock();
    if (reader == nullptr || reader->has_ended()) return true;
    all.push_back(std::move(reader));
    return false;
  });
  return all;
}

std::size_t Live::readers() { return present().size(); }

Task<base::Result<void>> Live::begin() {
  last_use_ = parts_.clock.now();
  if (is_current_) co_return base::Result<void>{};
  base::Result<std::int64_t> const last = co_await parts_.feed.last();
  if (!last) co_return std::unexpected(last.error());
  auto sights = co_await parts_.feed.sights();
  if (!sights) co_return std::unexpected(sights.error());
  // Another reader may have begun meanwhile; the first one counts, since she reads already.
  if (!is_current_) memory_.begin(*last, *std::move(sights));
  is_current_ = true;
  wakeup_.notify();  // what came between
  co_return base::Result<void>{};
}

Task<void> Live::run() {
  for (;;) {
    base::Instant const now = parts_.clock.now();
    if (next_beat_ <= now) beat(now);
    bool const wants_counts = std::ranges::any_of(present(), [](Reader const& each) { return each->wants_counts(); });
    base::Instant const when = wants_counts ? std::min(next_beat_, next_counts_) : next_beat_;
    Task<void> waiting = wakeup_.wait_until(when);
    co_await std::move(waiting);
    if (!is_current_) continue;
    Task<void> reading = read_on();
    co_await std::move(reading);
    if (parts_.clock.now() < next_counts_) continue;
    Task<void> counting = send_counts();
    co_await std::move(counting);
  }
}

Task<void> Live::read_on() {
  for (;;) {
    base::Result<desk::Happenings> happenings = co_await parts_.feed.after(memory_.last());
    if (!happenings) {
      parts_.log.warning("live_waits", {{"why", happenings.error().message}});
      co_return;  // at the next beat again
    }
    // Whoever asks for changes reads on too: what one of the two has told, the other leaves out.
    bool const is_all = happenings->upto <= memory_.last();
    std::erase_if(happenings->list, [&](desk::Happening const& each) { return each.seq <= memory_.last(); });
    for (desk::Happening& each : happenings->list) tell(std::move(each));
    memory_.note_read_to(std::max(happenings->upto, memory_.last()));
    if (is_all) co_return;
  }
}

void Live::tell(desk::Happening happening) {
  std::vector<Reader> const all = present();
  if (!happening.account.empty()) {
    for (Reader const& each : all) {
      if (each->actor().name == happening.account) each->look_again();
    }
    return;
  }
  LiveEvent const& event = memory_.add(std::move(happening));
  for (Reader const& each : all) each->tell(event);
}

// Sessions end by themselves too, and a dead line is found by writing to it.
void Live::beat(base::Instant now) {
  next_beat_ = now + heartbeat_time;
  std::vector<Reader> const all = present();
  if (!all.empty()) last_use_ = now;
  for (Reader const& each : all) {
    each->look_again();
    each->send("event: beat\ndata: {}\n\n");  // a page sees no comments
  }
  if (now - last_use_ > remembers_for) is_current_ = false;
}

Task<void> Live::send_counts() {
  std::vector<Reader> waiting = present();
  std::erase_if(waiting, [](Reader const& each) { return !each->wants_counts(); });
  if (waiting.empty()) co_return;
  next_counts_ = parts_.clock.now() + counts_time;
  std::vector<desk::Actor> actors;
  for (Reader const& each : waiting) actors.push_back(each->actor());
  base::Result<std::vector<desk::QueueCounts>> const counts = co_await parts_.feed.counts(std::move(actors));
  if (!counts) co_return;
  for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i]->send_counts((*counts)[i]);
}

std::optional<HttpResponse> Live::no_room(desk::Actor const& actor) {
  std::vector<Reader> const all = present();
  auto const hers = std::ranges::count_if(all, [&](Reader const& each) { return each->actor().name == actor.name; });
  if (all.size() >= readers_max || static_cast<std::size_t>(hers) >= readers_of_account_max) return too_many();
  return std::nullopt;
}

void Live::greet(LiveReader& reader, std::vector<store::Case> const& alarms, std::optional<std::int64_t> from) {
  std::uint64_t const retry = retry_min + parts_.random.below(retry_spread);
  reader.send("retry: " + std::to_string(retry) + "\n\n");
  boost::json::object const hello{{"stream", reader.id()},
                                  {"seq", memory_.last()},
                                  {"now", instant_json(parts_.clock.now())},
                                  {"build", instant_json(started_)},
                                  {"me", reader.actor().name}};
  bool const goes_on = from && memory_.reaches(*from);
  reader.send(frame(goes_on ? *from : memory_.last(), "hello", hello));
  if (from && !goes_on) reader.send(frame(0, "resync", {{"why", "too much happened since"}}));
  if (goes_on) {
    for (LiveEvent const* const event : memory_.behind(*from)) reader.tell(*event);
  }
  for (store::Case const& each : alarms) {
    reader.send(frame(0, "alarm", {{"id", each.ref}, {"since", instant_json(each.opened)}}));
  }
}

Task<HttpResponse> Live::open(Call call) {
  if (std::optional<HttpResponse> full = no_room(call.actor)) co_return *std::move(full);
  base::Result<void> const begun = co_await begin();
  if (!begun) co_return base::problem(begun.error());
  base::Result<std::vector<store::Case>> const alarms = co_await parts_.feed.alarms(call.actor);
  if (!alarms) co_return base::problem(alarms.error());
  Task<void> noting = parts_.feed.note(call.actor);
  co_await std::move(noting);
  LiveReader::Again again = [&door = parts_.door, actor = call.actor, secret = call.secret,
                             bearer = call.bearer]() -> std::optional<desk::Actor> {
    if (actor.is_shell) return actor;
    if (!bearer.empty()) return door.find_token(bearer);
    std::optional<desk::SignedIn> signed_in = door.find_session(secret);
    return signed_in ? std::optional(std::move(signed_in->actor)) : std::nullopt;
  };
  auto const reader = std::make_shared<LiveReader>(parts_.loop, parts_.clock, parts_.random.hex(stream_id_bytes),
                                                   call.actor, std::move(again));
  reader->look_again();  // since the journal may have said so while we waited
  greet(*reader, *alarms, call.last_event);
  readers_.push_back(reader);
  HttpResponse response;
  response.headers = {
      {"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
  response.stream = reader;
  co_return response;
}

HttpResponse Live::watch(Call const& call) {
  std::optional<std::vector<std::string>> refs = call.list("cases");
  if (!refs || refs->size() > LiveReader::watched_max) {
    return wrong_field("cases", "cases: a list of at most 20 case numbers.");
  }
  for (Reader const& each : present()) {
    if (each->id() != call.ref || each->actor().name != call.actor.name) continue;
    each->watch(*std::move(refs));
    return done();
  }
  return base::problem(404, "Not found", "This stream has ended: open another.");
}

Task<HttpResponse> Live::changes(Call call) {
  if (base::Result<void> const only = call.query.only({"since"}); !only) co_return base::problem(only.error());
  std::string const since = call.query.word("since");
  std::optional<std::int64_t> const from = number_of(since);
  if (!since.empty() && !from) co_return wrong_field("since", "since: the \"seq\" of the answer before.");
  base::Result<void> const begun = co_await begin();
  if (!begun) co_return base::problem(begun.error());
  Task<void> reading = read_on();
  co_await std::move(reading);
  Task<void> noting = parts_.feed.note(call.actor);
  co_await std::move(noting);
  boost::json::array events;
  std::int64_t seq = memory_.last();
  bool const goes_on = from && memory_.reaches(*from);
  for (LiveEvent const* const event : goes_on ? memory_.behind(*from) : std::vector<LiveEvent const*>{}) {
    if (events.size() >= changes_max) break;
    seq = event->happening.seq;
    for (Told& told : told_of(*event, call.actor, {})) {
      events.push_back({{"seq", seq}, {"event", told.event}, {"data", std::move(told.data)}});
    }
  }
  if (events.size() < changes_max) seq = memory_.last();
  co_return answer(200, {{"seq", seq}, {"resync", from.has_value() && !goes_on}, {"events", std::move(events)}});
}

namespace {

HttpResponse not_here() {
  return base::problem({base::Code::busy, "Live events come from a running gateway: start it.", {}, {}});
}

}  // namespace

Task<HttpResponse> open_events(Call call) {
  if (call.parts.live == nullptr) co_return not_here();
  Live& live = *call.parts.live;
  Task<HttpResponse> opening = live.open(std::move(call));
  HttpResponse response = co_await std::move(opening);
  co_return response;
}

Task<HttpResponse> watch_cases(Call call) {
  if (call.parts.live == nullptr) co_return not_here();
  co_return call.parts.live->watch(call);
}

Task<HttpResponse> list_changes(Call call) {
  if (call.parts.live == nullptr) co_return not_here();
  Live& live = *call.parts.live;
  Task<HttpResponse> listing = live.changes(std::move(call));
  HttpResponse response = co_await std::move(listing);
  co_return response;
}

}  // namespace console
