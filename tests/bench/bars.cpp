#include "tests/bench/bars.hpp"

#include <algorithm>

namespace bench {

namespace {

constexpr std::string_view own = "saathi 64";
constexpr std::string_view classic = "prototype classic 64";

class Reader {
 public:
  explicit Reader(Results const& results) : results_(results) {}

  // A ratio of the same figure of two cases, held against a bar.
  [[nodiscard]] Bar ratio(std::string what, std::string_view figure_name, std::string_view ours,
                          std::string_view theirs, double least, double most) const {
    Bar bar{.what = std::move(what), .wanted = {}, .measured = {}};
    bar.wanted = most > 0 ? "at most " + figure(most) + " times" : "at least " + figure(least) + " times";
    if (!results_.has(ours, figure_name) || !results_.has(theirs, figure_name)) return bar;
    double const here = results_.median(ours, figure_name);
    double const there = results_.median(theirs, figure_name);
    double const times = there > 0 ? here / there : 0;
    bar.measured = figure(times) + " times (" + figure(here) + " to " + figure(there) + ")";
    bar.verdict = (most > 0 ? times <= most : times >= least) ? Bar::Verdict::met : Bar::Verdict::missed;
    return bar;
  }

  [[nodiscard]] Bar most(std::string what, std::string_view key, std::string_view figure_name, double limit,
                         std::string_view unit, double scale = 1) const {
    Bar bar{.what = std::move(what), .wanted = "at most " + figure(limit) + " " + std::string(unit), .measured = {}};
    if (!results_.has(key, figure_name)) return bar;
    double const value = results_.median(key, figure_name) * scale;
    bar.measured = figure(value) + " " + std::string(unit);
    bar.verdict = value <= limit ? Bar::Verdict::met : Bar::Verdict::missed;
    return bar;
  }

  [[nodiscard]] Bar latency_in_flushes() const {
    double const flush = results_.median("reference flush", "p50_us");
    double const limit = 4 * flush + 300;
    Bar bar = most("p50 at one connection: 4 flushes + 0.3 ms", "saathi 1", "p50_us", limit / 1000, "ms", 0.001);
    if (flush <= 0) bar.verdict = Bar::Verdict::not_measured;
    return bar;
  }

  [[nodiscard]] Bar growth() const {
    Bar bar{.what = "CPU a message at 1,000,000 stored, of that at 10,000", .wanted = "within 15%", .measured = {}};
    double const little = results_.median("saathi stored 10000", "cpu_us");
    double const much = results_.median("saathi stored 1000000", "cpu_us");
    if (little <= 0 || much <= 0) return bar;
    bar.measured = figure(much / little) + " times (" + figure(much) + " to " + figure(little) + " us)";
    bar.verdict = much / little <= 1.15 ? Bar::Verdict::met : Bar::Verdict::missed;
    return bar;
  }

  [[nodiscard]] std::vector<Bar> overload() const {
    Bar rate{.what = "overload, four times the peak offered: stored a second",
             .wanted = "at least 0.9 of the peak",
             .measured = {}};
    Bar answers{
        .what = "overload: the rest are told 503 and when to come again", .wanted = "every refusal", .measured = {}};
    Bar memory{.what = "overload: memory", .wanted = "bounded", .measured = {}};
    std::string_view const key = "saathi overload";
    if (!results_.has(key, "rate")) return {rate, answers, memory};
    double const stored = results_.median(key, "rate");
    double const peak = results_.median(key, "offered") / 4;
    rate.measured = figure(stored / peak) + " (" + figure(stored) + " of " + figure(peak) + ")";
    rate.verdict = stored >= 0.9 * peak ? Bar::Verdict::met : Bar::Verdict::missed;
    double const without = results_.of(key, "without_retry_after").most;
    double const refused = results_.median(key, "refused");
    answers.measured = figure(refused) + " a second refused, " + figure(without) + " of them without Retry-After, " +
                       figure(results_.median(key, "unanswered")) + " found no free connection";
    answers.verdict = refused > 0 && without <= 0 ? Bar::Verdict::met : Bar::Verdict::missed;
    memory.measured = figure(results_.median(key, "resident_before_mb")) + " MB before, " +
                      figure(results_.median(key, "resident_mb")) + " MB after";
    memory.verdict = Bar::Verdict::shown;
    return {rate, answers, memory};
  }

  [[nodiscard]] Bar full_loop() const {
    Bar bar =
        ratio("text in to reply out, of Kannel without a store", "rate", "saathi full loop", "kannel full loop", 3, 0);
    bar.wanted = "no bar; 3 times is the goal";
    if (bar.verdict != Bar::Verdict::not_measured) bar.verdict = Bar::Verdict::shown;
    return bar;
  }

 private:
  Results const& results_;
};

Bar sealing(std::optional<Instructions> const& instructions) {
  Bar bar{.what = "share of sealing in the instructions of a message", .wanted = "shown", .measured = {}};
  if (!instructions || instructions->a_message <= 0) return bar;
  auto const share = std::ranges::find(instructions->shares, "sealing", &Share::name);
  if (share == instructions->shares.end()) return bar;
  bar.measured = figure(100 * share->instructions / instructions->a_message) + "%";
  bar.verdict = Bar::Verdict::shown;
  return bar;
}

}  // namespace

std::vector<Bar> bars(Results const& results, std::optional<Instructions> const& instructions) {
  Reader const read(results);
  std::vector<Bar> all{
      read.ratio("stored a second at 64 connections, of the classic prototype", "rate", own, classic, 0.6, 0),
      read.ratio("stored a second at 64 connections, of the typical Node application", "rate", own, "node 64", 5, 0),
      read.ratio("CPU a message at 64 connections, of the classic prototype", "cpu_us", own, classic, 0, 2),
      read.latency_in_flushes(),
      read.ratio("p99 at 64 connections, of the classic prototype", "p99_us", own, classic, 0, 1.3),
      read.growth(),
      read.most("resident memory at 1,000,000 stored with 256 connections", "saathi large 256", "resident_mb", 120,
                "MB"),
      read.most("an idle connection", "saathi idle", "bytes", 8, "KB", 1.0 / 1024),
      read.most("CPU of a case to its queue, 500 queues", "saathi routing", "cpu_us", 20, "us"),
      read.most("a page of 50 cases of a queue, p99", "saathi case page", "p99_us", 5, "ms", 1.0 / 1000),
      read.most("CPU a second while 100,000 clocks of cases wait", "saathi clocks idle", "cpu_ms_a_second", 1, "ms"),
      read.most("10,000 clocks due at once, all acted on", "saathi clocks due", "seconds", 2, "s"),
      read.most("ready on an empty store, content checked", "saathi start", "ms", 300, "ms"),
      read.most("loading and checking the shipped content", "saathi content", "ms", 200, "ms"),
      read.most("cleaning, triage and one turn of a text of 160 characters", "saathi turn", "p50_us", 50, "us"),
      read.ratio("the same, of ICU alone over its bytes", "p50_us", "saathi turn", "reference icu", 0, 3),
  };
  for (Bar& bar : read.overload()) all.push_back(std::move(bar));
  all.push_back(read.full_loop());
  all.push_back(sealing(instructions));
  return all;
}

}  // namespace bench
