// saathi restore FOLDER: brings the newest backup of a folder back to where the configuration wants the database. It is
// judged first: every sealed value opened, the journal followed.
//   saathi restore FOLDER                  into an empty place
//   saathi restore FOLDER --verify         a drill: all but the last step, beside a gateway that may run
//   saathi restore saathi-….data --keys FILE
#include "gateway/store/keeping/restore.hpp"

#include "gateway/commands/progress.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"

#include <array>
#include <chrono>
#include <ostream>

namespace commands {

namespace {

namespace fs = std::filesystem;

constexpr std::array options{config_option,
                             Option{"--verify", "", "a drill: brings it back, judges it and leaves nothing"},
                             Option{"--keys", "FILE", "the file of keys; else saathi.keys beside the data"}};

// The file of data that was named, or the newest of the folder that was.
base::Result<fs::path> data_file(fs::path const& named) {
  std::error_code unknown;
  if (!fs::is_directory(named, unknown)) return named;
  return store::newest_data_file(named);
}

void tell(store::Restored const& restored, std::ostream& out) {
  store::Judgement const& judged = restored.judged;
  out << judged.contacts << " contacts, " << judged.messages << " messages, " << judged.cases << " cases, "
      << judged.journal_entries << " journal entries; " << judged.opened << " sealed values open";
  if (judged.erased > 0) out << ", " << judged.erased << " are of people who were erased";
  out << ".\n";
}

Exit end(Streams& streams, store::RestoreOrder const& order, store::Restored const& restored) {
  tell(restored, streams.out);
  for (std::string const& fault : restored.judged.faults) streams.err << "saathi: " << fault << '\n';
  bool const is_drill = order.aim == store::RestoreAim::drill;
  if (!restored.judged.faults.empty())
    return fail(streams, Exit::environment, "This backup is not good: nothing was put in place.");
  if (is_drill) {
    streams.out << order.data.string() << " is good: with this master key it can be brought back.\n";
  } else {
    streams.out << "Brought back to " << order.database.string()
                << ". Whoever works here signs in again; accounts and API tokens are as they were then.\n";
  }
  return Exit::good;
}

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words.size() != 1)
    return fail(streams, Exit::usage, "Say from where: saathi restore FOLDER, or a file that ends in .data.");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<store::MasterKey> const key = gateway::load_master_key(*config);
  if (!key) return fail(streams, Exit::environment, key.error().message);
  base::Result<fs::path> const data = data_file(arguments.words[0]);
  if (!data) return fail(streams, Exit::environment, data.error().message);
  ProgressLine progress(streams.err);
  store::RestoreOrder const order{
      .data = *data,
      .keys = arguments.get("--keys", (data->parent_path() / store::keys_file_name).string()),
      .database = gateway::database_path(*config),
      .master = *key,
      .now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()),
      .aim = arguments.has("--verify") ? store::RestoreAim::drill : store::RestoreAim::in_place,
      .progress = [&](std::string_view stage, int percent) { progress(stage, percent); }};
  base::Result<store::Restored> const restored = store::restore_backup(order);
  progress.end();
  if (!restored) return fail(streams, Exit::environment, restored.error().message);
  return end(streams, order, *restored);
}

}  // namespace

extern Command const restore_command{"restore", "FOLDER|FILE", "Brings a backup back into an empty place, or tries it.",
                                     options, run};

}  // namespace commands
