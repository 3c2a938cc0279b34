// saathi key: the master key.
//   saathi key init        makes it where the configuration says, refuses to overwrite one
//   saathi key rotate      a new one, while the gateway is stopped: every key in the database is wrapped anew
//   saathi key check FILE  whether a copy that lies elsewhere opens this database
#include "gateway/commands/progress.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/keeping/rotate.hpp"

#include <array>
#include <filesystem>
#include <ostream>

namespace commands {

namespace {

namespace fs = std::filesystem;

constexpr std::array options{config_option};

Exit init(base::Config const& config, Streams& streams) {
  std::error_code ignored;
  fs::create_directories(config.keys.file.parent_path(), ignored);
  base::Result<void> const made = store::make_key_file(config.keys.file);
  if (!made)
    return fail(streams, made.error().code == base::Code::conflict ? Exit::input : Exit::environment,
                made.error().message);
  streams.out
      << "Made " << config.keys.file.string() << " (only its owner may read it).\n"
      << "Keep a copy on another medium than the database: without it nothing can be read, with both everything can.\n";
  return Exit::good;
}

// The new key takes the place of the former, which stays beside it: backups made before still need it.
Exit exchange(fs::path const& file, fs::path const& next, Streams& streams) {
  fs::path const former = file.string() + ".former";
  std::error_code failed;
  fs::rename(file, former, failed);
  if (!failed) fs::rename(next, file, failed);
  if (failed)
    return fail(streams, Exit::environment, "The key files cannot be renamed: " + failed.message() + ". Run it again.");
  streams.out << "The new master key is " << file.string() << ", the former one " << former.string() << ".\n"
              << "Copy the new one to its safe place and make a backup now: earlier files of keys open with the former "
                 "one alone.\nWhen the new backup was tried (saathi restore FOLDER --verify), wipe the former key and "
                 "earlier files of keys.\n";
  return Exit::good;
}

// What a kill left of an earlier rotation is taken up: the next key lies there, and the database says whether it is in.
Exit rotate(base::Config const& config, Streams& streams) {
  if (!config.keys.credential.empty() || !config.keys.command.empty()) {
    return fail(streams, Exit::input,
                "The key does not come from a file: take [keys] credential and command out for the rotation, with the "
                "key in the file.");
  }
  fs::path const& file = config.keys.file;
  fs::path const next_file = file.string() + ".next";
  std::error_code unknown;
  if (fs::exists(file.string() + ".former", unknown))
    return fail(streams, Exit::input,
                "The key of the last rotation is still there: wipe " + file.string() + ".former first.");
  base::Result<store::MasterKey> const former = store::load_key_file(file);
  if (!former) return fail(streams, Exit::environment, former.error().message);
  if (!fs::exists(next_file, unknown)) {
    if (base::Result<void> const made = store::make_key_file(next_file); !made)
      return fail(streams, Exit::environment, made.error().message);
  }
  base::Result<store::MasterKey> const next = store::load_key_file(next_file);
  if (!next) return fail(streams, Exit::environment, next.error().message);
  fs::path const database = gateway::database_path(config);
  base::Result<store::Opens> const opens = store::which_opens(database, *former, *next);
  if (!opens) return fail(streams, Exit::environment, opens.error().message);
  if (*opens == store::Opens::neither)
    return fail(streams, Exit::environment, "Neither key opens this database: nothing was changed.");
  if (*opens == store::Opens::former) {
    ProgressLine progress(streams.err);
    base::Result<std::int64_t> const keys = store::rotate_keys(
        database, *former, *next, [&](std::string_view stage, int percent) { progress(stage, percent); });
    progress.end();
    if (!keys) return fail(streams, Exit::environment, keys.error().message);
    streams.out << "Wrapped " << *keys << " keys anew.\n";
  }
  return exchange(file, next_file, streams);
}

Exit check(base::Config const& config, fs::path const& copy, Streams& streams) {
  base::Result<store::MasterKey> const key = store::load_key_file(copy);
  if (!key) return fail(streams, Exit::input, key.error().message);
  base::Result<store::Opens> const opens = store::which_opens(gateway::database_path(config), *key, *key);
  if (!opens) return fail(streams, Exit::environment, opens.error().message);
  if (*opens == store::Opens::neither)
    return fail(streams, Exit::input, copy.string() + " does not open this database.");
  streams.out << copy.string() << " opens this database (" << store::fingerprint(store::keys_file_key(*key)) << ").\n";
  return Exit::good;
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::vector<std::string> const& words = arguments.words;
  bool const is_known =
      (words.size() == 1 && (words[0] == "init" || words[0] == "rotate")) || (words.size() == 2 && words[0] == "check");
  if (!is_known) return fail(streams, Exit::usage, "Try: saathi key init | rotate | check FILE [--config FILE]");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  if (words[0] == "init") return init(*config, streams);
  if (words[0] == "rotate") return rotate(*config, streams);
  return check(*config, words[1], streams);
}

}  // namespace

extern Command const key_command{"key", "init|rotate|check [FILE]", "The master key: made, changed, its copies tried.",
                                 options, run};

}  // namespace commands
