#include "gateway/desk/roster.hpp"

#include <algorithm>
#include <array>

namespace desk {
namespace {

using base::Instant;
using std::chrono::days;
using std::chrono::sys_days;
using store::Account;
using store::Shift;

using People = std::vector<Account const*>;

constexpr std::array<std::string_view, 4> posts{"lead", "duty_phone", "chair", "senior"};
constexpr std::string_view own_people = "safeguard";
// What a conversation sets of a woman or girl, and what people tick for whoever asks.
constexpr std::array<std::string_view, 2> wish_a_woman{"woman", "woman_operator"};
// Where a script answers, and where nobody does.
constexpr std::array<std::string_view, 2> unmanned{"auto", "quarantine"};

template <class List, class Item>
bool has(List const& list, Item const& item) {
  return std::ranges::find(list, item) != list.end();
}

// The shift that begins on that day; nothing: none does.
std::optional<Span> begun_on(Shift const& shift, sys_days day, base::Zone const& zone) {
  unsigned const weekday = std::chrono::weekday{day}.c_encoding();
  if (((shift.days >> weekday) & 1U) == 0) return std::nullopt;
  if ((shift.first && day < *shift.first) || (shift.last && day > *shift.last)) return std::nullopt;
  sys_days const end = shift.until <= shift.from ? day + days{1} : day;
  return Span{.from = base::instant_of({.date = day, .of_day = shift.from}, zone),
              .until = base::instant_of({.date = end, .of_day = shift.until}, zone)};
}

std::vector<Span> spans_of(Shift const& shift, base::Zone const& zone, Span const& within) {
  std::vector<Span> spans;
  sys_days const last{base::wall_time(within.until, zone).date};
  for (sys_days day = sys_days{base::wall_time(within.from, zone).date} - days{1}; day <= last; day += days{1}) {
    std::optional<Span> const span = begun_on(shift, day, zone);
    if (span && span->until > within.from && span->from < within.until) spans.push_back(*span);
  }
  return spans;
}

bool is_on(Shift const& shift, base::Zone const& zone, Instant now) {
  std::vector<Span> const spans = spans_of(shift, zone, {.from = now, .until = now + base::Milliseconds{1}});
  return std::ranges::any_of(spans, [&](Span const& span) { return span.from <= now && now < span.until; });
}

Account const* find_account(Roster const& roster, store::AccountId id) {
  auto const found = std::ranges::find(roster.accounts, id, &Account::id);
  return found == roster.accounts.end() ? nullptr : &*found;
}

bool works(Account const& account) { return account.state == store::AccountState::active; }
bool sits_in(Account const& account, std::string_view queue) { return has(account.queues, queue); }

template <class Wanted>
People select(Roster const& roster, Wanted wanted) {
  People people;
  for (Account const& account : roster.accounts) {
    if (works(account) && wanted(account)) people.push_back(&account);
  }
  return people;
}

bool is_caseworker(Account const& account) {
  return has(account.roles, store::Role::operator_) || has(account.roles, store::Role::senior) ||
         has(account.roles, store::Role::lead);
}

// Those for whom it holds, or all if it holds for none.
template <class Wish>
People preferred(People people, Wish wish) {
  People wished;
  std::ranges::copy_if(people, std::back_inserter(wished), wish);
  return wished.empty() ? people : wished;
}

class Telling {
 public:
  Telling(store::Case const& record, Roster const& roster, Directory const& directory, Instant now)
      : record_(record), roster_(roster), directory_(directory), now_(now) {}

  [[nodiscard]] People people(std::string_view who) const {
    if (who == "queue") return of_queue();
    if (who == "holder") {
      People holder = select(roster_, [&](Account const& account) { return account.name == record_.holder; });
      return holder.empty() ? of_queue() : holder;
    }
    People people = allowed(on_duty(roster_, who, directory_.zone, now_));
    if (!people.empty() || (who != "lead" && who != "senior")) return people;
    return allowed(with_role(who == "lead" ? store::Role::lead : store::Role::senior));
  }

 private:
  [[nodiscard]] bool may_know(Account const& account) const {
    if (has(record_.about, account.organisation)) return false;
    return record_.queue != own_people || sits_in(account, own_people);
  }
  [[nodiscard]] People allowed(People people) const {
    std::erase_if(people, [this](Account const* account) { return !may_know(*account); });
    return people;
  }

  [[nodiscard]] People with_role(store::Role role) const {
    People const all = select(roster_, [&](Account const& account) { return has(account.roles, role); });
    return preferred(all, [this](Account const* account) { return sits_in(*account, record_.queue); });
  }

