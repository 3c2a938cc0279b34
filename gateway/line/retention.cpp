#include "gateway/line/retention.hpp"

namespace line {

namespace {

constexpr std::string_view asked = "asked";
constexpr std::string_view old = "old";

store::Timer timer_of(std::string subject, base::Instant due) {
  return {.due = due,
          .kind = store::TimerKind::retention,
          .subject = std::move(subject),
          .generation = due.time_since_epoch().count()};
}

// "old 17": after the contact of that id.
store::ContactId last_of(std::string_view subject) {
  std::size_t const blank = subject.find(' ');
  if (blank == std::string_view::npos) return {};
  return store::parse_id<store::ContactId>(subject.substr(blank + 1)).value_or(store::ContactId{});
}

}  // namespace

void Retention::begin(store::Transaction& tx) const {
  // A round that was cut off by a stop goes on by its own timer; another one beside it does no harm.
  for (std::string_view const subject : {asked, old}) {
    if (!store::has_timer(tx, store::TimerKind::retention, subject))
      store::set_timer(tx, timer_of(std::string(subject), tx.now() + asked_every));
  }
}

base::Task<base::Result<bool>> Retention::act(store::Timer timer) {
  base::Result<Next> const next = co_await sweep(timer.subject);
  if (!next) co_return std::unexpected(next.error());
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    bool const stood = store::take_timer(tx, timer);
    if (stood) store::set_timer(tx, timer_of(next->subject, tx.now() + next->pause));
    return stood;
  };
  base::Result<bool> const acted = co_await parts_.store.write(unit);
  co_return acted;
}

base::Task<base::Result<Retention::Next>> Retention::sweep(std::string subject) {
  if (subject == asked) {
    base::Result<int> const erased = co_await parts_.erasure.sweep_asked();
    if (!erased) co_return std::unexpected(erased.error());
    count(*erased);
    co_return Next{.subject = std::move(subject), .pause = asked_every};
  }
  store::ContactId const last = last_of(subject);
  base::Result<desk::Erasure::Swept> const swept = co_await parts_.erasure.sweep_old(last);
  if (!swept) co_return std::unexpected(swept.error());
  count(swept->erased);
  if (!swept->last) co_return Next{.subject = std::string(old), .pause = old_every};
  co_return Next{.subject = std::string(old) + " " + store::text(swept->last), .pause = old_pause};
}

void Retention::count(int erased) {
  if (erased == 0) return;
  parts_.metrics.increment("saathi_erased_total", {}, erased);
  parts_.log.info("erased", {{"people", erased}});
}

}  // namespace line
