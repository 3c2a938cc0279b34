#include "gateway/line/night_watch.hpp"

#include "gateway/desk/countries.hpp"
#include "gateway/desk/rosters.hpp"

#include <algorithm>

namespace line {

namespace {

constexpr std::string_view subject = "night";

std::chrono::sys_days date_of(base::Zone const& zone, base::Instant now) { return base::wall_time(now, zone).date; }

base::Instant at(base::Zone const& zone, std::chrono::sys_days day, std::chrono::hours of_day) {
  std::chrono::days const more = std::chrono::floor<std::chrono::days>(of_day);
  return base::instant_of({.date = day + more, .of_day = of_day - more}, zone);
}

void set(store::Transaction& tx, base::Zone const& zone) {
  store::set_timer(tx, {.due = next_watch(zone, tx.now()),
                        .kind = store::TimerKind::roster,
                        .subject = std::string(subject),
                        .generation = tx.now().time_since_epoch().count()});
}

bool runs_rosters(store::Account const& account) {
  bool const is_hers = std::ranges::any_of(
      account.roles, [](store::Role role) { return role == store::Role::manager || role == store::Role::lead; });
  return is_hers && account.state == store::AccountState::active;
}

// Nothing: the timer was set anew meanwhile. Else how many were told, of how many holes.
struct Watched {
  std::size_t holes = 0;
  int told = 0;
};

base::Result<std::optional<Watched>> watch(store::Transaction& tx, desk::Directory const& directory,
                                           NoticeWays const& ways, store::Timer const& timer) {
  if (!store::take_timer(tx, timer)) return std::optional<Watched>{};
  set(tx, directory.zone);
  std::chrono::sys_days const today = date_of(directory.zone, tx.now());
  desk::Roster const roster{.accounts = store::accounts(tx, desk::roster_people_max),
                            .shifts = store::shifts(tx, desk::shifts_max)};
  desk::Span const night{.from = at(directory.zone, today, night_from),
                         .until = at(directory.zone, today, night_until)};
  std::vector<desk::Hole> const holes = desk::find_holes(roster, directory, night);
  Watched watched{.holes = holes.size(), .told = 0};
  if (holes.empty()) return watched;
  std::string const sentence = holes_in_words(holes, directory.zone);
  for (store::Account const& account : roster.accounts) {
    bool const is_told =
        runs_rosters(account) && tell_hole(tx, ways, account, "roster " + desk::format_date(today), sentence);
    if (is_told) ++watched.told;
  }
  tx.journal("clock", "roster_empty", "roster");
  return watched;
}

}  // namespace

base::Instant next_watch(base::Zone const& zone, base::Instant now) {
  std::chrono::sys_days const today = date_of(zone, now);
  base::Instant const next = at(zone, today, night_watch_at);
  return next > now ? next : at(zone, today + std::chrono::days{1}, night_watch_at);
}

std::string holes_in_words(std::vector<desk::Hole> const& holes, base::Zone const& zone) {
  if (holes.empty()) return {};
  std::string words = "Nobody is on duty tonight: ";
  for (desk::Hole const& hole : holes) {
    if (&hole != &holes.front()) words += ", ";
    store::Shift const times{.from = base::wall_time(hole.span.from, zone).of_day,
                             .until = base::wall_time(hole.span.until, zone).of_day};
    words += hole.queue + " " + desk::times_in_words(times);
  }
  return words + ".";
}

void NightWatch::begin(store::Transaction& tx) const {
  if (!store::has_timer(tx, store::TimerKind::roster, subject)) set(tx, parts_.content->directory.zone);
}

base::Task<base::Result<bool>> NightWatch::act(store::Timer timer) {
  std::shared_ptr<Content const> const content = parts_.content;
  auto const unit = [&](store::Transaction& tx) { return watch(tx, content->directory, parts_.ways, timer); };
  base::Result<std::optional<Watched>> const watched = co_await parts_.store.write(unit);
  if (!watched) co_return std::unexpected(watched.error());
  bool const stood = watched->has_value();
  if (stood && (*watched)->holes > 0) parts_.log.warning("roster_empty", {{"told", (*watched)->told}});
  co_return stood;
}

}  // namespace line
