// Every read of a case, and the one place where a viewer's sight is applied: a row she may not see is not even
// unsealed.
#include "gateway/store/case_json.hpp"
#include "gateway/store/case_record.hpp"

#include <algorithm>

namespace store {
namespace {

// Every column, in the order that `read_plain` and `read_case` expect.
std::string select_where(std::string_view condition) {
  std::string sql(
      "select id, ref, contact_id, category, tags, severity, rule, queue, also, offer, place, country, medium, "
      "language, "
      "holder, state, due_eyes, due_contact, due_update, due_call, reasons, opened, closed, outcome, version, "
      "own_case, "
      "about, district, flags, "
      "merged_into, follow_up, live_until, silent_since from case_record where ");
  return sql.append(condition);
}

Case read_plain(Rows const& row) {
  return Case{
      .id = row.get<CaseId>(0),
      .ref = row.get<std::string>(1),
      .contact = row.get<ContactId>(2),
      .category = row.get<std::string>(3),
      .tags = list_from_json(row.bytes(4)),
      .severity = row.get<Severity>(5),
      .rule = row.get<std::string>(6),
      .queue = row.get<std::string>(7),
      .also = list_from_json(row.bytes(8)),
      .offer = list_from_json(row.bytes(9)),
      .place = row.get<std::string>(10),
      .country = row.get<std::string>(11),
      .medium = row.get<Medium>(12),
      .language = row.get<std::string>(13),
      .holder = row.get<std::string>(14),
      .state = row.get<CaseState>(15),
      .due = {.eyes = row.get<std::optional<Instant>>(16),
              .contact = row.get<std::optional<Instant>>(17),
              .update = row.get<std::optional<Instant>>(18),
              .call = row.get<std::optional<Instant>>(19)},
      .reasons = {},
      .opened = row.get<Instant>(21),
      .closed = row.get<std::optional<Instant>>(22),
      .outcome = row.get<std::string>(23),
      .version = row.get<std::int64_t>(24),
      .about = list_from_json(row.bytes(26)),
      .district = row.get<std::string>(27),
      .flags = list_from_json(row.bytes(28)),
      .own_case = row.get<bool>(25),
      .merged_into = row.get<CaseId>(29),
      .follow_up = row.get<bool>(30),
      .live_until = row.get<std::optional<Instant>>(31),
      .silent_since = row.get<std::optional<Instant>>(32),
  };
}

// Nothing if the viewer may not see the row that was reached.
std::optional<Case> read_case(Snapshot& snapshot, Viewer const& viewer, Rows const& row) {
  Case found = read_plain(row);
  if (!may_see(viewer, found)) return std::nullopt;
  base::PrivateText const reasons =
      unseal(snapshot, sealed_columns::case_reasons, found.id.value, found.contact.value, row.bytes(20));
  if (!reasons.empty()) found.reasons = reasons_from_json(reasons.reveal(base::Reason::to_show_holder));
  return found;
}

std::optional<Case> first_case(Snapshot& snapshot, Viewer const& viewer, Rows rows) {
  if (!rows.next()) return std::nullopt;
  return read_case(snapshot, viewer, rows);
}

std::optional<Case> first_row(Viewer const& viewer, Rows rows) {
  if (!rows.next()) return std::nullopt;
  Case found = read_plain(rows);
  return may_see(viewer, found) ? std::optional(std::move(found)) : std::nullopt;
}

}  // namespace

bool may_see(Viewer const& viewer, Case const& case_record) {
  if (viewer.all) return true;
  return std::ranges::any_of(viewer.queues, [&](std::string const& queue) {
    return queue == case_record.queue || std::ranges::find(case_record.also, queue) != case_record.also.end();
  });
}

std::optional<Case> find_case(Snapshot& snapshot, Viewer const& viewer, std::string_view ref) {
  std::string const sql = select_where("ref = $1");
  return first_case(snapshot, viewer, snapshot.query(sql, ref));
}

std::optional<Case> find_case(Snapshot& snapshot, Viewer const& viewer, CaseId id) {
  std::string const sql = select_where("id = $1");
  return first_case(snapshot, viewer, snapshot.query(sql, id));
}

std::optional<Case> find_case_row(Snapshot& snapshot, Viewer const& viewer, CaseId id) {
  std::string const sql = select_where("id = $1");
  return first_row(viewer, snapshot.query(sql, id));
}

std::optional<Case> find_case_row(Snapshot& snapshot, Viewer const& viewer, std::string_view ref) {
  std::string const sql = select_where("ref = $1");
  return first_row(viewer, snapshot.query(sql, ref));
}

std::vector<Case> open_cases(Snapshot& snapshot, Viewer const& viewer, int limit) {
  std::string const sql = select_where(
      "closed is null order by case severity when 'critical' then 0 when 'high' then 1 when 'medium' then 2 else 3 "
      "end, "
      "opened, id");
  std::vector<Case> cases;
  Rows rows = snapshot.query(sql);
  while (static_cast<int>(cases.size()) < limit && rows.next()) {
    if (std::optional<Case> found = read_case(snapshot, viewer, rows)) cases.push_back(*std::move(found));
  }
  return cases;
}

std::optional<Case> open_case_of(Snapshot& snapshot, Viewer const& viewer, ContactId contact) {
  std::string const sql = select_where(
      "contact_id = $1 and closed is null and own_case = 0 and state <> 'quarantined' order by id desc limit 1");
  return first_case(snapshot, viewer, snapshot.query(sql, contact));
}

std::vector<CaseId> merged_cases(Snapshot& snapshot, CaseId into) {
  std::vector<CaseId> cases;
  Rows rows = snapshot.query("select id from case_record where merged_into = $1 order by id", into);
  while (rows.next()) cases.push_back(rows.get<CaseId>(0));
  return cases;
}

std::optional<Case> last_case_of(Snapshot& snapshot, Viewer const& viewer, ContactId contact) {
  std::string const sql =
      select_where("contact_id = $1 and own_case = 0 and state <> 'quarantined' order by id desc limit 1");
  return first_case(snapshot, viewer, snapshot.query(sql, contact));
}

}  // namespace store
