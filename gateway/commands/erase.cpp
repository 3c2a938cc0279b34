// saathi erase REF --because asked --as NAME [FOLDER…]: erases whoever a case is of, and proves it. What there was of
// her is kept in memory, then the database's own folder and the folders named (backups, logs) are read to the end.
// Where one of them holds a file of keys of this hotline that file is replaced first.
#include "gateway/commands/asking.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/keeping/backup.hpp"
#include "gateway/store/keeping/her_record.hpp"
#include "gateway/store/keeping/traces.hpp"
#include "gateway/store/sqlite/copy.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>

namespace commands {

namespace {

namespace fs = std::filesystem;

constexpr std::array options{config_option, as_option,
                             Option{"--because", "REASON", "asked, court, mistake or age; recorded in the journal"}};

// Each try waits a quarter of a second for whoever reads: a list that is slow to read.
constexpr int scrubs_max = 40;

base::Instant now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

base::Result<std::vector<store::Trace>> find_traces(base::Config const& config, store::MasterKey const& key,
                                                    std::string const& ref) {
  auto live = store::sqlite::open_beside(gateway::database_path(config));
  if (!live) return std::unexpected(live.error());
  try {
    store::Sealer sealer(key);
    store::Snapshot snapshot(**live, sealer, now());
    std::optional<store::ContactId> const contact = store::contact_of_case(snapshot, ref);
    if (!contact) return base::error(base::Code::not_found, "There is no case " + ref + ".");
    return store::traces_of(snapshot, *contact);
  } catch (store::Failure const& failure) {
    return std::unexpected(failure.error());
  }
}

base::Result<void> empty_log(base::Config const& config) {
  for (int i = 0; i < scrubs_max; ++i) {
    base::Result<bool> const done = store::sqlite::scrub_beside(gateway::database_path(config));
    if (!done) return std::unexpected(done.error());
    if (*done) return {};
  }
  return base::error(
      base::Code::environment,
      "She is erased, but somebody reads the database and its log cannot be emptied: it is tried again by "
      "itself. Run this again to see whether anything is left.");
}

// In each folder that has one.
base::Result<void> replace_keys(base::Config const& config, store::MasterKey const& key,
                                std::vector<fs::path> const& folders, std::ostream& out) {
  for (fs::path const& folder : folders) {
    std::error_code unknown;
    if (!fs::exists(folder / store::keys_file_name, unknown)) continue;
    base::Result<store::BackupMade> const made = store::make_backup({.database = gateway::database_path(config),
                                                                     .folder = folder,
                                                                     .master = key,
                                                                     .now = now(),
                                                                     .scope = store::BackupScope::keys});
    if (!made) return std::unexpected(made.error());
    out << "Replaced " << made->keys.string() << ": its data files forget her too.\n";
  }
  return {};
}

std::string_view words_of(store::TraceKind kind) {
  switch (kind) {
    case store::TraceKind::number: return "her number, or what finds it";
    case store::TraceKind::words: return "words of hers";
    case store::TraceKind::sealed: return "something sealed of hers";
    case store::TraceKind::key: return "her key";
  }
  return {};
}

Exit prove(std::vector<store::Trace> const& traces, std::vector<fs::path> const& places, Streams& streams) {
  store::Search const search = store::search(traces, places);
  auto const count = [&](store::TraceKind kind) { return std::ranges::count(traces, kind, &store::Trace::kind); };
  for (store::TraceFound const& found : search.found)
    streams.err << "saathi: " << found.file.string() << " still holds " << words_of(found.kind) << ".\n";
  for (fs::path const& file : search.unread) streams.err << "saathi: " << file.string() << " cannot be read.\n";
  streams.out << "Looked in " << search.files << " files (" << search.bytes << " bytes) for "
              << count(store::TraceKind::number) << " traces of her number, " << count(store::TraceKind::words)
              << " texts, " << count(store::TraceKind::sealed)
              << " sealed values and her key: " << (search.found.empty() ? "nothing is left.\n" : "see above.\n");
  return search.found.empty() && search.unread.empty() ? Exit::good : Exit::environment;
}

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words.empty() || !arguments.has("--because"))
    return fail(streams, Exit::usage,
                "Try: saathi erase K-40213 --because asked --as NAME [FOLDER of backups or logs]…");
  std::string const& ref = arguments.words[0];
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<store::MasterKey> const key = gateway::load_master_key(*config);
  if (!key) return fail(streams, Exit::environment, key.error().message);
  base::Result<std::vector<store::Trace>> const traces = find_traces(*config, *key, ref);
  if (!traces) return fail(streams, Exit::input, traces.error().message);
  if (traces->empty()) return fail(streams, Exit::input, "Whoever " + ref + " was of is erased already.");
  Asked const asked =
      ask(arguments, streams,
          {.method = "POST",
           .path = "/api/v1/erasures",
           .as = {},
           .body = boost::json::serialize(boost::json::object{{"case", ref}, {"reason", arguments.get("--because")}})});
  if (asked.exit != Exit::good) return asked.exit;
  streams.out << "Erased whoever " << ref << " was of.\n";
  std::vector<fs::path> places(arguments.words.begin() + 1, arguments.words.end());
  if (base::Result<void> const replaced = replace_keys(*config, *key, places, streams.out); !replaced)
    return fail(streams, Exit::environment, replaced.error().message);
  if (base::Result<void> const emptied = empty_log(*config); !emptied)
    return fail(streams, Exit::environment, emptied.error().message);
  places.push_back(gateway::database_path(*config).parent_path());
  return prove(*traces, places, streams);
}

}  // namespace

extern Command const erase_command{"erase", "REF [FOLDER...]", "Erases whoever a case is of, and proves it.", options,
                                   run};

}  // namespace commands
