// Backups are made while the gateway writes, come back whole, and forget who was erased.
#include "gateway/store/journal.hpp"
#include "gateway/store/keeping/judge.hpp"
#include "gateway/store/sealed_places.hpp"
#include "gateway/store/sqlite/copy.hpp"
#include "tests/gateway/store/keeping/kept.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <thread>

using namespace store_tests;

namespace {

std::vector<std::string> names_in(fs::path const& folder) {
  std::vector<std::string> names;
  for (fs::directory_entry const& each : fs::directory_iterator(folder)) names.push_back(each.path().filename());
  std::ranges::sort(names);
  return names;
}

store::Judgement judge_live(Kept& kept) {
  auto const connection = store::sqlite::open_beside(kept.path());
  REQUIRE(connection);
  store::Sealer sealer(kept.key);
  Snapshot snapshot(**connection, sealer, kept.clock.now());
  return store::judge(snapshot, **connection);
}

}  // namespace

TEST_CASE("A backup comes back whole, with every word, and the gateway that takes it up goes on") {
  Kept kept;
  store::ContactAt const her = kept.text();
  kept.text(other_number, "ghara jana dinna");
  store::BackupMade const made = kept.backup();
  CHECK(made.owners == 2);
  CHECK(names_in(kept.shelf) == std::vector<std::string>{made.data.filename(), "saathi.keys"});

  base::Result<store::Restored> const restored = kept.restore(made.data);
  REQUIRE(restored);
  CHECK(restored->judged.faults.empty());
  CHECK(restored->judged.contacts == 2);
  CHECK(restored->judged.messages == 2);
  CHECK(restored->judged.journal_entries == 2);
  CHECK(restored->judged.erased == 0);
  CHECK(names_in(kept.place.parent_path()) == std::vector<std::string>{"saathi.db", "saathi.db.lock"});

  kept.store.reset();
  auto opened = store::open_store(kept.place, kept.key, kept.loop.executor(), kept.clock);
  REQUIRE(opened);
  kept.store = *std::move(opened);
  CHECK(kept.contact().contact.id == her.contact.id);
  std::vector<store::Message> const heard =
      kept.read([&](Snapshot& snapshot) { return store::history(snapshot, her.contact.id, 10); });
  REQUIRE(heard.size() == 1);
  CHECK(shown(heard[0].text) == "malik le passport rakheko cha");
  kept.text();
  CHECK(kept.read([](Snapshot& snapshot) { return !store::verify_journal(snapshot, 1, 3).has_value(); }));
}

TEST_CASE("Every text that was acknowledged before a backup began is in it, however many are written meanwhile") {
  Kept kept;
  store::ContactAt const her = kept.text();
  std::jthread const writing([&](std::stop_token const& stop) {
    int number = 0;
    while (!stop.stop_requested()) {
      auto const unit = [&](Transaction& tx) {
        return store::add_message(tx, inbound(her, "w" + std::to_string(++number)));
      };
      (void)kept.store->write_now(unit);
    }
  });
  for (int round = 0; round < 10; ++round) {
    std::int64_t const before = kept.read([](Snapshot& snapshot) {
      store::Rows rows = snapshot.query("select count(*) from message");
      return rows.next() ? rows.get<std::int64_t>(0) : 0;
    });
    store::BackupMade const made = kept.backup();
    base::Result<store::Restored> const restored = kept.restore(made.data, store::RestoreAim::drill);
    REQUIRE(restored);
    CHECK(restored->judged.faults.empty());
    CHECK(restored->judged.messages >= before);
  }
}

TEST_CASE("What waited to be sent comes back as unknown: the machine that is gone may have sent it since") {
  Kept kept;
  store::ContactAt const her = kept.text();
  store::MessageId const waiting =
      kept.write([&](Transaction& tx) { return store::add_outbound(tx, reply(her)).value(); });
  REQUIRE(kept.restore(kept.backup().data));
  kept.store.reset();
  auto opened = store::open_store(kept.place, kept.key, kept.loop.executor(), kept.clock);
  REQUIRE(opened);
  kept.store = *std::move(opened);
  std::optional<store::Outbound> const row =
      kept.read([&](Snapshot& snapshot) { return store::find_outbound(snapshot, waiting); });
  REQUIRE(row);
  CHECK(row->state == store::OutboundState::unknown);
  CHECK(row->due.has_value());
}

