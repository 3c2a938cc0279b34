#include "gateway/store/case_task.hpp"

#include "gateway/store/seal.hpp"

namespace store {

bool add_watcher(Transaction& tx, CaseId case_id, std::string_view name) {
  return tx.execute("insert into case_watcher (case_id, name, since) values ($1, $2, $3) on conflict do nothing",
                    case_id, name, tx.now()) > 0;
}

bool remove_watcher(Transaction& tx, CaseId case_id, std::string_view name) {
  return tx.execute("delete from case_watcher where case_id = $1 and name = $2", case_id, name) > 0;
}

std::vector<std::string> watchers(Snapshot& snapshot, CaseId case_id) {
  std::vector<std::string> names;
  Rows rows = snapshot.query("select name from case_watcher where case_id = $1 order by name", case_id);
  while (rows.next()) names.push_back(rows.get<std::string>(0));
  return names;
}

CaseTaskId add_case_task(Transaction& tx, CaseTask const& task) {
  CaseTaskId const id = tx.next_id<CaseTaskId>();
  std::string const sealed =
      seal(tx, sealed_columns::case_task_words, id.value, task.contact.value, task.words.reveal(base::Reason::to_seal));
  tx.execute(
      "insert into case_task (id, case_id, contact_id, assignee, author, words, due, done, at) "
      "values ($1, $2, $3, $4, $5, $6, $7, null, $8)",
      id, task.case_id, task.contact, task.assignee, task.author, Blob{sealed}, task.due, tx.now());
  return id;
}

bool finish_case_task(Transaction& tx, CaseId case_id, CaseTaskId id) {
  return tx.execute("update case_task set done = $3 where id = $1 and case_id = $2 and done is null", id, case_id,
                    tx.now()) > 0;
}

std::vector<CaseTask> case_tasks(Snapshot& snapshot, CaseId case_id, int limit) {
  std::vector<CaseTask> tasks;
  Rows rows = snapshot.query(
      "select id, case_id, contact_id, assignee, author, words, due, done, at from case_task where case_id = $1 "
      "order by done is not null, id limit $2",
      case_id, limit);
  while (rows.next()) {
    CaseTask task{.id = rows.get<CaseTaskId>(0),
                  .case_id = rows.get<CaseId>(1),
                  .contact = rows.get<ContactId>(2),
                  .assignee = rows.get<std::string>(3),
                  .author = rows.get<std::string>(4),
                  .words = {},
                  .due = rows.get<std::optional<Instant>>(6),
                  .done = rows.get<std::optional<Instant>>(7),
                  .at = rows.get<Instant>(8)};
    task.words = unseal(snapshot, sealed_columns::case_task_words, task.id.value, task.contact.value, rows.bytes(5));
    tasks.push_back(std::move(task));
  }
  return tasks;
}

}  // namespace store
