#include "gateway/store/keeping/judge.hpp"

#include "gateway/store/address.hpp"
#include "gateway/store/journal.hpp"
#include "gateway/store/sealed_places.hpp"
#include "gateway/store/sqlite/copy.hpp"

namespace store {
namespace {

class Judge {
 public:
  Judge(Snapshot& snapshot, Connection& connection) : snapshot_(snapshot), connection_(connection) {}

  Judgement run() {
    for (std::string& damage : sqlite::find_damage(connection_)) complain(std::move(damage));
    if (!found_.faults.empty()) return std::move(found_);  // what cannot be read need not be opened
    for (SealedPlace const& place : sealed_places) {
      if (sqlite::has_column(connection_, place.column.table, place.column.column)) open_all(place);
    }
    find_addresses();
    follow_journal();
    found_.contacts = count("select count(*) from contact");
    found_.messages = count("select count(*) from message");
    found_.cases = count("select count(*) from case_record");
    return std::move(found_);
  }

 private:
  void complain(std::string fault) {
    if (found_.faults.size() < judge_faults_max) found_.faults.push_back(std::move(fault));
  }

  std::int64_t count(std::string_view sql) {
    Rows rows = snapshot_.query(sql);
    return rows.next() ? rows.get<std::int64_t>(0) : 0;
  }

  void open_all(SealedPlace const& place) {
    std::string sql("select t.");
    sql.append(place.row).append(", coalesce(t.").append(place.owner).append(", 0), t.");
    sql.append(place.column.column).append(", k.wrapped from ").append(place.column.table);
    sql.append(" as t left join owner_key as k on k.owner_kind = $1 and k.owner_id = coalesce(t.");
    sql.append(place.owner).append(", 0) where length(t.").append(place.column.column).append(") > 0");
    Rows rows = snapshot_.query(sql, place.column.owner);
    while (rows.next()) {
      auto const row = rows.get<std::int64_t>(0);
      Owner const owner{place.column.owner, rows.get<std::int64_t>(1)};
      if (rows.is_null(3)) {
        ++found_.erased;
        continue;
      }
      bool const opens = snapshot_.sealer().take_key(owner, rows.bytes(3)) &&
                         snapshot_.sealer().open(owner, place.column, row, rows.bytes(2)).has_value();
      found_.opened += opens ? 1 : 0;
      if (opens) continue;
      std::string fault("A sealed value does not open: ");
      fault.append(place.column.table).append(".").append(place.column.column).append(", row ");
      complain(fault.append(std::to_string(row)).append("."));
    }
  }

  // An address that its hash does not find would be a stranger's when she writes again.
  void find_addresses() {
    Rows rows = snapshot_.query(
        "select a.id, a.contact_id, a.scheme, a.lookup, a.value, k.wrapped from address as a "
        "join owner_key as k on k.owner_kind = 'contact' and k.owner_id = a.contact_id where a.lookup is not null");
    while (rows.next()) {
      Owner const owner{OwnerKind::contact, rows.get<std::int64_t>(1)};
      auto const row = rows.get<std::int64_t>(0);
      Sealer& sealer = snapshot_.sealer();
      if (!sealer.take_key(owner, rows.bytes(5))) continue;  // said already
      std::optional<std::string> const value = sealer.open(owner, sealed_columns::address_value, row, rows.bytes(4));
      if (!value || sealer.lookup(rows.bytes(2), *value) == rows.bytes(3)) continue;
      complain("An address is not found by its own hash: row " + std::to_string(row) + ".");
    }
  }

  void follow_journal() {
    found_.journal_entries = last_journal_seq(snapshot_);
    std::optional<Broken> const broken = verify_journal(snapshot_, 1, found_.journal_entries);
    if (broken) complain("The journal is broken at entry " + std::to_string(broken->seq) + ": " + broken->why);
  }

  Snapshot& snapshot_;
  Connection& connection_;
  Judgement found_;
};

}  // namespace

Judgement judge(Snapshot& snapshot, Connection& connection) { return Judge(snapshot, connection).run(); }

}  // namespace store
