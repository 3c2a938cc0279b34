// A hotline with a few people and their words in it, its backups, and places to bring them back to.
#pragma once

#include "gateway/store/keeping/backup.hpp"
#include "gateway/store/keeping/restore.hpp"
#include "tests/gateway/store/store_world.hpp"

#include <fstream>
#include <iterator>

namespace store_tests {

namespace fs = std::filesystem;

inline std::string bytes_of(fs::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}
inline void put_bytes(fs::path const& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

struct Kept : World {
  fs::path shelf = folder.path() / "shelf";
  fs::path place = folder.path() / "new" / "saathi.db";
  int texts = 0;

  store::ContactAt text(char const* number = her_number, std::string const& words = "malik le passport rakheko cha") {
    store::ContactAt const at = contact(number);
    write([&](Transaction& tx) {
      tx.journal("line", "heard", "contact");
      return store::add_message(tx, inbound(at, "id-" + std::to_string(++texts), words)).has_value();
    });
    return at;
  }
  base::Result<store::BackupMade> try_backup() {
    clock.advance(1s);
    return store::make_backup({.database = path(), .folder = shelf, .master = key, .now = clock.now(), .progress = {}});
  }
  store::BackupMade backup() {
    base::Result<store::BackupMade> made = try_backup();
    if (!made) throw std::runtime_error(made.error().message + " " + made.error().detail);
    return *made;
  }
  [[nodiscard]] base::Result<store::Restored> restore(fs::path const& data,
                                                      store::RestoreAim aim = store::RestoreAim::in_place) const {
    return store::restore_backup({.data = data,
                                  .keys = shelf / store::keys_file_name,
                                  .database = place,
                                  .master = key,
                                  .now = clock.now(),
                                  .aim = aim});
  }
  // Erases as far as the keys go.
  void erase_key(store::ContactId contact_id) {
    write([&](Transaction& tx) {
      tx.sealer().forget_key({store::OwnerKind::contact, contact_id.value});
      return tx.execute("delete from owner_key where owner_kind = 'contact' and owner_id = $1", contact_id);
    });
  }
};

}  // namespace store_tests
