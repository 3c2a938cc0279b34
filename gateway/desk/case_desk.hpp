// What people at the desk do with a case. Every look and act is in the journal under the name of who did it; an act on
// a case that changed meanwhile is a conflict and changes nothing. The acts themselves are plain functions
// (ownership.hpp, case_states.hpp, closing.hpp, joined_cases.hpp, notes.hpp, known_facts.hpp, attachments.hpp,
// stranger.hpp, handover.hpp); this runs them. Threads: loop thread only.
//
//   Act act = desk::claim();
//   auto const changed = co_await cases.act(actor, ref, seen, std::move(act));
#pragma once

#include "gateway/base/task.hpp"
#include "gateway/desk/actor.hpp"
#include "gateway/desk/case_file.hpp"
#include "gateway/desk/case_work.hpp"
#include "gateway/desk/handover.hpp"
#include "gateway/desk/ownership.hpp"
#include "gateway/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace desk {

class CaseDesk {
 public:
  explicit CaseDesk(store::Store& store) : store_(store) {}

  // Open cases, the gravest first.
  [[nodiscard]] base::Task<base::Result<std::vector<store::Case>>> list(Actor actor);
  [[nodiscard]] base::Task<base::Result<CaseView>> show(Actor actor, std::string ref);
  [[nodiscard]] base::Task<base::Result<std::vector<Happened>>> timeline(Actor actor, std::string ref);
  [[nodiscard]] base::Task<base::Result<store::Attachment>> attachment(Actor actor, store::AttachmentId id);

  // `seen` is the version that the actor saw; nothing: whatever it is now.
  [[nodiscard]] base::Task<base::Result<store::Case>> act(Actor actor, std::string ref,
                                                          std::optional<std::int64_t> seen, Act act);
  // A text to her, through the outbox.
  [[nodiscard]] base::Task<base::Result<store::MessageId>> answer(Actor actor, std::string ref,
                                                                  std::optional<std::int64_t> seen, Answer answer);

  // For whoever was refused: who holds the case now, and what happened to it since a version. No look at her story.
  struct Standing {
    std::string holder;
    std::int64_t version = 0;
    std::vector<CaseChangeMade> changes;
  };
  [[nodiscard]] base::Result<Standing> standing(Actor const& actor, std::string const& ref, std::int64_t seen);

 private:
  store::Store& store_;
};

}  // namespace desk
