#include "tests/worlds/world.hpp"

#include "gateway/desk/closing.hpp"
#include "gateway/store/contact.hpp"

#include <algorithm>
#include <ranges>

namespace worlds {

namespace {

constexpr base::Milliseconds no_time{0};
constexpr std::array downtimes{0, 0, 1000, 20'000, 100'000, 3'600'000};

}  // namespace

World::World(std::uint64_t seed, Fault fault)
    : fault_(fault),
      dice_(seed),
      network_({.loop = loop_.executor(),
                .agenda = agenda_,
                .dice = dice_,
                .trace = trace_,
                .clock = clock_,
                .moments = moments_,
                .fault = fault}),
      process_({.loop = loop_,
                .clock = clock_,
                .agenda = agenda_,
                .dice = dice_,
                .network = network_,
                .trace = trace_,
                .seed = seed,
                .fault = fault}),
      people_(
          {.process = process_, .agenda = agenda_, .dice = dice_, .trace = trace_, .moments = moments_, .fault = fault},
          dice_.between(1, 4)),
      reports_({.process = process_, .network = network_, .agenda = agenda_, .dice = dice_, .trace = trace_}) {
  network_.on_sending = [this] { process_.reach(Kill::sending); };
  network_.on_accepted_by_provider = [this] { process_.reach(Kill::accepted); };
  process_.on_commit = [this] { note_held(); };
  network_.on_arrival = [this](std::size_t arrival) { reports_.expect(arrival); };
}

void World::live() {
  int const steps = dice_.between(10, 40);
  for (int i = 0; i < steps; ++i) step();
  come_to_rest();
}

void World::step() {
  int const luck = dice_.between(1, 100);
  if (luck <= 36) {
    people_.write();
    pass(no_time);
  } else if (luck <= 44) {
    for (int i = dice_.between(2, 4); i > 0; --i) people_.write();
    pass(no_time);
  } else if (luck <= 66) {
    pass(base::Milliseconds(dice_.between(1, 30'000)));
  } else if (luck <= 74) {
    pass(std::chrono::minutes(dice_.between(1, 40)));
  } else if (luck <= 77) {
    pass(std::chrono::minutes(dice_.between(60, 1800)));
  } else if (luck <= 84) {
    draw_weather();
  } else if (luck <= 91) {
    draw_kill();
  } else if (luck <= 93) {
    process_.fill_disk(!process_.is_disk_full());
    trace_.add(process_.is_disk_full() ? "the disk is full" : "the disk has room");
  } else if (luck <= 98) {
    work_at_desk();
    pass(no_time);
  } else if (process_.is_up()) {
    process_.stop();
    pass(no_time);
  }
  if (fault_ == Fault::order_swapped) swap_order();
}

void World::draw_weather() {
  constexpr std::array weathers{Weather::fair, Weather::rough, Weather::rough, Weather::down};
  network_.set(dice_.pick(carriers), dice_.pick(weathers));
}

void World::draw_kill() {
  constexpr std::array kills{Kill::before_commit, Kill::after_commit, Kill::sending, Kill::accepted};
  if (dice_.in_hundred(20)) {
    trace_.add("killed while nothing happens");
    process_.die();
    pass(no_time);
  } else {
    process_.arm(dice_.pick(kills), dice_.between(1, 8));
  }
}

// One act on the gravest case, at the same time as whatever else happens.
void World::work_at_desk() {
  if (!process_.is_up()) return;
  int const kind = dice_.between(0, 5);
  people_.write();
  process_.act(act(kind), [this, kind](bool works) {
    trace_.add("the case worker's act " + std::to_string(kind) + (works ? " is done" : " is refused"));
  });
}

base::Task<bool> World::act(int kind) {
  desk::Actor const worker{"asha"};
  desk::CaseDesk& desk = process_.gateway().cases();
  base::Result<store::CasePage> const page = co_await desk.list(worker);
  if (!page || page->cases.empty()) co_return false;
  std::string const ref = page->cases.front().ref;
  if (kind <= 3) {
    desk::Closing const helped{.code = "R1", .said = {}};
    desk::Act done = kind <= 1 ? desk::claim() : kind == 2 ? desk::release() : desk::close(helped);
    base::Result<store::Case> const acted = co_await desk.act(worker, ref, std::nullopt, std::move(done));
    co_return acted.has_value();
  }
  desk::Answer said{.text = "We found someone who can help."};
  base::Result<store::MessageId> const answer = co_await desk.answer(worker, ref, std::nullopt, std::move(said));
  if (answer && !process_.is_dead()) answers_.push_back(*answer);
  co_return answer.has_value();
}

// The planted fault: of two replies of one person that wait, the first is kept back until the second has passed.
void World::swap_order() {
  if (!process_.is_up()) return;
  auto const keep_back = [&](store::Transaction& tx) -> base::Result<store::MessageId> {
    std::vector<store::Outbound> waiting = rows(tx);
    std::erase_if(waiting, [](store::Outbound const& row) { return row.state != store::OutboundState::queued; });
    auto const follow = [](store::Outbound const& first, store::Outbound const& second) {
      return first.contact == second.contact && first.channel == second.channel;
    };
    auto const first = std::ranges::adjacent_find(waiting, follow);
    if (first == waiting.end()) return store::MessageId{};
    store::hold(tx, first->id, tx.now() + std::chrono::seconds(30), "a planted fault");
    return first->id;
  };
  base::Result<store::MessageId> const held = process_.gateway().store().write_now(keep_back);
  if (!held || !*held) return;
  swapped_.insert(*held);
  trace_.add("fault: " + store::text(*held) + " is overtaken");
}

// All that was written to the people, of each in its order.
std::vector<store::Outbound> World::rows(store::Snapshot& snapshot) const {
  std::vector<store::Outbound> all;
  for (Person const& person : people_.all()) {
    store::AddressKey const address{store::Scheme::tel, store::Sealed<std::string>(person.number)};
    std::optional<store::Contact> const contact = store::find_contact(snapshot, address);
    if (!contact) continue;
    std::vector<store::Message> messages = store::history(snapshot, contact->id, 1000);
    for (store::Message const& message : std::views::reverse(messages)) {
      if (std::optional<store::Outbound> row = store::find_outbound(snapshot, message.id)) all.push_back(*row);
    }
  }
  return all;
}

// A rule that holds a row lets it go by itself, at its time or when she writes, so it has to be seen on the way.
void World::note_held() {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<bool> {
    auto const owed = store::owed(snapshot);
    auto const is_held = [](auto const& each) { return each.first == store::OutboundState::held; };
    if (std::ranges::none_of(owed, is_held)) return false;
    for (store::Outbound const& row : rows(snapshot)) {
      bool const by_rule = row.state == store::OutboundState::held && row.due && !swapped_.contains(row.id);
      if (by_rule) held_.insert(row.id);
    }
    return true;
  };
  base::Result<bool> const looked = store().read_now(look);
  static_cast<void>(looked);
}

// The end of every row is part of the trace: a repeated world is the same on disk, too.
void World::note_ends() {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<std::size_t> {
    std::vector<store::Outbound> const all = rows(snapshot);
    for (store::Outbound const& row : all) {
      trace_.add("row " + store::text(row.id) + " ends " + std::string(store::name(row.state)) + " after " +
                 std::to_string(row.attempts) + " attempts " + row.why);
    }
    return all.size();
  };
  base::Result<std::size_t> const looked = store().read_now(look);
  static_cast<void>(looked);
}

void World::happen() {
  agenda_.begin_due();
  process_.settle();
  bool const is_gone = !process_.is_up() && !process_.is_stopping();
  if (process_.is_dead()) {
    process_.bury();
  } else if (!is_gone) {
    return;
  }
  trace_.add("nobody is there");
  base::Milliseconds const downtime(dice_.pick(downtimes));
  base::Instant const until = clock_.now() + downtime;
  while (agenda_.next() && *agenda_.next() <= until) {
    clock_.advance_to(*agenda_.next());
    agenda_.begin_due();
  }
  clock_.advance_to(until);
  process_.open();
  happen();
}

void World::pass(base::Milliseconds time) {
  base::Instant const until = clock_.now() + time;
  // Bounds the work of a long time: what is due in between comes a little late, as on a machine that sleeps.
  base::Milliseconds const nap = time > std::chrono::hours(1) ? time / 200 : no_time;
  happen();
  while (clock_.now() < until) {
    base::Instant next = until;
    if (std::optional<base::Instant> const ours = agenda_.next()) next = std::min(next, *ours);
    if (std::optional<base::Instant> const theirs = clock_.next()) next = std::min(next, *theirs);
    if (std::optional<base::Instant> const disk = process_.next()) next = std::min(next, *disk);
    clock_.advance_to(std::min(until, std::max(next, clock_.now() + nap)));
    happen();
  }
}

bool World::owes_nothing() {
  auto const count = [](store::Snapshot& snapshot) -> base::Result<bool> { return store::owed(snapshot).empty(); };
  base::Result<bool> const nothing = store().read_now(count);
  return nothing && *nothing;
}

void World::come_to_rest() {
  process_.disarm();
  process_.fill_disk(false);
  for (Carrier const carrier : carriers) network_.set(carrier, Weather::fair);
  rest();
  // What is true on disk is true in the next life.
  process_.die();
  rest();
  note_ends();
}

void World::rest() {
  is_settled_ = false;
  // First what waits for a provider, then what waits for the morning, or a day long for her to write.
  for (int i = 0; i < 60 && !is_settled_; ++i) {
    pass(i < 20 ? std::chrono::minutes(4) : std::chrono::minutes(90));
    is_settled_ = people_.is_all_heard() && !agenda_.next() && network_.is_quiet() && owes_nothing();
  }
}

}  // namespace worlds
