// What was sealed cannot be changed, cut or written anew without being found, also not with every hash made to fit.
#include "gateway/store/keeping/journal_seal.hpp"

#include "gateway/store/journal.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "tests/gateway/store/keeping/kept.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;

namespace {

struct SealedJournal : Kept {
  store::JournalSigner signer{*read([this](Snapshot& snapshot) { return store::backup_key_of(snapshot, key); })};

  void entry(std::string const& who) {
    write([&](Transaction& tx) {
      tx.journal(who, "looked", "case K-40213");
      return true;
    });
  }
  store::JournalSeal seal() {
    return *write([&](Transaction& tx) { return store::seal_journal(tx, signer); });
  }
  std::vector<std::string> faults(std::vector<store::JournalSeal> const& kept = {}) {
    return read([&](Snapshot& snapshot) { return store::verify_sealed_journal(snapshot, signer, kept).faults; });
  }
  void run(std::string_view sql) {
    write([&](Transaction& tx) { return tx.execute(sql); });
  }
  // Every entry from `seq` on, so that each follows from the one before.
  void make_hashes_fit(std::int64_t seq) {
    write([&](Transaction& tx) {
      for (store::JournalEntry entry : store::journal_after(tx, seq - 1, 1000)) {
        std::vector<store::JournalEntry> const before = store::journal_after(tx, entry.seq - 2, 1);
        entry.previous = entry.seq > 1 ? before.front().hash : std::string();
        entry.hash = store::hash_of(entry);
        tx.execute("update journal set previous = $2, hash = $3 where seq = $1", entry.seq, store::Blob{entry.previous},
                   store::Blob{entry.hash});
      }
      return true;
    });
  }
};

}  // namespace

TEST_CASE("A journal that nobody touched is whole, and a seal is written once for an entry") {
  SealedJournal journal;
  CHECK_FALSE(journal.write([&](Transaction& tx) { return store::seal_journal(tx, journal.signer); }));
  for (char const* const who : {"asha", "binod", "asha"}) journal.entry(who);
  store::JournalSeal const first = journal.seal();
  CHECK(first.seq == 3);
  CHECK(journal.seal().signature == first.signature);
  journal.entry("binod");
  CHECK(journal.seal().seq == 4);
  CHECK(journal.faults({first}).empty());
  std::optional<store::JournalSeal> const kept = store::parse_seal_line(store::to_line(first));
  REQUIRE(kept);
  CHECK(journal.faults({*kept}).empty());
  for (char const* const line : {"", "saathi-seal", "saathi-seal 3 zz 1 00", "saathi-seal 0 00 1 00", "seal 3 00 1 00"})
    CHECK_FALSE(store::parse_seal_line(line));
}

TEST_CASE("Whoever changes, cuts, puts in or turns round entries is found, with and without hashes that fit") {
  struct Deed {
    char const* name;
    char const* sql;
    bool hashes_fit;
    char const* found;
  };
  for (Deed const& deed :
       {Deed{"changed", "update journal set who = 'nobody' where seq = 2", false, "Entry 2: This entry was changed"},
        Deed{"changed to fit", "update journal set who = 'nobody' where seq = 2", true, "were written anew"},
        Deed{"cut out", "delete from journal where seq = 2", false, "Entry 2: This entry is missing"},
        Deed{"cut off", "delete from journal where seq >= 3", false, "the journal was cut"},
        Deed{"cut off with its seal", "delete from journal_seal", false, ""},
        Deed{"turned round", "update journal set seq = case seq when 1 then -2 when 2 then 1 else seq end", false,
             "Entry 1"},
        Deed{"put in", "update journal set who = 'dina', detail = '{}' where seq = 3", true, "were written anew"},
        Deed{"a seal of somebody else", "update journal_seal set signature = zeroblob(64)", false,
             "was not made with this hotline's key"}}) {
    CAPTURE(deed.name);
    SealedJournal journal;
    for (char const* const who : {"asha", "binod", "asha"}) journal.entry(who);
    store::JournalSeal const taken_away = journal.seal();
    journal.run(deed.sql);
    if (deed.hashes_fit) journal.make_hashes_fit(1);
    std::vector<std::string> const faults = journal.faults();
    CHECK(faults.empty() == (*deed.found == '\0'));
    bool const said = *deed.found == '\0' ||
                      std::ranges::any_of(faults, [&](std::string const& fault) { return fault.contains(deed.found); });
    CHECK(said);
    // Who has the database and its keys still cannot undo what an auditor took away.
    if (deed.hashes_fit) {
      journal.run("delete from journal_seal");
      journal.seal();
      CHECK(journal.faults().empty());
      REQUIRE(journal.faults({taken_away}).size() == 1);
      CHECK(journal.faults({taken_away})[0].contains("were written anew"));
    }
  }
}
