#include "tests/bench/routing.hpp"

#include "gateway/desk/routing.hpp"
#include "tests/bench/machine.hpp"
#include "tests/support/process.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace bench {

namespace {

using namespace std::chrono_literals;

// Cases that differ, so that no branch is learnt by heart; a clock read a batch, since it costs as much as a row.
constexpr std::size_t cases = 1'000;
constexpr int batch = 10;
// A Monday morning, and the Saturday night on which backups are looked for.
constexpr base::Instant monday = std::chrono::sys_days{2026y / 11 / 23} + 5h + 15min;
constexpr base::Instant saturday = std::chrono::sys_days{2026y / 11 / 28} + 20h;

std::string shipped(std::string const& file) {
  return support::file_text(std::string(SAATHI_SOURCE_DIR) + "/config/" + file);
}

struct Desk {
  desk::Directory directory;
  desk::Routing routing;
};

// For each further queue a row in front of the shipped ones: a category in a country.
Desk grown() {
  desk::ReadCountries countries = desk::read_countries("countries.tsv", shipped("countries.tsv"));
  desk::ReadDirectory read = desk::read_directory("directory.yaml", shipped("directory.yaml"),
                                                  {.countries = countries.countries, .holidays = {}});
  desk::Queue const model = read.directory.queues.at("outreach");
  std::string rows = shipped("routing.tsv");
  std::size_t const head = rows.find("name\tcategory");
  std::size_t at = rows.find('\n', head) + 1;
  for (std::string const category : {"wage", "passport", "contract", "fraud", "stranded", "detention", "medical",
                                     "death", "domestic", "trafficking"}) {
    for (auto const& [country, unused] : countries.countries) {
      if (read.directory.queues.size() == routed_queues) break;
      desk::Queue queue = model;
      queue.code = category + "-" + country;
      std::string const row = "\t" + category + "\tCD\tcountry == " + country + " and not home_fear\tmedium\t" +
                              queue.code + "\toutreach\tembassy\t\tbench\t\n";
      read.directory.queues.emplace(queue.code, std::move(queue));
      rows.insert(at, row);
      at += row.size();
    }
  }
  desk::ReadRouting routing = desk::read_routing("routing.tsv", rows, read.directory);
  if (read.directory.queues.size() != routed_queues || !routing.findings.empty())
    throw std::runtime_error("the shipped routing does not grow to 500 queues");
  return {std::move(read.directory), std::move(routing.routing)};
}

std::vector<desk::CaseFacts> varied(desk::Directory const& directory) {
  std::vector<std::string> const categories{"wage", "danger", "medical", "trafficking", "domestic", "fraud", "info"};
  std::vector<std::string> const tags{"minor", "passport_taken", "visa_expired", "relative", "group", "absconding"};
  std::vector<std::string> countries;
  for (auto const& [code, unused] : directory.countries) countries.push_back(code);
  std::vector<desk::CaseFacts> all;
  for (std::size_t i = 0; i < cases; ++i) {
    all.push_back({.category = categories[i % categories.size()],
                   .severity = static_cast<flows::Severity>(i / 3 % 4),
                   .rule = i % 5 == 0 ? "H3" : "",
                   .tags = {tags[i % tags.size()], tags[i / 7 % tags.size()]},
                   .place = i % 11 == 0 ? flows::Place::rt : flows::Place::cd,
                   .country = countries[i * 7 % countries.size()],
                   .flags = {"household", "now"},
                   .district = i % 2 == 0 ? "dhanusha" : ""});
  }
  return all;
}

Sample measured(double seconds) {
  using Clock = std::chrono::steady_clock;
  Desk const house = grown();
  std::vector<desk::CaseFacts> const facts = varied(house.directory);
  std::vector<double> took;
  std::size_t reasons = 0;
  Meter meter({});
  meter.begin();
  double const cpu_before = cpu_seconds({::getpid()});
  auto const begun = Clock::now();
  auto const end = begun + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  for (std::size_t i = 0; Clock::now() < end; i += batch) {
    auto const from = Clock::now();
    for (std::size_t k = 0; k < batch; ++k) {
      desk::CaseFacts const& each = facts[(i + k) % facts.size()];
      reasons += desk::route(each, house.routing, house.directory, i % 20 == 0 ? saturday : monday).reasons.size();
    }
    took.push_back(std::chrono::duration<double, std::micro>(Clock::now() - from).count() / batch);
  }
  std::chrono::duration<double> const whole = Clock::now() - begun;
  meter.end();
  auto const routed = static_cast<double>(took.size() * batch);
  if (reasons == 0) throw std::runtime_error("nothing was routed");
  return {{"rate", routed / whole.count()},
          {"p50_us", percentile(took, 0.5)},
          {"p99_us", percentile(took, 0.99)},
          {"cpu_us", (cpu_seconds({::getpid()}) - cpu_before) * 1e6 / routed},
          {"foreign", meter.foreign(whole.count())}};
}

}  // namespace

Case routing_case(Options const& options) {
  double const seconds = std::min(options.seconds, 1.0);
  return {"saathi routing", "a case to its queue, 500 queues", [seconds] { return measured(seconds); }};
}

}  // namespace bench