  // Who is on duty in the queue, else who sits in it, else the same of its backups.
  [[nodiscard]] People of_queue() const {
    std::string_view code = record_.queue;
    for (std::size_t step = 0; !code.empty() && step <= directory_.queues.size(); ++step) {
      People people = allowed(on_duty(roster_, code, directory_.zone, now_));
      if (!people.empty()) return chosen(std::move(people));
      people = allowed(
          select(roster_, [&](Account const& account) { return sits_in(account, code) && is_caseworker(account); }));
      if (!people.empty()) return chosen(std::move(people));
      Queue const* const queue = directory_.find_queue(code);
      code = queue == nullptr || code == own_people ? std::string_view{} : std::string_view{queue->backup};
    }
    return {};
  }

  [[nodiscard]] People chosen(People people) const {
    if (std::ranges::any_of(wish_a_woman, [this](std::string_view tag) { return has(record_.tags, tag); })) {
      people = preferred(std::move(people), [this](Account const* account) {
        return std::ranges::any_of(roster_.shifts,
                                   [&](Shift const& shift) { return shift.account == account->id && shift.woman; });
      });
    }
    return preferred(std::move(people), [this](Account const* account) {
      std::string_view const written = record_.language;
      return has(account->languages, written.substr(0, written.find('-')));
    });
  }

  store::Case const& record_;
  Roster const& roster_;
  Directory const& directory_;
  Instant now_;
};

void add_holes(std::vector<Hole>& holes, std::string const& queue, Span open, std::vector<Span> const& duty) {
  for (Span const& span : duty) {
    if (span.until <= open.from || span.from >= open.until) continue;
    if (span.from > open.from) holes.push_back({.queue = queue, .span = {.from = open.from, .until = span.from}});
    open.from = std::max(open.from, span.until);
  }
  if (open.from < open.until) holes.push_back({.queue = queue, .span = open});
}

struct Stint {
  Shift const* shift;
  Span span;
};

}  // namespace

bool is_post(std::string_view post) { return has(posts, post); }

People on_duty(Roster const& roster, std::string_view post, base::Zone const& zone, Instant now) {
  People people;
  for (Shift const& shift : roster.shifts) {
    if (shift.post != post || !is_on(shift, zone, now)) continue;
    Account const* const account = find_account(roster, shift.account);
    if (account != nullptr && works(*account) && !has(people, account)) people.push_back(account);
  }
  return people;
}

People whom_to_tell(std::string_view who, store::Case const& record, Roster const& roster, Directory const& directory,
                    Instant now) {
  return Telling{record, roster, directory, now}.people(who);
}

std::vector<Hole> find_holes(Roster const& roster, Directory const& directory, Span const& within) {
  std::vector<Hole> holes;
  for (auto const& [code, queue] : directory.queues) {
    if (has(unmanned, code)) continue;
    std::vector<Span> duty;
    for (Shift const& shift : roster.shifts) {
      Account const* const account = find_account(roster, shift.account);
      if (shift.post != code || account == nullptr || !works(*account)) continue;
      std::ranges::copy(spans_of(shift, directory.zone, within), std::back_inserter(duty));
    }
    std::ranges::sort(duty, {}, &Span::from);
    for (OpenSpan const& open : open_spans(queue.hours, within.from, within.until))
      add_holes(holes, code, {.from = open.from, .until = open.until}, duty);
  }
  return holes;
}

std::vector<Overlap> find_overlaps(Roster const& roster, Directory const& directory, Span const& within) {
  std::vector<Stint> stints;
  for (Shift const& shift : roster.shifts) {
    if (is_post(shift.post)) continue;  // the lead may well sit in a queue
    for (Span const& span : spans_of(shift, directory.zone, within)) stints.push_back({&shift, span});
  }
  std::ranges::sort(stints, [](Stint const& a, Stint const& b) {
    return a.shift->account != b.shift->account ? a.shift->account < b.shift->account : a.span.from < b.span.from;
  });
  std::vector<Overlap> overlaps;
  for (std::size_t i = 1; i < stints.size(); ++i) {
    Stint const& before = stints[i - 1];
    Stint const& after = stints[i];
    if (before.shift->account != after.shift->account || after.span.from >= before.span.until) continue;
    Account const* const account = find_account(roster, after.shift->account);
    overlaps.push_back({.account = account == nullptr ? std::string() : account->name,
                        .post = before.shift->post,
                        .other = after.shift->post,
                        .span = {.from = after.span.from, .until = std::min(before.span.until, after.span.until)}});
  }
  return overlaps;
}

}  // namespace desk
