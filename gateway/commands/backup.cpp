// saathi backup FOLDER --as NAME: two files, made while the gateway serves. The data are one more file each time; the
// file of keys replaces the former one, so that an erased person is gone from every backup.
#include "gateway/store/keeping/backup.hpp"

#include "gateway/commands/asking.hpp"
#include "gateway/commands/progress.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"

#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, as_option,
                             Option{"--keys-only", "", "replaces the file of keys alone: after somebody was erased"}};

base::Result<store::BackupMade> make(base::Config const& config, store::MasterKey const& key,
                                     Arguments const& arguments, Streams& streams) {
  ProgressLine progress(streams.err);
  base::Result<store::BackupMade> made = store::make_backup(
      {.database = gateway::database_path(config),
       .folder = arguments.words[0],
       .master = key,
       .now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
       .scope = arguments.has("--keys-only") ? store::BackupScope::keys : store::BackupScope::data_and_keys,
       .progress = [&](std::string_view stage, int percent) { progress(stage, percent); }});
  progress.end();
  return made;
}

void tell(store::BackupMade const& made, base::Config const& config, std::ostream& out) {
  out << "Wrote ";
  if (!made.data.empty()) out << made.data.string() << " (" << made.data_bytes << " bytes) and ";
  out << made.keys.string() << " (the keys of " << made.owners
      << "), which replaces every earlier saathi.keys, also on other media.\n"
      << "To read them again it takes the master key, which is in neither: " << config.keys.file.string() << ".\n";
}

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words.size() != 1 || arguments.get("--as").empty())
    return fail(streams, Exit::usage,
                "Say where to and who you are: saathi backup FOLDER --as NAME, on another medium than the database.");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<store::MasterKey> const key = gateway::load_master_key(*config);
  if (!key) return fail(streams, Exit::environment, key.error().message);
  base::Result<store::BackupMade> const made = make(*config, *key, arguments, streams);
  if (!made) return fail(streams, Exit::environment, made.error().message);
  tell(*made, *config, streams.out);
  if (made->data.empty()) return Exit::good;
  std::string const file = made->data.filename().string();
  return ask(arguments, streams,
             {.method = "POST",
              .path = "/api/v1/backups",
              .as = {},
              .body = boost::json::serialize(boost::json::object{{"file", file}})})
      .exit;
}

}  // namespace

extern Command const backup_command{"backup", "FOLDER", "Copies the hotline while it serves: data, and keys apart.",
                                    options, run};

}  // namespace commands