TEST_CASE("Whoever is erased is gone from every backup as soon as the file of keys is replaced") {
  Kept kept;
  store::ContactAt const her = kept.text();
  kept.text(other_number);
  store::BackupMade const older = kept.backup();
  kept.erase_key(her.contact.id);
  store::BackupMade const newer = kept.backup();
  CHECK(newer.owners == 1);
  for (fs::path const& data : {older.data, newer.data}) {
    base::Result<store::Restored> const restored = kept.restore(data, store::RestoreAim::drill);
    REQUIRE(restored);
    CHECK(restored->judged.faults.empty());
    CHECK(restored->judged.erased == 2);  // her number and her text
    CHECK(restored->judged.opened == 2);  // the other's
  }
}

TEST_CASE("No key is ever written to the copy of which a data file is made") {
  Kept kept;
  store::ContactAt const her = kept.text();
  std::string const wrapped = kept.read([&](Snapshot& snapshot) {
    store::Rows rows = snapshot.query("select wrapped from owner_key where owner_id = $1", her.contact.id);
    return rows.next() ? std::string(rows.bytes(0)) : std::string();
  });
  REQUIRE_FALSE(wrapped.empty());
  fs::path const copy = kept.folder.path() / "copy";
  put_bytes(copy, "");
  constexpr std::array left_out = std::to_array<store::sqlite::LeftOut>({{"owner_key", ""}});
  int percent = -1;
  base::Result<int> const schema = store::sqlite::copy_database(
      {.from = kept.path(), .to = copy, .left_out = left_out, .progress = [&](int done) { percent = done; }});
  REQUIRE(schema);
  CHECK(*schema == store::sqlite::newest_schema());
  CHECK(percent == 100);
  CHECK_FALSE(bytes_of(copy).contains(wrapped));
  kept.store.reset();
  CHECK(bytes_of(kept.path()).contains(wrapped));  // else this test looks for the wrong thing
}

TEST_CASE("A drill leaves nothing behind and needs no empty place") {
  Kept kept;
  kept.text();
  store::BackupMade const made = kept.backup();
  kept.place = kept.path();
  std::vector<std::string> const before = names_in(kept.folder.path());
  base::Result<store::Restored> const restored = kept.restore(made.data, store::RestoreAim::drill);
  REQUIRE(restored);
  CHECK(restored->judged.faults.empty());
  CHECK(names_in(kept.folder.path()) == before);
}

TEST_CASE("The newest data file is found by its name") {
  Kept kept;
  CHECK_FALSE(store::newest_data_file(kept.shelf));
  kept.text();
  kept.backup();
  store::BackupMade const newest = kept.backup();
  CHECK(store::newest_data_file(kept.shelf) == newest.data);
}

TEST_CASE("Every sealed column has one place where whoever walks over all sealed values finds row and owner") {
  for (store::SealedColumn const& column : store::sealed_columns::all) {
    std::string const name = std::string(column.table) + "." + std::string(column.column);
    CAPTURE(name);
    CHECK(std::ranges::count_if(store::sealed_places, [&](store::SealedPlace const& place) {
            return place.column.table == column.table && place.column.column == column.column &&
                   place.column.owner == column.owner;
          }) == 1);
  }
}

TEST_CASE(
    "The judge finds a value that was changed or moved, an address with another's hash, and a journal that was cut") {
  struct Damage {
    char const* sql;
    char const* found;
  };
  for (Damage const& damage :
       {Damage{"update message set text = zeroblob(60) where id = (select min(id) from message)", "message.text"},
        Damage{"update message set text = (select text from message order by id desc limit 1)", "message.text"},
        Damage{"update address set lookup = zeroblob(16) where id = (select min(id) from address)", "own hash"},
        Damage{"update journal set who = 'nobody' where seq = 2", "broken at entry 2"},
        Damage{"delete from journal where seq = 2", "broken at entry 2"}}) {
    CAPTURE(damage.sql);
    Kept kept;
    kept.text();
    kept.text();
    kept.text(other_number);
    CHECK(judge_live(kept).faults.empty());
    kept.write([&](Transaction& tx) { return tx.execute(damage.sql); });
    std::vector<std::string> const faults = judge_live(kept).faults;
    REQUIRE_FALSE(faults.empty());
    CHECK(faults[0].contains(damage.found));
  }
}
