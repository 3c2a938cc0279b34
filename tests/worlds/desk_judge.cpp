// A small desk is judged: every act that somebody was told is done stands in the journal, once; every act in the
// journal was allowed; and every case stands as the model says.
#include "gateway/store/case_note.hpp"
#include "gateway/store/case_transfer.hpp"
#include "tests/worlds/desk_world.hpp"

#include <algorithm>

namespace worlds {

namespace {

constexpr int entries_at_once = 1000;
// A machine that slept comes a little late.
constexpr std::chrono::minutes clock_slack{5};

std::vector<store::JournalEntry> whole_journal(store::Snapshot& snapshot) {
  std::vector<store::JournalEntry> journal;
  for (;;) {
    std::int64_t const last = journal.empty() ? 0 : journal.back().seq;
    std::vector<store::JournalEntry> more = store::journal_after(snapshot, last, entries_at_once);
    if (more.empty()) return journal;
    std::ranges::move(more, std::back_inserter(journal));
  }
}

std::string compared(std::string const& ref, std::string const& what, std::string const& stands,
                     std::string const& should) {
  return ref + ": its " + what + " is \"" + stands + "\" and should be \"" + should + "\"";
}

}  // namespace

std::vector<std::string> DeskWorld::judge() {
  std::vector<std::string> complaints = process_.log_errors();
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<bool> {
    std::vector<store::JournalEntry> const journal = whole_journal(snapshot);
    DeskModel model = replay_journal(journal, {"chandra"});
    std::ranges::move(model.complaints, std::back_inserter(complaints));
    judge_attempts(journal, complaints);
    judge_rows(snapshot, model, complaints);
    return true;
  };
  base::Result<bool> const judged = process_.gateway().store().read_now(unit);
  if (!judged) complaints.push_back("the store cannot be read: " + judged.error().message);
  return complaints;
}

void DeskWorld::judge_attempts(std::vector<store::JournalEntry> const& journal,
                               std::vector<std::string>& complaints) const {
  for (Attempt const& attempt : attempts_) {
    auto const same = [&](Attempt const& other) {
      return other.who == attempt.who && other.what == attempt.what && other.ref == attempt.ref;
    };
    auto const done =
        std::ranges::count_if(attempts_, [&](Attempt const& other) { return same(other) && other.works; });
    auto const unknown =
        std::ranges::count_if(attempts_, [&](Attempt const& other) { return same(other) && !other.told; });
    auto const entries = std::ranges::count_if(journal, [&](store::JournalEntry const& entry) {
      return entry.who == attempt.who && entry.subject == "case " + attempt.ref && entry.what.starts_with(attempt.what);
    });
    if (entries >= done && entries <= done + unknown) continue;
    complaints.push_back(attempt.ref + ": " + attempt.who + " " + attempt.what + " was done " + std::to_string(done) +
                         " times and " + std::to_string(unknown) + " perhaps, and stands in the journal " +
                         std::to_string(entries) + " times");
  }
}

// After hours of rest every clock that had something to say has said it, once.
void DeskWorld::judge_clocks(store::Case const& record, ModelCase const& expected,
                             std::vector<std::string>& complaints) const {
  desk::Directory const& directory = support::shipped_content()->directory;
  base::Milliseconds const claim =
      std::chrono::minutes(directory.service_levels.at(std::to_underlying(record.severity)).claim);
  bool const is_idle = !expected.holder.empty() && !expected.has_acted && claim.count() > 0;
  if (is_idle && expected.held_since + claim + clock_slack < clock_.now())
    complaints.push_back(record.ref + ": a claim without an act stands past its time");
  bool const waits_for_somebody = expected.holder.empty() && expected.severity == store::Severity::critical;
  if (waits_for_somebody && !expected.is_told_of_last)
    complaints.push_back(record.ref + ": nobody was told that it waits");
  if (expected.told_of_arrival > expected.arrivals) {
    complaints.push_back(record.ref + ": it was told " + std::to_string(expected.told_of_arrival) +
                         " times that it is new, and it was " + std::to_string(expected.arrivals) + " times");
  }
}

void DeskWorld::judge_rows(store::Snapshot& snapshot, DeskModel const& model,
                           std::vector<std::string>& complaints) const {
  store::Viewer const all{.name = {}, .all = true, .queues = {}};
  std::size_t open = 0;
  for (auto const& [ref, expected] : model.cases) {
    open += expected.is_closed ? 0 : 1;
    std::optional<store::Case> const record = store::find_case(snapshot, all, ref);
    if (!record) {
      complaints.push_back(ref + " is lost");
      continue;
    }
    auto const compare = [&](std::string const& what, std::string const& stands, std::string const& should) {
      if (stands != should) complaints.push_back(compared(ref, what, stands, should));
    };
    compare("version", std::to_string(record->version), std::to_string(expected.version));
    compare("holder", record->holder, expected.holder);
    compare("end", record->closed ? "closed" : "open", expected.is_closed ? "closed" : "open");
    compare("code", record->outcome, expected.outcome);
    compare("severity", std::string(store::name(record->severity)), std::string(store::name(expected.severity)));
    auto const notes = store::case_notes(snapshot, record->id, entries_at_once);
    auto const written =
        std::ranges::count(notes, store::CaseNoteKind::note, [](store::CaseNote const& note) { return note.kind; });
    compare("number of notes", std::to_string(written), std::to_string(expected.notes));
    auto const offer = store::find_case_transfer(snapshot, record->id);
    compare("offer", offer ? "pending" : "none", expected.is_offered ? "pending" : "none");
    if (offer && offer->expires <= clock_.now()) complaints.push_back(ref + ": an offer stands past its time");
    if (!expected.is_closed) judge_clocks(*record, expected, complaints);
  }
  std::size_t const listed = store::open_cases(snapshot, all, entries_at_once).size();
  if (listed != open) {
    complaints.push_back(std::to_string(listed) + " cases are open and should be " + std::to_string(open));
  }
}

}  // namespace worlds
