// What a case's clocks remember beside its due times: since when the present promise runs, what people did since, who
// was told already. One timer per case (kind service_level, subject: the case's id) is due when the soonest of its
// clocks has something to say; every change of a case makes it due at once, so that the rules (desk/clocks) look at the
// case anew, whoever changed it and how.
#pragma once

#include "gateway/store/case_record.hpp"
#include "gateway/store/timer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

struct CaseClock {
  CaseId id{};
  Severity severity = Severity::low;  // of the promise that runs
  Instant started{};                  // opened, raised or opened again
  std::string holder{};
  std::optional<Instant> holder_since{};  // when the holder last changed, also to nobody
  std::optional<Instant> acted{};         // the holder's first act since
  std::optional<Instant> contacted{};     // a person's first words to her under this promise
  std::optional<Instant> answered{};      // a person's latest words to her
  std::optional<Instant> paused{};        // she is waited for, or it is unsafe: nothing runs
  std::optional<Instant> resumed{};       // the pause is over, and the due times have not been moved yet
  std::vector<std::string> told{};        // what was said already, in the words of desk/clocks
};

// Called by whatever writes a case, before it does: keeps the clock and sets the timer. Whoever claims it has looked,
// so that `record.due.eyes` ends here.
void follow_case(Transaction& tx, Case& record, ChangedBy by);
// A person's words to her are on their way.
void note_answered(Transaction& tx, CaseId id);
// The holder did something that changes no column of the case: a note, a call.
void note_acted(Transaction& tx, CaseId id);

// Somebody rang her: a promised call is kept, also where nobody answered. `reached`: words to her.
void note_rung(Transaction& tx, CaseId id, bool reached);

[[nodiscard]] std::optional<CaseClock> find_case_clock(Snapshot& snapshot, CaseId id);
void save_case_clock(Transaction& tx, CaseClock const& clock);
// The due times alone. The case's version stays: it counts what people and conversations changed, not the time of day.
void save_due(Transaction& tx, CaseId id, CaseDue const& due);

[[nodiscard]] std::string clock_subject(CaseId id);
[[nodiscard]] std::optional<CaseId> parse_clock_subject(std::string_view subject);
// Looks at the case's clocks at `due`.
void set_clock_timer(Transaction& tx, CaseId id, Instant due);

// Open cases in a queue, those on hold too, up to `limit`: for its capacity.
[[nodiscard]] int count_open_cases(Snapshot& snapshot, std::string_view queue, int limit);

}  // namespace store
