// What people leave beside a case: notes that are never sent, and colleagues who watch it with tasks of their own.
// They add and never replace, so they need no version. Acts for CaseDesk::act.
#pragma once

#include "gateway/desk/case_work.hpp"

#include <optional>
#include <string>

namespace desk {

[[nodiscard]] Act add_note(std::string text);
// `name` empty: oneself. Somebody else only if she works in one of the case's queues.
[[nodiscard]] Act watch(std::string name);
[[nodiscard]] Act unwatch();

struct Task {
  std::string assignee;  // empty: oneself
  std::string words;
  std::optional<base::Instant> due;
};
// Whoever has a task watches the case.
[[nodiscard]] Act add_task(Task task);
[[nodiscard]] Act finish_task(store::CaseTaskId id);

}  // namespace desk
