#include "tests/bench/cases.hpp"

#include "tests/bench/case_pages.hpp"
#include "tests/bench/clocks.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/routing.hpp"
#include "tests/bench/seed.hpp"
#include "tests/bench/server.hpp"

#include <chrono>
#include <stdexcept>

namespace bench {

namespace {

constexpr std::uint64_t contacts = 100'000;
constexpr std::uint64_t stored_usually = 100'000;
constexpr std::uint64_t stored_little = 10'000;
constexpr std::uint64_t stored_much = 1'000'000;
constexpr int idle_connections = 5'000;
// Providers open as many connections as they like; with fewer, the generator and not the server would hold back.
constexpr int overload_connections = 14'000;
constexpr int overload_times = 4;
constexpr std::uint64_t full_loop_messages = 2'000;
constexpr int full_loop_seconds_max = 60;

class Bench {
 public:
  Bench(Options const& options, Sink& sink) : options_(options), sink_(sink) {}

  [[nodiscard]] Server start(std::uint64_t stored) const {
    ServerPlan plan = empty_plan();
    plan.seed = seeded(options_.out, {.contacts = contacts, .messages = stored});
    plan.prompts = options_.out / "prompts";
    return Server(plan);
  }
  [[nodiscard]] Server start_empty() const { return Server(empty_plan()); }

  [[nodiscard]] LoadPlan load(Server const& server, int connections) const {
    return {.port = server.port(),
            .connections = connections,
            .warm_up = options_.quick ? 0.5 : 1,
            .seconds = options_.seconds};
  }

  // Fresh messages to a server over a store of that size.
  [[nodiscard]] Sample under_load(std::uint64_t stored, int connections, double rate = 0) const {
    Server server = start(stored);
    LoadPlan plan = load(server, connections);
    plan.rate = rate;
    return measured(server, plan);
  }

  [[nodiscard]] Sample measured(Server& server, LoadPlan plan) const {
    Traffic traffic(server_target(), contacts, static_cast<std::uint64_t>(server.pid()));
    std::uint64_t const before = sink_.arrived();
    std::uint64_t sent_on = 0;
    plan.begins = [&] { sent_on = sink_.arrived(); };
    plan.ends = [&] { sent_on = sink_.arrived() - sent_on; };
    Sample sample = measure(plan, [&] { return traffic.next(); }, {server.pid()});
    sample["sent_on"] = static_cast<double>(sent_on) / sample["seconds"];
    sample["built"] = static_cast<double>(traffic.built());
    sample["sent_on_in_all"] = static_cast<double>(sink_.arrived() - before);
    server.stop();
    return sample;
  }

  // Texts in until their replies have all come out: how many a second.
  [[nodiscard]] Sample full_loop() const {
    Server const server = start(stored_usually);
    Traffic traffic(server_target(), contacts, static_cast<std::uint64_t>(server.pid()));
    std::uint64_t const before = sink_.arrived();
    LoadPlan plan = load(server, 64);
    plan.warm_up = 0;
    plan.seconds = full_loop_seconds_max;
    plan.requests = options_.quick ? full_loop_messages / 4 : full_loop_messages;
    double const cpu_before = cpu_seconds({server.pid()});
    auto const begun = std::chrono::steady_clock::now();
    Sample sample = measure(plan, [&] { return traffic.next(); }, {server.pid()});
    bool const all =
        support::eventually([&] { return sink_.arrived() - before >= plan.requests; }, full_loop_seconds_max);
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begun;
    auto const arrived = static_cast<double>(sink_.arrived() - before);
    return {{"rate", arrived / took.count()},
            {"cpu_us", (cpu_seconds({server.pid()}) - cpu_before) * 1e6 / arrived},
            {"foreign", sample["foreign"]},
            {"unsent", all ? 0 : static_cast<double>(plan.requests) - arrived}};
  }

  [[nodiscard]] Sample idle() const {
    Server const server = start_empty();
    auto const resident = [&] { return static_cast<double>(resident_bytes({server.pid()})); };
    double const before = resident();
    std::vector<Descriptor> connections;
    for (int i = 0; i < idle_connections; ++i) connections.push_back(connect_to(server.port()));
    if (!support::eventually([&] { return server.connections() >= idle_connections; }))
      throw std::runtime_error("the gateway did not take the idle connections");
    return {{"bytes", (resident() - before) / idle_connections}, {"base_mb", before / 1e6}};
  }

  [[nodiscard]] Sample started() const { return {{"ms", start_empty().ready_after_seconds() * 1000}}; }

  [[nodiscard]] Sample overload(double capacity) const {
    Server server = start(stored_usually);
    double const before = static_cast<double>(resident_bytes({server.pid()})) / 1e6;
    LoadPlan plan = load(server, overload_connections);
    plan.rate = capacity * overload_times;
    Sample sample = measured(server, plan);
    sample["resident_before_mb"] = before;
    sample["offered"] = plan.rate;
    return sample;
  }

 private:
  [[nodiscard]] ServerPlan empty_plan() const {
    return {.folder = options_.out / "run", .seed = {}, .prompts = {}, .sink = sink_.url(), .wrapper = {}};
  }

  Options options_;
  Sink& sink_;
};

}  // namespace

std::vector<Case> own_cases(Options const& options, Sink& sink) {
  Bench const bench(options, sink);
  std::vector<Case> cases;
  std::vector<int> const connections = options.quick ? std::vector<int>{1, 64} : std::vector<int>{1, 16, 64, 256};
  for (int const n : connections) {
    cases.push_back({"saathi " + std::to_string(n),
                     "saathi, " + std::to_string(n) + (n == 1 ? " connection" : " connections"),
                     [bench, n] { return bench.under_load(stored_usually, n); }});
  }
  std::vector<int> const rates = options.quick ? std::vector<int>{500} : std::vector<int>{250, 1'000, 2'000, 4'000};
  for (int const rate : rates) {
    cases.push_back({"saathi rate " + std::to_string(rate), "saathi, open loop at " + figure(rate) + " a second",
                     [bench, rate] { return bench.under_load(stored_usually, 256, rate); }});
  }
  cases.push_back({"saathi start", "saathi, start on an empty store", [bench] { return bench.started(); }});
  cases.push_back({"saathi idle", "saathi, idle connections", [bench] { return bench.idle(); }});
  cases.push_back({"saathi full loop", "saathi, text in to reply out", [bench] { return bench.full_loop(); }});
  cases.push_back(routing_case(options));
  cases.push_back(case_pages_case(options));
  for (Case& each : clock_cases(options)) cases.push_back(std::move(each));
  if (options.quick) return cases;
  cases.push_back({"saathi stored 10000", "saathi, 64 connections, 10,000 stored",
                   [bench] { return bench.under_load(stored_little, 64); }});
  cases.push_back({"saathi stored 1000000", "saathi, 64 connections, 1,000,000 stored",
                   [bench] { return bench.under_load(stored_much, 64); }});
  cases.push_back({"saathi large 256", "saathi, 256 connections, 1,000,000 stored",
                   [bench] { return bench.under_load(stored_much, 256); }});
  return cases;
}

std::vector<Case> overload_cases(Options const& options, Sink& sink, Results const& results) {
  double peak = 0;
  for (char const* key : {"saathi 16", "saathi 64", "saathi 256"}) peak = std::max(peak, results.median(key, "rate"));
  if (peak <= 0) return {};
  Bench const bench(options, sink);
  return {{"saathi overload", "saathi, four times its peak offered", [bench, peak] { return bench.overload(peak); }}};
}

}  // namespace bench
