// saathi audit: the journal, proved and read. It only reads, beside a gateway that may run.
//   saathi audit verify [--kept FILE]      every entry follows from the one before, every seal fits
//   saathi audit seal                      the newest seal, for an auditor to keep elsewhere: append it to FILE
//   saathi audit who K-40213               who did or saw what with a case
#include "gateway/commands/setting.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/journal.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/keeping/journal_seal.hpp"
#include "gateway/store/sqlite/copy.hpp"

#include <array>
#include <chrono>
#include <fstream>
#include <functional>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--kept", "FILE", "seals that were kept elsewhere, one a line"}};

constexpr int entries_max = 100'000;

using Use = std::function<Exit(store::Snapshot& snapshot, store::MasterKey const& key)>;

Exit read_beside(Arguments const& arguments, Streams& streams, Use const& use) {
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<store::MasterKey> const key = gateway::load_master_key(*config);
  if (!key) return fail(streams, Exit::environment, key.error().message);
  auto live = store::sqlite::open_beside(gateway::database_path(*config));
  if (!live) return fail(streams, Exit::environment, live.error().message);
  try {
    store::Sealer sealer(*key);
    (*live)->begin_read();
    auto const now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    store::Snapshot snapshot(**live, sealer, now);
    return use(snapshot, *key);
  } catch (store::Failure const& failure) {
    return fail(streams, Exit::environment, failure.error().message);
  }
}

base::Result<std::vector<store::JournalSeal>> kept_seals(Arguments const& arguments) {
  std::vector<store::JournalSeal> seals;
  if (!arguments.has("--kept")) return seals;
  std::string const file = arguments.get("--kept");
  std::ifstream stream(file);
  if (!stream) return base::error(base::Code::bad_input, "The file " + file + " cannot be read.");
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (line.empty()) continue;
    std::optional<store::JournalSeal> seal = store::parse_seal_line(line);
    if (!seal) {
      return base::error(base::Code::bad_input,
                         file + ":" + std::to_string(number) + ": this is no seal, as `saathi audit seal` prints it.");
    }
    seals.push_back(*std::move(seal));
  }
  return seals;
}

Exit verify(Arguments const& arguments, Streams& streams) {
  base::Result<std::vector<store::JournalSeal>> const kept = kept_seals(arguments);
  if (!kept) return fail(streams, Exit::input, kept.error().message);
  return read_beside(arguments, streams, [&](store::Snapshot& snapshot, store::MasterKey const& key) {
    base::Result<store::Secret> const hotline = store::backup_key_of(snapshot, key);
    if (!hotline) return fail(streams, Exit::environment, hotline.error().message);
    store::JournalVerdict const verdict = store::verify_sealed_journal(snapshot, store::JournalSigner(*hotline), *kept);
    for (std::string const& fault : verdict.faults) streams.err << "saathi: " << fault << '\n';
    streams.out << verdict.entries << " entries, " << verdict.seals << " seals, " << kept->size() << " kept ones: "
                << (verdict.faults.empty() ? "nothing was changed, cut or put in.\n" : "this journal is not whole.\n");
    return verdict.faults.empty() ? Exit::good : Exit::input;
  });
}

Exit print_seal(Arguments const& arguments, Streams& streams) {
  return read_beside(arguments, streams, [&](store::Snapshot& snapshot, store::MasterKey const&) {
    std::optional<store::JournalSeal> const newest = store::last_journal_seal(snapshot);
    if (!newest) return fail(streams, Exit::input, "Nothing is sealed yet: it is done every hour.");
    streams.out << store::to_line(*newest) << '\n';
    return Exit::good;
  });
}

// 2026-11-25T16:34:06Z
std::string text_of(base::Instant at) {
  auto const day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(at - day));
  auto const two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day())) + "T" + two(time.hours().count()) + ":" + two(time.minutes().count()) +
         ":" + two(time.seconds().count()) + "Z";
}

Exit print_who(Arguments const& arguments, Streams& streams) {
  return read_beside(arguments, streams, [&](store::Snapshot& snapshot, store::MasterKey const&) {
    std::vector<store::JournalEntry> const entries =
        store::journal_of(snapshot, "case " + arguments.words[1], 0, entries_max);
    if (entries.empty()) return fail(streams, Exit::input, "The journal knows nothing of " + arguments.words[1] + ".");
    for (store::JournalEntry const& each : entries)
      streams.out << text_of(each.at) << "  " << each.who << "  " << each.what << "  " << each.detail << '\n';
    return Exit::good;
  });
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::vector<std::string> const& words = arguments.words;
  if (words.size() == 1 && words[0] == "verify") return verify(arguments, streams);
  if (words.size() == 1 && words[0] == "seal") return print_seal(arguments, streams);
  if (words.size() == 2 && words[0] == "who") return print_who(arguments, streams);
  return fail(streams, Exit::usage, "Try: saathi audit verify [--kept FILE] | seal | who K-40213");
}

}  // namespace

extern Command const audit_command{"audit", "verify|seal|who [REF]", "Proves the journal, and reads it.", options, run};

}  // namespace commands
