#include "gateway/desk/erasure.hpp"

#include "gateway/desk/record_act.hpp"
#include "gateway/store/keeping/erase.hpp"
#include "gateway/store/legal_hold.hpp"

#include <algorithm>

namespace desk {

namespace {

using base::Code;
using base::Result;
using store::CaseState;
using store::ContactId;
using store::HerCase;
using store::HerRecord;
using store::Transaction;

// People looked at in one unit of work: some milliseconds.
constexpr int people_a_time = 200;
// What is on its way to her is waited for so long; it expires before.
constexpr std::chrono::hours goodbye_time{48};
constexpr std::size_t reason_bytes_max = 500;

bool is_open(HerCase const& each) { return !each.closed && each.state != CaseState::quarantined; }

std::chrono::days age_of(HerCase const& each) {
  if (each.category == "spam" || each.state == CaseState::quarantined) return spam_age;
  if (each.category == "unclear") return unclear_age;
  if (each.category == "info" || each.category == "optout") return information_age;
  return case_age;
}

std::unexpected<base::Error> no_such_case(std::string const& ref) {
  return base::error(Code::not_found, "There is no case " + ref + ".");
}

// Looks once more in the unit that erases, because she may write at any moment.
template <class IsDue>
Result<bool> erase_if_due(Transaction& tx, ContactId contact, store::ErasedFor why, IsDue const& is_due) {
  HerRecord const her = store::her_record(tx, contact);
  if (!is_due(her, tx.now())) return false;
  store::erase_contact(tx, contact, "clock", why);
  return true;
}

}  // namespace

std::string why_not_erase(HerRecord const& her) {
  if (her.is_on_hold) return "A legal hold lies on her data: lift it first, if the court or the lawyer says so.";
  for (HerCase const& each : her.cases) {
    if (!is_open(each)) continue;
    if (each.severity == store::Severity::critical)
      return "Case " + each.ref + " is open and critical: the safeguarding lead decides, and closes it first.";
    if (each.category == "conduct")
      return "Case " + each.ref +
             " is open and about our own people: the safeguarding lead decides, and closes it first.";
  }
  return {};
}

bool is_due_by_her_word(HerRecord const& her, base::Instant now) {
  if (!her.confirmed || her.last_heard > *her.confirmed || !why_not_erase(her).empty()) return false;
  return !her.is_owed || now >= *her.confirmed + goodbye_time;
}

std::optional<base::Instant> age_over(HerRecord const& her) {
  std::chrono::days age = her.cases.empty() ? information_age : std::chrono::days{0};
  base::Instant from = her.last_heard;
  for (HerCase const& each : her.cases) {
    if (is_open(each)) return std::nullopt;
    age = std::max(age, age_of(each));
    if (each.closed) from = std::max(from, *each.closed);
  }
  return from + age;
}

bool is_due_by_age(HerRecord const& her, base::Instant now) {
  std::optional<base::Instant> const over = age_over(her);
  return over && *over <= now && !her.is_owed && why_not_erase(her).empty();
}

base::Task<Result<void>> Erasure::erase(Actor actor, std::string ref, std::string reason) {
  if (std::ranges::find(erase_reasons, reason) == erase_reasons.end())
    co_return base::wrong_field("reason", "reason: asked, court, mistake or age.");
  auto const unit = [&](Transaction& tx) -> Result<void> {
    std::optional<ContactId> const contact = store::contact_of_case(tx, ref);
    if (!contact) return no_such_case(ref);
    if (std::string why = why_not_erase(store::her_record(tx, *contact)); !why.empty())
      return base::error(Code::conflict, std::move(why));
    record_act(tx, actor, "ordered_erasure", "case " + ref, R"({"reason":")" + reason + R"("})");
    store::erase_contact(tx, *contact, "data", store::ErasedFor::data_officer);
    return {};
  };
  Result<void> const erased = co_await store_.write(unit);
  co_return erased;
}

base::Task<Result<void>> Erasure::hold(Actor actor, std::string ref, bool on, std::string reason) {
  if (on && (reason.empty() || reason.size() > reason_bytes_max))
    co_return base::wrong_field("reason", "reason: who asked for it in writing, and when.");
  auto const unit = [&](Transaction& tx) -> Result<void> {
    std::optional<ContactId> const contact = store::contact_of_case(tx, ref);
    if (!contact) return no_such_case(ref);
    if (on) {
      store::set_legal_hold(
          tx, {.contact = *contact, .who = actor.name, .reason = store::Sealed<std::string>(reason), .at = {}});
    } else {
      store::lift_legal_hold(tx, *contact);
    }
    record_act(tx, actor, on ? "held_by_law" : "hold_lifted", "case " + ref);
    return {};
  };
  Result<void> const held = co_await store_.write(unit);
  co_return held;
}

base::Task<Result<int>> Erasure::sweep_asked() {
  auto const unit = [&](Transaction& tx) -> Result<int> {
    int erased = 0;
    for (ContactId const contact : store::contacts_who_confirmed(tx, people_a_time)) {
      Result<bool> const done = erase_if_due(tx, contact, store::ErasedFor::her_word, is_due_by_her_word);
      if (!done) return std::unexpected(done.error());
      erased += *done ? 1 : 0;
    }
    return erased;
  };
  Result<int> const erased = co_await store_.write(unit);
  co_return erased;
}

base::Task<Result<Erasure::Swept>> Erasure::sweep_old(ContactId last) {
  auto const unit = [&](Transaction& tx) -> Result<Swept> {
    std::vector<ContactId> const people = store::contacts_after(tx, last, people_a_time);
    Swept swept;
    if (std::ssize(people) == people_a_time) swept.last = people.back();
    for (ContactId const contact : people) {
      Result<bool> const done = erase_if_due(tx, contact, store::ErasedFor::age, is_due_by_age);
      if (!done) return std::unexpected(done.error());
      swept.erased += *done ? 1 : 0;
    }
    return swept;
  };
  Result<Swept> const swept = co_await store_.write(unit);
  co_return swept;
}

}  // namespace desk
