// saathi backup FOLDER: two files, made while the gateway serves. The data are one more file each time; the file of
// keys replaces the former one, so that an erased person is gone from every backup.
#include "gateway/store/keeping/backup.hpp"

#include "gateway/commands/progress.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/serve.hpp"

#include <array>
#include <chrono>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option};

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words.size() != 1)
    return fail(streams, Exit::usage, "Say where to: saathi backup FOLDER, on another medium than the database.");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<store::MasterKey> const key = store::load_key_file(config->keys.file);
  if (!key) return fail(streams, Exit::environment, key.error().message);
  ProgressLine progress(streams.err);
  base::Result<store::BackupMade> const made =
      store::make_backup({.database = gateway::database_path(*config),
                          .folder = arguments.words[0],
                          .master = *key,
                          .now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
                          .progress = [&](std::string_view stage, int percent) { progress(stage, percent); }});
  progress.end();
  if (!made) return fail(streams, Exit::environment, made.error().message);
  streams.out << "Wrote " << made->data.string() << " (" << made->data_bytes << " bytes) and " << made->keys.string()
              << " (the keys of " << made->owners
              << "), which replaces every earlier saathi.keys, also on other media.\n"
              << "To read them again it takes the master key, which is in neither: " << config->keys.file.string()
              << ".\n";
  return Exit::good;
}

}  // namespace

extern Command const backup_command{"backup", "FOLDER", "Copies the hotline while it serves: data, and keys apart.",
                                    options, run};

}  // namespace commands
