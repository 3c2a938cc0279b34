#include "gateway/desk/rosters.hpp"

#include "gateway/desk/countries.hpp"
#include "gateway/desk/record_act.hpp"

#include <algorithm>

namespace desk {
namespace {

using base::Code;
using base::Result;

std::string date_in_words(std::optional<std::chrono::sys_days> const& day) {
  return day ? format_date(*day) : std::string();
}

RosterRow row_of(store::Shift const& shift, std::string account) {
  return {.id = shift.id,
          .words = {.account = std::move(account),
                    .post = shift.post,
                    .days = days_in_words(shift.days),
                    .times = times_in_words(shift),
                    .first = date_in_words(shift.first),
                    .last = date_in_words(shift.last),
                    .woman = shift.woman}};
}

Result<RosterRow> add_one(store::Transaction& tx, Directory const& directory, ShiftWords const& words) {
  Result<store::Shift> shift = parse_shift(words);
  if (!shift) return std::unexpected(shift.error());
  if (!is_post(words.post) && directory.find_queue(words.post) == nullptr) {
    return base::error(Code::bad_input, "post: a queue of the directory, or lead, duty_phone, chair, senior.");
  }
  std::optional<store::Account> const account = store::find_account(tx, words.account);
  if (!account) return base::error(Code::bad_input, "account: there is none of this name.");
  bool const sits_there =
      is_post(words.post) || std::ranges::find(account->queues, words.post) != account->queues.end();
  if (!sits_there) {
    return base::error(Code::bad_input, "account: she is no member of this queue, so she could not see its cases.");
  }
  shift->account = account->id;
  shift->id = store::add_shift(tx, *shift);
  return row_of(*shift, words.account);
}

Roster read_roster(store::Snapshot& snapshot) {
  return {.accounts = store::accounts(snapshot, roster_people_max), .shifts = store::shifts(snapshot, shifts_max)};
}

}  // namespace

base::Task<Result<std::vector<RosterRow>>> Rosters::add(Actor actor, std::vector<ShiftWords> wanted) {
  if (wanted.empty() || wanted.size() > shifts_at_once_max) {
    co_return base::error(Code::bad_input, "shifts: a list of 1 to " + std::to_string(shifts_at_once_max) + ".");
  }
  std::shared_ptr<Directory const> const directory = directory_();
  auto const unit = [&](store::Transaction& tx) -> Result<std::vector<RosterRow>> {
    std::vector<RosterRow> rows;
    for (ShiftWords const& words : wanted) {
      Result<RosterRow> row = add_one(tx, *directory, words);
      if (!row) {
        std::string const place = "shifts[" + std::to_string(rows.size()) + "]: ";
        return base::error(row.error().code, place + row.error().message);
      }
      rows.push_back(*std::move(row));
    }
    record_act(tx, actor, "added_shifts", "roster");
    return rows;
  };
  Result<std::vector<RosterRow>> rows = co_await store_.write(unit);
  co_return rows;
}

base::Task<Result<void>> Rosters::remove(Actor actor, store::ShiftId id) {
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    if (!store::remove_shift(tx, id)) return base::error(Code::not_found, "There is no such shift on the roster.");
    record_act(tx, actor, "removed_shift", "roster");
    return {};
  };
  Result<void> const removed = co_await store_.write(unit);
  co_return removed;
}

base::Task<Result<std::vector<RosterRow>>> Rosters::list(Actor actor) {
  auto const unit = [&](store::Transaction& tx) -> Result<std::vector<RosterRow>> {
    tx.journal(actor.name, "listed", "roster");
    Roster const roster = read_roster(tx);
    std::vector<RosterRow> rows;
    for (store::Shift const& shift : roster.shifts) {
      auto const account = std::ranges::find(roster.accounts, shift.account, &store::Account::id);
      if (account != roster.accounts.end()) rows.push_back(row_of(shift, account->name));
    }
    return rows;
  };
  Result<std::vector<RosterRow>> rows = co_await store_.write(unit);
  co_return rows;
}

base::Task<Result<RosterNow>> Rosters::now(Actor actor) {
  std::shared_ptr<Directory const> const directory = directory_();
  auto const unit = [&](store::Transaction& tx) -> Result<RosterNow> {
    tx.journal(actor.name, "looked", "roster");
    Roster const roster = read_roster(tx);
    Span const ahead{.from = tx.now(), .until = tx.now() + holes_ahead};
    RosterNow now{.on_duty = {},
                  .holes = find_holes(roster, *directory, ahead),
                  .overlaps = find_overlaps(roster, *directory, ahead)};
    for (store::Shift const& shift : roster.shifts) {
      if (now.on_duty.contains(shift.post)) continue;
      std::vector<std::string>& names = now.on_duty[shift.post];
      for (store::Account const* account : on_duty(roster, shift.post, directory->zone, tx.now()))
        names.push_back(account->name);
    }
    return now;
  };
  Result<RosterNow> now = co_await store_.write(unit);
  co_return now;
}

}  // namespace desk
