// Whoever is erased is nowhere in the files any more, not even in what only a key would open; what stays only counts.
#include "gateway/store/keeping/erase.hpp"

#include "gateway/store/agreed_word.hpp"
#include "gateway/store/attachment.hpp"
#include "gateway/store/call.hpp"
#include "gateway/store/case_fact.hpp"
#include "gateway/store/case_note.hpp"
#include "gateway/store/case_pin.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/case_task.hpp"
#include "gateway/store/consent.hpp"
#include "gateway/store/keeping/her_record.hpp"
#include "gateway/store/legal_hold.hpp"
#include "gateway/store/part.hpp"
#include "gateway/store/sealed_places.hpp"
#include "gateway/store/sqlite/copy.hpp"
#include "gateway/store/timer.hpp"
#include "gateway/store/turn.hpp"
#include "tests/gateway/store/keeping/kept.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace store_tests;

namespace {

constexpr char const* her_words = "malikle passport khosyo";

// A row of hers wherever there can be one.
std::string fill(Kept& kept, store::ContactAt const& her) {
  return kept.write([&](Transaction& tx) {
    store::ContactId const id = her.contact.id;
    store::ConversationId const conversation =
        store::add_conversation(tx, {.contact = id, .channel = "np-1", .state = secret(her_words)});
    store::set_timer(tx, {.due = tx.now() + 1h,
                          .kind = store::TimerKind::silence,
                          .subject = store::text(conversation),
                          .generation = 1});
    store::set_timer(tx, {.due = tx.now() + 1h,
                          .kind = store::TimerKind::follow_up,
                          .subject = store::text(id) + " np-1 check_in",
                          .generation = 1});
    store::add_turn(tx, {.conversation = conversation, .contact = id, .kind = "text", .facts = secret(her_words)});
    (void)store::add_outbound(tx, reply(her, her_words)).value();
    store::add_part(tx, {.group = {.contact = id, .channel = "np-1", .reference = "7", .total = 2},
                         .number = 1,
                         .provider_id = "P-1",
                         .text = secret(her_words)});
    (void)store::add_call(
        tx, {.channel = "np-1", .provider_call_id = "CA-1", .contact = id, .response = secret(her_words)});
    store::keep_code_word(tx, id, "jasmine");
    store::set_legal_hold(tx, {.contact = id, .who = "dina", .reason = secret("court letter")});
    store::Case const made = store::make_case(tx, {.contact = id,
                                                   .category = "documents",
                                                   .tags = {"household"},
                                                   .severity = store::Severity::high,
                                                   .queue = "outreach",
                                                   .also = {"legal"},
                                                   .country = "QA",
                                                   .holder = "asha",
                                                   .reasons = {{.rule = "H3", .text = secret(her_words)}},
                                                   .district = "Humla"})
                                 .value();
    (void)store::add_case_note(tx, {.case_id = made.id, .contact = id, .author = "asha", .text = secret(her_words)});
    store::set_case_fact(tx, made.id, id, {.kind = "employer", .author = "asha", .value = secret(her_words)});
    (void)store::add_case_task(tx, {.case_id = made.id, .contact = id, .author = "asha", .words = secret(her_words)});
    (void)store::add_watcher(tx, made.id, "binod");
    store::add_consent(tx, {.contact = id, .case_id = made.id, .organisation = "pncc", .purpose = "help"});
    store::note_wrong_pin(tx, made.id);
    (void)store::add_attachment(tx, {.case_id = made.id,
                                     .contact = id,
                                     .kind = "image/jpeg",
                                     .author = "asha",
                                     .size_bytes = 20,
                                     .name = secret("contract of hers.jpg"),
                                     .bytes = secret(her_words)});
    return made.ref;
  });
}

// Everything sealed of hers, as the files have it, and the key to it.
std::vector<std::string> sealed_of(Kept& kept, store::ContactId contact) {
  return kept.read([&](Snapshot& snapshot) {
    std::vector<std::string> all;
    auto const take = [&](std::string const& sql) {
      store::Rows rows = snapshot.query(sql, contact);
      while (rows.next()) {
        if (rows.bytes(0).size() > 16) all.emplace_back(rows.bytes(0));
      }
    };
    for (store::SealedPlace const& place : store::sealed_places) {
      if (place.column.owner != store::OwnerKind::contact) continue;
      std::string sql("select ");
      sql.append(place.column.column).append(" from ").append(place.column.table).append(" where ");
      take(sql.append(place.owner).append(" = $1"));
    }
    take("select wrapped from owner_key where owner_kind = 'contact' and owner_id = $1");
    take("select lookup || x'' from address where contact_id = $1");
    return all;
  });
}

void erase(Kept& kept, store::ContactId contact) {
  kept.write([&](Transaction& tx) {
    store::erase_contact(tx, contact, "dina", store::ErasedFor::data_officer);
    return true;
  });
}

std::int64_t rows_of(Kept& kept, std::string const& table, std::string const& where, store::ContactId contact) {
  return kept.read([&](Snapshot& snapshot) {
    store::Rows rows = snapshot.query("select count(*) from " + table + " where " + where, contact);
    return rows.next() ? rows.get<std::int64_t>(0) : -1;
  });
}

}  // namespace

