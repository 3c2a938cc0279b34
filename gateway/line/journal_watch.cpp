#include "gateway/line/journal_watch.hpp"

#include "gateway/desk/rosters.hpp"
#include "gateway/store/journal.hpp"

#include <algorithm>

namespace line {

namespace {

constexpr std::string_view subject = "hour";
// Of one hour; what is beyond is looked at with the next.
constexpr int entries_max = 50'000;

void set(store::Transaction& tx, std::int64_t looked_at) {
  store::set_timer(tx, {.due = tx.now() + journal_watch_every,
                        .kind = store::TimerKind::journal,
                        .subject = std::string(subject),
                        .generation = looked_at});
}

bool hears_of_readings(store::Account const& account) {
  bool const is_hers = std::ranges::any_of(
      account.roles, [](store::Role role) { return role == store::Role::lead || role == store::Role::data_officer; });
  return is_hers && account.state == store::AccountState::active;
}

// Nothing: the timer was set anew meanwhile. Else how many readings were unusual.
base::Result<std::optional<std::size_t>> watch(store::Transaction& tx, store::JournalSigner const& signer,
                                               desk::Directory const& directory, NoticeWays const& ways,
                                               store::Timer const& timer) {
  if (!store::take_timer(tx, timer)) return std::optional<std::size_t>{};
  std::vector<store::JournalEntry> const entries = store::journal_after(tx, timer.generation, entries_max);
  std::int64_t const looked_at = entries.empty() ? timer.generation : entries.back().seq;
  set(tx, looked_at);
  desk::Roster const roster{.accounts = store::accounts(tx, desk::roster_people_max),
                            .shifts = store::shifts(tx, desk::shifts_max)};
  std::vector<desk::Reading> const unusual = desk::unusual_readings(entries, roster, directory.zone);
  for (desk::Reading const& each : unusual) {
    tx.journal("clock", "unusual_reading", "reading " + each.who, R"({"cases":)" + std::to_string(each.cases) + "}");
    std::string const event = "reading " + each.who + " " + std::to_string(looked_at);
    for (store::Account const& account : roster.accounts) {
      if (hears_of_readings(account) && account.name != each.who)
        tell_reading(tx, ways, account, event, desk::in_words(each));
    }
  }
  store::seal_journal(tx, signer);
  return unusual.size();
}

}  // namespace

void JournalWatch::begin(store::Transaction& tx) const {
  if (!store::has_timer(tx, store::TimerKind::journal, subject)) set(tx, store::last_journal_seq(tx));
}

base::Task<base::Result<bool>> JournalWatch::act(store::Timer timer) {
  std::shared_ptr<Content const> const content = parts_.content;
  auto const unit = [&](store::Transaction& tx) {
    return watch(tx, parts_.signer, content->directory, parts_.ways, timer);
  };
  base::Result<std::optional<std::size_t>> const unusual = co_await parts_.store.write(unit);
  if (!unusual) co_return std::unexpected(unusual.error());
  bool const stood = unusual->has_value();
  if (stood && **unusual > 0) parts_.log.warning("unusual_reading", {{"people", **unusual}});
  co_return stood;
}

}  // namespace line
