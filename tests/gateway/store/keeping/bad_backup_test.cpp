// Files of a backup that are cut, changed, swapped, foreign or too old, and places that are not empty: each is noticed
// and named, and nothing is written.
#include "gateway/store/keeping/backup_file.hpp"
#include "tests/gateway/store/keeping/kept.hpp"
#include "tests/support/catch.hpp"

using namespace store_tests;

namespace {

// Restoring says so, and there is nothing where the database would be.
void check_refused(Kept const& kept, fs::path const& data, std::string_view said) {
  base::Result<store::Restored> const restored = kept.restore(data);
  REQUIRE_FALSE(restored);
  INFO(restored.error().message);
  CHECK(restored.error().message.contains(said));
  CHECK_FALSE(fs::exists(kept.place));
  CHECK_FALSE(fs::exists(kept.place.string() + ".restoring"));
}

// Long enough for several pieces.
void fill(Kept& kept) {
  for (int i = 0; i < 40; ++i) kept.text(her_number, std::string(4000, 'k'));
}

}  // namespace

TEST_CASE("A backup's file that was cut, changed, put together anew or added to is noticed, wherever it was done") {
  Kept kept;
  fill(kept);
  store::BackupMade const made = kept.backup();
  for (fs::path const& file : {made.data, made.keys}) {
    std::string const whole = bytes_of(file);
    std::size_t const head = whole.find("\n\n") + 2;
    auto const refused = [&](std::string_view bytes, std::string_view said) {
      put_bytes(file, bytes);
      check_refused(kept, made.data, said);
    };
    for (std::size_t const size : {std::size_t{0}, std::size_t{7}, head - 1, head, head + 23, head + 24, head + 40,
                                   whole.size() / 2, whole.size() - 1}) {
      CAPTURE(file.extension().string(), size);
      refused(std::string_view(whole).substr(0, size), file.filename().string());
    }
    for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 40) {
      CAPTURE(file.extension().string(), at);
      std::string flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ 1);
      put_bytes(file, flipped);
      CHECK_FALSE(kept.restore(made.data));
      CHECK_FALSE(fs::exists(kept.place));
    }
    refused(whole + "x", "not the file that was written");
    refused("saathi backup 2\n" + whole.substr(whole.find('\n') + 1), "newer version");
    refused("PK\x03\x04" + whole, "is not a file of a backup");
    put_bytes(file, whole);
  }
  constexpr std::size_t piece = 64 * 1024 + 17;
  std::string const whole = bytes_of(made.data);
  std::size_t const first = whole.find("\n\n") + 2 + 24;
  REQUIRE(whole.size() > first + 2 * piece);
  put_bytes(made.data, whole.substr(0, first) + whole.substr(first + piece, piece) + whole.substr(first, piece) +
                           whole.substr(first + 2 * piece));
  check_refused(kept, made.data, "near its piece 1");
  put_bytes(made.data, whole.substr(0, first + piece));
  check_refused(kept, made.data, "ends too early");
  put_bytes(made.data, whole);
  CHECK(kept.restore(made.data));
}

TEST_CASE("Files that do not belong together are told apart: swapped, foreign, older keys, another master key") {
  Kept kept;
  kept.text();
  store::BackupMade const made = kept.backup();
  std::string const keys = bytes_of(made.keys);
  std::string const data = bytes_of(made.data);

  put_bytes(made.data, keys);
  check_refused(kept, made.data, "holds keys, not data");
  put_bytes(made.data, data);
  put_bytes(made.keys, data);
  check_refused(kept, made.data, "holds data, not keys");

  Kept foreign;
  foreign.text();
  put_bytes(made.keys, bytes_of(foreign.backup().keys));
  check_refused(kept, made.data, "of another hotline");

  put_bytes(made.keys, keys);
  kept.text(other_number);
  store::BackupMade const later = kept.backup();
  put_bytes(later.keys, keys);
  check_refused(kept, later.data, "are older than");

  kept.key = store::make_master_key();
  check_refused(kept, made.data, "another master key");
}

TEST_CASE("Nothing is restored over a database, over what lies beside one, or while a gateway runs") {
  Kept kept;
  kept.text();
  store::BackupMade const made = kept.backup();
  for (char const* const end : {"", "-wal", "-shm"}) {
    CAPTURE(end);
    fs::path const there = kept.place.string() + end;
    fs::create_directories(there.parent_path());
    put_bytes(there, "somebody's");
    base::Result<store::Restored> const restored = kept.restore(made.data);
    REQUIRE_FALSE(restored);
    CHECK(restored.error().message.contains("There is " + there.string() + " already"));
    CHECK(bytes_of(there) == "somebody's");
    fs::remove(there);
  }
  kept.place = kept.path();
  base::Result<store::Restored> const restored = kept.restore(made.data);
  REQUIRE_FALSE(restored);
  CHECK(restored.error().message.contains("Another process holds the store"));
  kept.text();  // it goes on
}

TEST_CASE("A backup replaces no file of keys but an older one of the same hotline, and leaves the folder as it was") {
  Kept kept;
  kept.text();
  struct Former {
    std::string bytes;
    char const* said;
  };
  Kept foreign;
  foreign.text();
  std::string const of_another = bytes_of(foreign.backup().keys);
  std::string const own = bytes_of(kept.backup().keys);
  fs::remove_all(kept.shelf);
  for (Former const& former :
       {Former{"a shopping list", "no file of keys"}, Former{of_another, "of another hotline"}}) {
    fs::create_directories(kept.shelf);
    put_bytes(kept.shelf / store::keys_file_name, former.bytes);
    base::Result<store::BackupMade> const made = kept.try_backup();
    REQUIRE_FALSE(made);
    CHECK(made.error().message.contains(former.said));
    CHECK(bytes_of(kept.shelf / store::keys_file_name) == former.bytes);
    CHECK(std::distance(fs::directory_iterator(kept.shelf), {}) == 1);
  }
  put_bytes(kept.shelf / store::keys_file_name, own);
  kept.clock.step(-1h);
  base::Result<store::BackupMade> const made = kept.try_backup();
  REQUIRE_FALSE(made);
  CHECK(made.error().message.contains("newer than the clock"));
}

TEST_CASE("Where a backup cannot be finished nothing of it stays, and the former one is still there") {
  Kept kept;
  kept.text();
  store::BackupMade const former = kept.backup();
  std::string const keys = bytes_of(former.keys);
  kept.text();
  kept.clock.advance(1s);
  // A folder stands where the next data file would be begun.
  store::BackupMade const probe = kept.backup();
  fs::remove(probe.data);
  put_bytes(former.keys, keys);
  fs::create_directories(probe.data.string() + ".part");
  kept.clock.step(-1s);
  base::Result<store::BackupMade> const made = kept.try_backup();
  REQUIRE_FALSE(made);
  CHECK(bytes_of(former.keys) == keys);
  CHECK(fs::exists(former.data));
  CHECK_FALSE(fs::exists(former.keys.string() + ".part"));
}
