#include "gateway/desk/notes.hpp"

#include "gateway/desk/rights.hpp"
#include "gateway/store/case_task.hpp"

namespace desk {

namespace {

using Done = base::Result<void>;

constexpr int tasks_max = 100;  // a case with more is several cases

Done require_colleague(CaseWork& work, std::string const& name, std::string_view field) {
  if (name == work.actor.name) return {};
  std::optional<store::Account> const account = store::find_account(work.tx, name);
  bool const works = account && account->state == store::AccountState::active &&
                     may(Actor(*account), Right::see_cases, object_of(work.record));
  if (works) return {};
  return base::wrong_field(std::string(field), "Nobody called " + name + " works in the queues of this case.");
}

Done put_note(CaseWork& work, std::string const& text) {
  if (Done said = require_words(text, "text"); !said) return said;
  std::string const note = work.note(store::CaseNoteKind::note, text);
  return work.noted("noted", {{"note", note}});
}

Done begin_watching(CaseWork& work, std::string const& name) {
  std::string const who = name.empty() ? work.actor.name : name;
  if (Done known = require_colleague(work, who, "name"); !known) return known;
  if (!store::add_watcher(work.tx, work.record.id, who)) {
    return base::error(base::Code::conflict, who + " watches the case already.");
  }
  return work.noted("watched", {{"watcher", who}});
}

Done end_watching(CaseWork& work) {
  if (!store::remove_watcher(work.tx, work.record.id, work.actor.name)) {
    return base::error(base::Code::conflict, "You do not watch the case.");
  }
  return work.noted("unwatched");
}

Done put_task(CaseWork& work, Task const& task) {
  if (Done said = require_words(task.words, "words"); !said) return said;
  std::string const who = task.assignee.empty() ? work.actor.name : task.assignee;
  if (Done known = require_colleague(work, who, "assignee"); !known) return known;
  if (std::ssize(store::case_tasks(work.tx, work.record.id, tasks_max)) >= tasks_max) {
    return base::error(base::Code::conflict, "The case has a hundred tasks: finish some.");
  }
  store::add_watcher(work.tx, work.record.id, who);
  store::CaseTaskId const id = store::add_case_task(work.tx, {.case_id = work.record.id,
                                                              .contact = work.record.contact,
                                                              .assignee = who,
                                                              .author = work.actor.name,
                                                              .words = store::Sealed<std::string>(task.words),
                                                              .due = task.due});
  return work.noted("task_added", {{"task", store::text(id)}, {"assignee", who}});
}

Done end_task(CaseWork& work, store::CaseTaskId id) {
  if (!store::finish_case_task(work.tx, work.record.id, id)) {
    return base::error(base::Code::conflict, "There is no such task that is open.");
  }
  return work.noted("task_done", {{"task", store::text(id)}});
}

}  // namespace

Act add_note(std::string text) {
  return [text = std::move(text)](CaseWork& work) { return put_note(work, text); };
}

Act watch(std::string name) {
  return [name = std::move(name)](CaseWork& work) { return begin_watching(work, name); };
}

Act unwatch() { return end_watching; }

Act add_task(Task task) {
  return [task = std::move(task)](CaseWork& work) { return put_task(work, task); };
}

Act finish_task(store::CaseTaskId id) {
  return [id](CaseWork& work) { return end_task(work, id); };
}

}  // namespace desk
