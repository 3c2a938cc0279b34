#include "tests/bench/table.hpp"

#include <array>
#include <sstream>

namespace bench {

namespace {

std::string cell(Spread const& spread, double scale = 1) { return spread.rounds == 0 ? "" : with_range(spread, scale); }

// Of a reference's median; empty without one.
std::string of_reference(Results const& results, std::string_view key, std::string_view name,
                         std::string_view reference) {
  double const there = results.median(reference, name);
  if (!results.has(key, name) || there <= 0) return "";
  return figure(results.median(key, name) / there);
}

std::string verdict(Bar::Verdict verdict) {
  switch (verdict) {
    case Bar::Verdict::met: return "met";
    case Bar::Verdict::missed: return "**missed**";
    case Bar::Verdict::not_measured: return "not measured";
    case Bar::Verdict::shown: return "shown";
  }
  return "";
}

void write_cases(std::ostringstream& out, Results const& results) {
  out << "| case | a second | of a bare Beast reply | of a bare SQLite insert, 32 a commit | p50 ms | in flushes | p99 "
         "ms | CPU us | KB written | resident MB | noisy rounds |\n";
  out << "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n";
  for (auto const& [key, name] : results.cases()) {
    if (!results.has(key, "rate") && !results.has(key, "p50_us")) continue;
    int const noisy = results.noisy(key);
    std::array<std::string, 11> const cells{
        name,
        cell(results.of(key, "rate")),
        of_reference(results, key, "rate", "reference beast"),
        of_reference(results, key, "rate", "reference sqlite 32"),
        cell(results.of(key, "p50_us"), 0.001),
        of_reference(results, key, "p50_us", "reference flush"),
        cell(results.of(key, "p99_us"), 0.001),
        cell(results.of(key, "cpu_us")),
        cell(results.of(key, "written_kb")),
        cell(results.of(key, "resident_mb")),
        noisy == 0 ? "" : std::to_string(noisy),
    };
    for (std::string const& each : cells) out << "| " << each << (each.empty() ? "" : " ");
    out << "|\n";
  }
}

void write_bars(std::ostringstream& out, std::vector<Bar> const& bars) {
  out << "\n| bar | wanted | measured | |\n|---|---|---|---|\n";
  for (Bar const& bar : bars) {
    out << "| " << bar.what << " | " << bar.wanted << " | " << bar.measured << " | " << verdict(bar.verdict) << " |\n";
  }
}

void write_instructions(std::ostringstream& out, Instructions const& instructions) {
  out << "\n| instructions a message, its reply sent | | share |\n|---|---:|---:|\n";
  double rest = instructions.a_message;
  auto const line = [&](std::string const& name, double count) {
    out << "| " << name << " | " << figure(count) << " | " << figure(100 * count / instructions.a_message) << "% |\n";
  };
  line("in all", instructions.a_message);
  for (Share const& share : instructions.shares) {
    if (share.is_across) continue;
    line(share.name, share.instructions);
    rest -= share.instructions;
  }
  line("everything else", rest);
  for (Share const& share : instructions.shares) {
    if (share.is_across) line("of all these, " + share.name, share.instructions);
  }
}

}  // namespace

std::string with_range(Spread const& spread, double scale) {
  std::string text = figure(spread.median * scale);
  if (spread.rounds > 1) text += " (" + figure(spread.least * scale) + "–" + figure(spread.most * scale) + ")";
  return text;
}

std::string table(Report const& report) {
  std::ostringstream out;
  out << "Version " << report.version << " on " << report.machine
      << ". Medians over rounds, all cases in turn; ranges in "
      << "brackets. A flush: " << with_range(report.results.of("reference flush", "p50_us"), 0.001) << " ms.\n\n";
  write_cases(out, report.results);
  write_bars(out, report.bars);
  if (report.instructions) write_instructions(out, *report.instructions);
  return out.str();
}

}  // namespace bench
