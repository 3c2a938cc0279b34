#include "gateway/desk/backups.hpp"

#include "gateway/desk/record_act.hpp"
#include "gateway/store/keeping/last_backup.hpp"

namespace desk {

namespace {

constexpr std::size_t name_bytes_max = 64;

bool is_file_name(std::string_view file) {
  return !file.empty() && file.size() <= name_bytes_max &&
         file.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.TZ") == std::string_view::npos;
}

}  // namespace

base::Task<base::Result<void>> Backups::note(Actor actor, std::string file) {
  if (!is_file_name(file)) co_return base::wrong_field("file", "file: the name of the data file, saathi-….data.");
  auto const unit = [&](store::Transaction& tx) -> base::Result<void> {
    store::note_backup(tx);
    record_act(tx, actor, "made_backup", "backup " + file);
    return {};
  };
  base::Result<void> const noted = co_await store_.write(unit);
  co_return noted;
}

}  // namespace desk
