#include "tests/worlds/desk_world.hpp"

#include "gateway/desk/case_states.hpp"
#include "gateway/desk/closing.hpp"
#include "gateway/desk/joined_cases.hpp"
#include "gateway/desk/notes.hpp"
#include "gateway/desk/stranger.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/timer.hpp"

namespace worlds {

namespace {

constexpr base::Milliseconds no_time{0};
constexpr int steps_min = 15;
constexpr int steps_max = 45;
constexpr std::string_view senior = "chandra";
constexpr std::array names = std::to_array<std::string_view>({"asha", "binod", senior});
constexpr std::array downtimes{0, 1000, 100'000, 3'600'000};

Fault on_disk(DeskFault fault) { return fault == DeskFault::commit_skipped ? Fault::commit_skipped : Fault::none; }

store::Viewer everything() { return {.name = {}, .all = true, .queues = {}}; }

bool has_queue(std::string_view code) { return support::shipped_content()->directory.find_queue(code) != nullptr; }

}  // namespace

std::string_view name(DeskFault fault) {
  switch (fault) {
    case DeskFault::none: return "no fault";
    case DeskFault::double_owner: return "a double owner";
    case DeskFault::lost_update: return "a lost update";
    case DeskFault::lost_case: return "a lost case";
    case DeskFault::lost_note: return "a lost note";
    case DeskFault::missed_clock: return "a missed clock";
    case DeskFault::missed_level: return "a missed service level";
    case DeskFault::doubled_clock: return "a doubled clock";
    case DeskFault::commit_skipped: return "a skipped commit";
  }
  return {};
}

DeskWorld::DeskWorld(std::uint64_t seed, DeskFault fault)
    : fault_(fault),
      dice_(seed),
      network_({.loop = loop_.executor(),
                .agenda = agenda_,
                .dice = dice_,
                .trace = trace_,
                .clock = clock_,
                .moments = moments_}),
      process_({.loop = loop_,
                .clock = clock_,
                .agenda = agenda_,
                .dice = dice_,
                .network = network_,
                .trace = trace_,
                .seed = seed,
                .fault = on_disk(fault)}),
      people_({.process = process_, .agenda = agenda_, .dice = dice_, .trace = trace_, .moments = moments_},
              dice_.between(1, 3)) {
  network_.on_sending = [this] { process_.reach(Kill::sending); };
  network_.on_accepted_by_provider = [this] { process_.reach(Kill::accepted); };
  network_.on_arrival = [](std::size_t) {};
  process_.on_commit = [] {};
}

void DeskWorld::live() {
  hire();
  people_.write();
  pass(std::chrono::seconds(10));
  int const steps = dice_.between(steps_min, steps_max);
  for (int i = 0; i < steps; ++i) step();
  come_to_rest();
}

// Two operators and a senior, one of them in some of the queues only.
void DeskWorld::hire() {
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    staff_.clear();
    for (std::string_view const each : names) {
      store::Account account;
      account.name = each;
      account.organisation = "pncc";
      account.roles = {each == senior ? store::Role::senior : store::Role::operator_};
      account.state = store::AccountState::active;
      for (auto const& [code, queue] : support::shipped_content()->directory.queues) {
        if (each != "binod" || code == "intake" || code == "crisis") account.queues.push_back(code);
      }
      base::Result<store::Account> const made = store::make_account(tx, account);
      if (!made) return std::unexpected(made.error());
      staff_.emplace_back(*made);
    }
    return true;
  };
  base::Result<bool> const hired = process_.gateway().store().write_now(unit);
  if (!hired) throw std::runtime_error(hired.error().message);
}

void DeskWorld::step() {
  int const luck = dice_.between(1, 100);
  if (luck <= 55) {
    for (int i = dice_.between(1, 3); i > 0; --i) act();
    if (dice_.in_hundred(30)) people_.write();
    pass(dice_.in_hundred(50) ? no_time : base::Milliseconds(dice_.between(1, 20'000)));
  } else if (luck <= 67) {
    people_.write();
    pass(no_time);
  } else if (luck <= 80) {
    pass(std::chrono::minutes(dice_.between(1, 40)));
  } else if (luck <= 86) {
    // The machine slept, or its clock was set: nobody was there in between.
    trace_.add("the clock jumps");
    clock_.advance(std::chrono::minutes(dice_.between(1, 600)));
    pass(no_time);
  } else if (luck <= 94) {
    constexpr std::array kills{Kill::before_commit, Kill::after_commit};
    process_.arm(dice_.pick(kills), dice_.between(1, 4));
  } else if (luck <= 96) {
    process_.fill_disk(!process_.is_disk_full());
  } else {
    trace_.add("killed");
    process_.die();
    pass(no_time);
  }
  look();
  plant();
}

// Whoever looks remembers what she saw, for longer than it is true.
void DeskWorld::look() {
  if (!process_.is_up() || dice_.in_hundred(40)) return;
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<bool> {
    for (store::Case const& record : store::open_cases(snapshot, everything(), 50)) {
      seen_[record.ref] = record.version;
      if (copies_.size() < 2 || dice_.in_hundred(20)) copies_.insert_or_assign(record.ref, record);
    }
    return true;
  };
  base::Result<bool> const looked = process_.gateway().store().read_now(unit);
  static_cast<void>(looked);
}

DeskWorld::Move DeskWorld::draw_move(std::string const& ref) {
  constexpr std::array severities{store::Severity::low, store::Severity::medium, store::Severity::high,
                                  store::Severity::critical};
  constexpr std::array waits{store::CaseState::waiting_caller, store::CaseState::waiting_partner,
                             store::CaseState::unsafe_hold};
  auto other = seen_.begin();
  std::advance(other, static_cast<std::ptrdiff_t>(dice_.place(seen_.size())));
  std::string const somebody(dice_.pick(names));
  switch (dice_.between(0, 17)) {
    case 0:
    case 1:
    case 2:
    case 3: return {"claimed", desk::claim()};
    case 4: return {"released", desk::release()};
    case 5: return {"assigned", desk::assign(somebody)};
    case 6:
    case 7:
      return {"offered", desk::offer({.to = dice_.in_hundred(70) ? somebody : std::string(),
                                      .queue = dice_.in_hundred(50) ? "crisis" : std::string(),
                                      .next_step = "ring her tonight"},
                                     has_queue)};
    case 8:
    case 9: return {"accepted", desk::accept()};
    case 10: return {"refused", desk::refuse("my shift ends")};
    case 11: return {"waits", desk::wait(dice_.pick(waits), "until tomorrow")};
    case 12: return {"resumed", desk::resume()};
    case 13: return {"severity_", desk::set_severity(dice_.pick(severities), "as I see it")};
    case 14: return {"noted", desk::add_note("rang, no answer")};
    case 15: return {"closed", desk::close({.code = "R1", .said = "thank you"})};
    case 16: return {"reopened", desk::reopen("she wrote again")};
    default: break;
  }
  if (dice_.in_hundred(50)) return {"rules_frozen", desk::freeze_rules("style")};
  if (other->first == ref) return {"noted", desk::add_note("alone")};
  return {"linked", desk::link(other->first, store::CaseLinkKind::same_place)};
}

void DeskWorld::act() {
  if (!process_.is_up() || seen_.empty()) return;
  auto chosen = seen_.begin();
  std::advance(chosen, static_cast<std::ptrdiff_t>(dice_.place(seen_.size())));
  auto const& [ref, version] = *chosen;
  desk::Actor const who = dice_.pick(staff_);
  std::optional<std::int64_t> const seen = dice_.in_hundred(60) ? std::optional(version) : std::nullopt;
  std::size_t const attempt = attempts_.size();
  bool const writes = dice_.in_hundred(15);
  Move move = writes ? Move{"answered", {}} : draw_move(ref);
  attempts_.push_back({.who = who.name, .what = std::string(move.what), .ref = ref});
  auto const told = [this, attempt](bool works) {
    attempts_[attempt].told = true;
    attempts_[attempt].works = works;
    trace_.add(attempts_[attempt].who + " " + attempts_[attempt].what + " " + attempts_[attempt].ref +
               (works ? " is done" : " is refused"));
  };
  process_.act(writes ? answer(who, attempt) : run(who, attempt, seen, std::move(move.act)), told);
}

base::Task<bool> DeskWorld::run(desk::Actor actor, std::size_t attempt, std::optional<std::int64_t> seen,
                                desk::Act act) {
  std::string const ref = attempts_[attempt].ref;
  base::Result<store::Case> const after =
      co_await process_.gateway().cases().act(std::move(actor), ref, seen, std::move(act));
  if (after) attempts_[attempt].version = after->version;
  co_return after.has_value();
}

base::Task<bool> DeskWorld::answer(desk::Actor actor, std::size_t attempt) {
  std::string const ref = attempts_[attempt].ref;
  desk::Answer said{.text = "We are here."};
  base::Result<store::MessageId> const queued =
      co_await process_.gateway().cases().answer(std::move(actor), ref, std::nullopt, std::move(said));
  co_return queued.has_value();
}

// Once a world, but for the vanishing timers, behind the desk's back.
void DeskWorld::plant() {
  bool const wants = fault_ != DeskFault::none && fault_ != DeskFault::commit_skipped && !has_planted_;
  if (!wants || !process_.is_up() || seen_.empty()) return;
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    for (store::Case record : store::open_cases(tx, everything(), 50)) {
      bool const is_held = !record.holder.empty();
      if (fault_ == DeskFault::double_owner && is_held) {
        record.holder = record.holder == "asha" ? "binod" : "asha";
        store::save_case(tx, record, store::ChangedBy::other);
        tx.journal(record.holder, "claimed", desk::subject_of(record.ref), desk::detail_of(record.version, {}));
        return true;
      }
      auto const copy = copies_.find(record.ref);
      if (fault_ == DeskFault::lost_update && copy != copies_.end() && copy->second.holder != record.holder) {
        store::Case old = copy->second;
        store::save_case(tx, old, store::ChangedBy::other);
        tx.journal(std::string(senior), "facts_set", desk::subject_of(old.ref), desk::detail_of(old.version, {}));
        return true;
      }
      if (fault_ == DeskFault::lost_case) {
        record.state = store::CaseState::closed;
        record.closed = tx.now();
        record.version -= 1;
        store::save_case(tx, record, store::ChangedBy::other);
        return true;
      }
      if (fault_ == DeskFault::lost_note && tx.execute("delete from case_note where kind = 'note'") > 0) return true;
      if (fault_ == DeskFault::missed_clock && store::cancel_timer(tx, store::TimerKind::transfer, record.ref))
        return true;
      // Again and again, since every change of the case sets it anew.
      if (fault_ == DeskFault::missed_level)
        store::cancel_timer(tx, store::TimerKind::service_level, store::clock_subject(record.id));
      std::optional<store::CaseClock> clock = store::find_case_clock(tx, record.id);
      if (fault_ == DeskFault::doubled_clock && clock && !clock->told.empty()) {
        clock->told.clear();
        store::save_case_clock(tx, *clock);
        store::set_clock_timer(tx, record.id, tx.now());
        return true;
      }
    }
    return false;
  };
  base::Result<bool> const planted = process_.gateway().store().write_now(unit);
  has_planted_ = planted && *planted;
  if (has_planted_) trace_.add("fault: " + std::string(name(fault_)));
}

void DeskWorld::happen() {
  agenda_.begin_due();
  process_.settle();
  bool const is_gone = !process_.is_up() && !process_.is_stopping();
  if (process_.is_dead()) {
    process_.bury();
  } else if (!is_gone) {
    return;
  }
  clock_.advance_to(clock_.now() + base::Milliseconds(dice_.pick(downtimes)));
  process_.open();
  happen();
}

void DeskWorld::pass(base::Milliseconds time) {
  base::Instant const until = clock_.now() + time;
  // Bounds the work of a long time: what is due in between comes a little late, as on a machine that sleeps.
  base::Milliseconds const nap = time > std::chrono::hours(1) ? time / 200 : no_time;
  happen();
  while (clock_.now() < until) {
    base::Instant next = until;
    for (auto const& each : {agenda_.next(), clock_.next(), process_.next()})
      next = std::min(next, each.value_or(until));
    clock_.advance_to(std::min(until, std::max(next, clock_.now() + nap)));
    happen();
  }
}

// Longer than any offer stands.
void DeskWorld::come_to_rest() {
  process_.disarm();
  process_.fill_disk(false);
  pass(std::chrono::hours(5));
  // What is true on disk is true in the next life.
  process_.die();
  pass(std::chrono::minutes(2));
}

}  // namespace worlds
