// saathi_bench, what ./dev bench runs: references, the gateway and its peers in turn, round after round; then one table
// and one picture.
#include "gateway/base/http_server.hpp"
#include "tests/bench/bars.hpp"
#include "tests/bench/cases.hpp"
#include "tests/bench/instructions.hpp"
#include "tests/bench/machine.hpp"
#include "tests/bench/options.hpp"
#include "tests/bench/peers.hpp"
#include "tests/bench/picture.hpp"
#include "tests/bench/references.hpp"
#include "tests/bench/table.hpp"
#include "tests/bench/words.hpp"
#include "tests/support/process.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <thread>

namespace {

using namespace bench;

bool is_wanted(Options const& options, std::string_view key) {
  return options.only.empty() ||
         std::ranges::any_of(options.only, [&](std::string const& beginning) { return key.starts_with(beginning); });
}

// Somebody else computed meanwhile: a flush then takes a tick of the scheduler, and every figure follows it. Taken
// again, but not for ever: a machine that is never quiet is shown as it is.
constexpr int tries_max = 3;

Sample taken(Options const& options, Case const& each) {
  for (int tries = 1;; ++tries) {
    Sample sample = each.run();
    auto const foreign = sample.find("foreign");
    bool const is_quiet = foreign == sample.end() || foreign->second <= noisy_from;
    if (is_quiet || options.quick || tries == tries_max) return sample;
    std::cerr << "  noisy (" << figure(foreign->second) << " cores of others), again" << std::flush;
  }
}

void run_rounds(Options const& options, std::vector<Case> const& cases, Results& results) {
  for (int round = 1; round <= options.rounds; ++round) {
    for (Case const& each : cases) {
      if (!is_wanted(options, each.key)) continue;
      std::cerr << "bench: round " << round << ", " << each.name << std::flush;
      Sample const sample = taken(options, each);
      results.add(each, sample);
      for (auto const& [name, value] : sample) std::cerr << "  " << name << ' ' << figure(value);
      std::cerr << '\n';
    }
  }
}

std::string machine() {
  std::string const info = support::file_text("/proc/cpuinfo");
  constexpr std::string_view name = "model name\t: ";
  std::size_t const at = info.find(name);
  std::string model =
      at == std::string::npos ? "" : info.substr(at + name.size(), info.find('\n', at) - at - name.size());
  return std::to_string(std::thread::hardware_concurrency()) + " cores of " + (model.empty() ? "some kind" : model);
}

void write(std::filesystem::path const& file, std::string const& text) {
  std::ofstream(file, std::ios::trunc).close();
  support::write_file(file, text);
}

int run(Options const& options) {
  std::filesystem::create_directories(options.out);
  Sink sink;
  std::vector<Case> cases = reference_cases(options);
  std::ranges::move(word_cases(options), std::back_inserter(cases));
  std::ranges::move(own_cases(options, sink), std::back_inserter(cases));
  std::ranges::move(peer_cases(options), std::back_inserter(cases));
  Results results;
  run_rounds(options, cases, results);
  run_rounds(options, overload_cases(options, sink, results), results);
  std::optional<Instructions> instructions;
  if (is_wanted(options, "instructions")) {
    std::cerr << "bench: counting instructions\n";
    instructions = count_instructions(options, sink);
  }
  if (instructions && options.records) record(*instructions, options.version);

  std::vector<Bar> const judged = bars(results, instructions);
  Report const report{machine(), options.version, results, judged, instructions};
  std::string const text = table(report);
  write(options.out / "table.md", text);
  write(options.out / "bench.svg", picture(report));
  std::cout << text;
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> const words(arguments + 1, arguments + count);
  if (words.size() == 2 && words[0] == "--bare-beast") serve_bare_beast(std::stoi(words[1]));
  try {
    base::raise_open_files();
    return run(read_options(words));
  } catch (std::invalid_argument const& wrong) {
    std::cerr << "bench: " << wrong.what() << '\n' << usage();
    return 2;
  } catch (std::exception const& failure) {
    std::cerr << "bench: " << failure.what() << '\n';
    return 1;
  }
}
