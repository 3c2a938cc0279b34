// One person's act on one case, in one unit of work. `begin` finds the case as she may see it and holds it to the
// version that she saw; an act then changes `record` and ends with `done`, which saves it and writes the journal, or
// with `noted` where nothing of the case itself changes. An act is a plain function over this; CaseDesk runs it.
//
//   Act act = [](CaseWork& work) { work.record.tags.push_back("x"); return work.done("tagged"); };
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/case_note.hpp"
#include "gateway/store/case_record.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace desk {

// What the journal says of an act beyond its name: codes, names of accounts, ids. Never words of anybody.
using Details = std::vector<std::pair<std::string_view, std::string>>;

class CaseWork {
 public:
  // Not found unless she may see it; conflict, saying who did what meanwhile, unless it stands at `seen`.
  [[nodiscard]] static base::Result<CaseWork> begin(store::Transaction& tx, Actor const& actor, std::string const& ref,
                                                    std::optional<std::int64_t> seen);

  store::Transaction& tx;
  Actor const& actor;
  store::Case record;

  [[nodiscard]] bool holds() const { return record.holder == actor.name; }
  // A conflict unless she holds it.
  [[nodiscard]] base::Result<void> require_holder() const;
  [[nodiscard]] base::Result<void> require_open() const;

  // Saves the case, one version further. The two give what an act returns, and tell the case's clocks if the holder
  // acted.
  base::Result<void> done(std::string_view what, Details details = {});
  base::Result<void> noted(std::string_view what, Details details = {});

  // Words that are kept beside the case and never sent; its id, for the details. None for no words.
  std::string note(store::CaseNoteKind kind, std::string const& text);

 private:
  CaseWork(store::Transaction& unit, Actor const& who, store::Case found)
      : tx(unit), actor(who), record(std::move(found)) {}
};

using Act = std::function<base::Result<void>(CaseWork&)>;

// Longer texts of people than this are letters. In bytes.
inline constexpr std::size_t note_bytes_max = 4000;
// A reason must say something; a note must fit. `what` names the field.
[[nodiscard]] base::Result<void> require_words(std::string const& text, std::string_view what);

// What happened to a case after a version, for whoever saw that version, oldest first.
struct CaseChangeMade {
  base::Instant at{};
  std::string who{};
  std::string what{};
};
[[nodiscard]] std::vector<CaseChangeMade> changes_since(store::Snapshot& snapshot, std::string_view ref,
                                                        std::int64_t version);

// What the journal calls a case.
[[nodiscard]] std::string subject_of(std::string_view ref);
// The journal's detail of an act on a case.
[[nodiscard]] std::string detail_of(std::int64_t version, Details const& details);

}  // namespace desk