TEST_CASE("Whoever is erased is in no file any more, neither sealed nor by her key nor by what finds her number") {
  Kept kept;
  store::ContactAt const her = kept.text();
  store::ContactAt const other = kept.text(other_number, "ghara jana dinna");
  fill(kept, her);
  std::vector<std::string> const hers = sealed_of(kept, her.contact.id);
  std::vector<std::string> const others = sealed_of(kept, other.contact.id);
  REQUIRE(hers.size() > 10);
  auto const found = [&](std::vector<std::string> const& looked_for) {
    std::string const bytes = bytes_of(kept.path()) + bytes_of(kept.path() + "-wal");
    return std::ranges::count_if(looked_for, [&](std::string const& each) { return bytes.contains(each); });
  };
  CHECK(found(hers) == std::ssize(hers));
  erase(kept, her.contact.id);
  CHECK(found(hers) == 0);
  CHECK(found(others) == std::ssize(others));
  kept.store.reset();
  CHECK(found(hers) == 0);
}

TEST_CASE("While a reader holds an earlier state the log is emptied as soon as it lets go") {
  Kept kept;
  store::ContactAt const her = kept.text();
  std::vector<std::string> const hers = sealed_of(kept, her.contact.id);
  auto const log = [&] { return bytes_of(kept.path() + "-wal"); };
  auto reader = store::sqlite::open_beside(kept.path());
  REQUIRE(reader);
  (*reader)->begin_read();
  store::Statement& looking = (*reader)->statement("select count(*) from contact");
  looking.start({});
  CHECK(looking.step());
  looking.finish();
  erase(kept, her.contact.id);
  CHECK(log().contains(hers.front()));
  (*reader)->commit();
  // The writer tries again by itself; the next commit is another chance.
  while (log().contains(hers.front())) kept.text(other_number);
}

TEST_CASE("Every table that can hold rows of a person says whether they go with her") {
  Kept kept;
  store::ContactAt const her = kept.text();
  fill(kept, her);
  std::vector<std::pair<std::string, std::string>> columns;
  kept.read([&](Snapshot& snapshot) {
    store::Rows rows = snapshot.query(
        "select t.name, c.name from sqlite_schema as t join pragma_table_info(t.name) as c "
        "where t.type = 'table' and c.name in ('contact_id', 'case_id', 'other_id') order by t.name, c.name");
    while (rows.next()) columns.emplace_back(rows.get<std::string>(0), rows.get<std::string>(1));
    return true;
  });
  REQUIRE(columns.size() > 8);
  for (auto const& [table, column] : columns) {
    CAPTURE(table, column);
    bool const goes =
        std::ranges::any_of(store::her_rows, [&](store::HerRows const& each) { return each.table == table; });
    bool const stays = std::ranges::find(store::rows_that_stay, table) != store::rows_that_stay.end();
    CHECK(goes != stays);
  }
  for (store::HerRows const& each : store::her_rows) {
    if (each.column != "contact_id") continue;
    CAPTURE(each.table);
    CHECK(rows_of(kept, std::string(each.table), "contact_id = $1", her.contact.id) > 0);
  }
  erase(kept, her.contact.id);
  for (store::HerRows const& each : store::her_rows) {
    if (each.column == "contact_id")
      CHECK(rows_of(kept, std::string(each.table), "contact_id = $1", her.contact.id) == 0);
  }
  CHECK(rows_of(kept, "timer", "$1 > 0", her.contact.id) == 0);
}

TEST_CASE("What stays of her counts and names nobody, and when she writes again she is somebody new") {
  Kept kept;
  store::ContactAt const her = kept.text();
  std::string const ref = fill(kept, her);
  erase(kept, her.contact.id);
  std::optional<store::Case> const left = kept.read(
      [&](Snapshot& snapshot) { return store::find_case(snapshot, {.name = "line", .all = true, .queues = {}}, ref); });
  REQUIRE(left);
  CHECK(left->state == store::CaseState::erased);
  CHECK(left->outcome == "N8");
  CHECK(left->category == "documents");
  CHECK(left->severity == store::Severity::high);
  CHECK(left->country == "QA");
  CHECK(left->queue == "outreach");
  CHECK(left->opened.time_since_epoch() % 24h == 0ms);
  REQUIRE(left->closed);
  CHECK(left->closed->time_since_epoch() % 24h == 0ms);
  CHECK(left->reasons.empty());
  CHECK(left->tags.empty());
  CHECK(left->also.empty());
  CHECK(left->holder.empty());
  CHECK(left->district.empty());
  store::ContactAt const again = kept.contact();
  CHECK(again.contact.id != her.contact.id);
  CHECK(again.made);
}

TEST_CASE("A backup made after an erasure knows her no more, and neither does the one made before") {
  Kept kept;
  store::ContactAt const her = kept.text();
  fill(kept, her);
  store::BackupMade const before = kept.backup();
  CHECK(before.owners == 1);
  erase(kept, her.contact.id);
  CHECK(kept.backup().owners == 0);
  base::Result<store::Restored> const restored = kept.restore(before.data, store::RestoreAim::drill);
  REQUIRE(restored);
  CHECK(restored->judged.faults.empty());
  CHECK(restored->judged.opened == 0);
  CHECK(restored->judged.erased > 8);
}

TEST_CASE("What decides whether she may be erased is read without opening anything") {
  Kept kept;
  store::ContactAt const her = kept.text();
  std::string const ref = fill(kept, her);
  store::HerRecord const record = kept.read(
      [&](Snapshot& snapshot) { return store::her_record(snapshot, *store::contact_of_case(snapshot, ref)); });
  CHECK(record.contact == her.contact.id);
  REQUIRE(record.cases.size() == 1);
  CHECK(record.cases[0].severity == store::Severity::high);
  CHECK(record.is_on_hold);
  CHECK(record.is_owed);
  CHECK_FALSE(record.confirmed);
  CHECK(record.last_heard == kept.clock.now());
  std::vector<store::ContactId> const people =
      kept.read([](Snapshot& snapshot) { return store::contacts_after(snapshot, {}, 10); });
  CHECK(people == std::vector{her.contact.id});
}
