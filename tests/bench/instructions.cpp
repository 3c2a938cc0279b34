#include "tests/bench/instructions.hpp"

#include "gateway/base/system_clock.hpp"
#include "tests/bench/annotated.hpp"
#include "tests/bench/load.hpp"
#include "tests/bench/seed.hpp"
#include "tests/bench/server.hpp"

#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t contacts = 100'000;
// So many at once, and the next only when the replies to these have left: how much waits in the outbox is a matter of
// speed, and what it costs would differ from run to run.
constexpr int connections = 8;
// Looks that find nothing new at the sink: under valgrind a reply may take long.
constexpr int quiet_looks = 400;

struct Part {
  enum class Kind : std::uint8_t {
    stage,   // with all that it calls; no stage calls another
    own,     // its own instructions alone, so that they are no stage's either
    across,  // with all that it calls, inside of several stages
  };
  std::string_view name;
  Kind kind;
  std::vector<std::string_view> functions;  // as callgrind_annotate names them
};

std::vector<Part> const& parts() {
  using enum Part::Kind;
  static std::vector<Part> const all{
      {"signature and form", stage, {"::Twilio::read("}},
      {"her standing read", stage, {"line::load_standing("}},
      {"triage and flow", stage, {":line::plan_turn("}},
      {"turn recorded", stage, {"line::record_turn("}},
      {"commit", stage, {"SqliteConnection::commit("}},
      {"outbox rows", stage, {"store::due_rows(", "store::next_due(", "store::mark_sent("}},
      {"sending by libcurl", stage, {":curl_multi_perform ", ":curl_multi_poll "}},
      {"HTTP in and the loop", own, {"boost::beast::", "boost::asio::", "base::HttpS"}},
      {"sealing",
       across,
       {"store::Sealer::seal", "store::Sealer::open", "store::Sealer::lookup", "store::Sealer::take_key",
        "store::Sealer::make_wrapped_key"}},
      {"SQLite", across, {":sqlite3_step ", ":sqlite3_prepare_v2 ", ":sqlite3_prepare_v3 "}},
  };
  return all;
}

fs::path absolute_in(Options const& options, std::string_view name) { return fs::absolute(options.out) / name; }

// Debian 12's valgrind cannot read what clang 19 writes for debuggers, and needs no more than the functions' names.
fs::path stripped(Options const& options) {
  fs::path const program = absolute_in(options, "saathi-stripped");
  support::Process process({"strip", "--strip-debug", "-o", program, support::saathi_program()}, "/dev/null");
  if (process.wait() != 0) throw std::runtime_error("strip failed: are the binutils installed?");
  return program;
}

struct Annotated {
  std::string inclusive;
  std::string own;
};

std::string annotate(fs::path const& profile, std::string const& inclusive) {
  fs::path const output = profile.string() + ".txt";
  fs::remove(output);
  support::Process process({"callgrind_annotate", "--inclusive=" + inclusive, "--threshold=100", "--auto=no", profile},
                           output);
  if (process.wait() != 0) throw std::runtime_error("callgrind_annotate failed:\n" + process.output());
  return process.output();
}

Annotated profile(Options const& options, Sink& sink, std::uint64_t messages) {
  fs::path const file = absolute_in(options, "callgrind." + std::to_string(messages) + ".out");
  fs::remove(file);
  ServerPlan plan{.folder = options.out / "run",
                  .seed = seeded(options.out, {.contacts = contacts, .messages = contacts}),
                  .prompts = options.out / "prompts",
                  .sink = sink.url(),
                  .wrapper = {"valgrind", "--quiet", "--tool=callgrind", "--callgrind-out-file=" + file.string()},
                  .program = stripped(options)};
  Server server(plan);
  Traffic traffic(server_target(), contacts, messages);
  LoadPlan const load{
      .port = server.port(), .connections = connections, .warm_up = 0, .seconds = 600, .requests = messages};
  std::uint64_t const before = sink.arrived();
  std::uint64_t arrived = before;
  auto const next = [&]() -> std::string_view {
    std::uint64_t const sent = traffic.built();
    if (sent % connections == 0)
      static_cast<void>(support::eventually([&] { return sink.arrived() - before >= sent; }));
    return traffic.next();
  };
  LoadResult const result = run_load(load, next);
  if (result.stored != messages) throw std::runtime_error("not every message was taken under valgrind");
  int quiet = 0;
  static_cast<void>(support::eventually(
      [&] {
        quiet = sink.arrived() == arrived ? quiet + 1 : 0;
        arrived = sink.arrived();
        return quiet > quiet_looks;
      },
      300));
  server.stop();
  return {.inclusive = annotate(file, "yes"), .own = annotate(file, "no")};
}

std::string today() {
  boost::asio::io_context loop;
  std::chrono::year_month_day const date(
      std::chrono::floor<std::chrono::days>(base::SystemClock(loop.get_executor()).now()));
  auto const two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

}  // namespace

std::optional<Instructions> count_instructions(Options const& options, Sink& sink) {
  support::Process probe({"valgrind", "--version"}, "/dev/null");
  if (probe.wait() != 0) return std::nullopt;
  std::uint64_t const messages = options.quick ? 100 : 500;
  Annotated const once = profile(options, sink, messages);
  Annotated const twice = profile(options, sink, 2 * messages);
  auto const a_message = [&](double first, double second) { return (second - first) / static_cast<double>(messages); };
  Instructions instructions;
  instructions.a_message = a_message(total_of(once.own), total_of(twice.own));
  for (Part const& part : parts()) {
    bool const is_own = part.kind == Part::Kind::own;
    std::string const& first = is_own ? once.own : once.inclusive;
    std::string const& second = is_own ? twice.own : twice.inclusive;
    instructions.shares.push_back({std::string(part.name),
                                   a_message(sum_of(first, part.functions), sum_of(second, part.functions)),
                                   part.kind == Part::Kind::across});
  }
  return instructions;
}

void record(Instructions const& instructions, std::string const& version) {
  fs::path const file = fs::path(SAATHI_SOURCE_DIR) / "tests/bench/instructions.tsv";
  bool const is_new = !fs::exists(file);
  std::ofstream stream(file, std::ios::app);
  if (is_new) {
    stream << "date\tversion\tinstructions a message";
    for (Share const& share : instructions.shares) stream << '\t' << share.name;
    stream << '\n';
  }
  stream << today() << '\t' << version << '\t' << static_cast<std::int64_t>(instructions.a_message);
  for (Share const& share : instructions.shares) stream << '\t' << static_cast<std::int64_t>(share.instructions);
  stream << '\n';
}

}  // namespace bench
