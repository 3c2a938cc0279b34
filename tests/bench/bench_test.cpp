// The bench's own arithmetic. What it measures is no test's affair.
#include "tests/bench/annotated.hpp"
#include "tests/bench/bars.hpp"
#include "tests/bench/socket.hpp"
#include "tests/bench/table.hpp"
#include "tests/bench/traffic.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

namespace {

using namespace bench;

Bar bar_about(std::vector<Bar> const& all, std::string_view words) {
  auto const found = std::ranges::find_if(all, [&](Bar const& bar) { return bar.what.contains(words); });
  REQUIRE(found != all.end());
  return *found;
}

}  // namespace

TEST_CASE("a percentile is a value that was measured, and at least that share is not above it") {
  std::vector<double> values{40, 10, 30, 20};
  CHECK(percentile(values, 0.5) == 20);
  CHECK(percentile(values, 0.51) == 30);
  CHECK(percentile(values, 0.99) == 40);
  CHECK(percentile(values, 0) == 10);
  std::vector<double> none;
  CHECK(percentile(none, 0.5) == 0);
}

TEST_CASE("the median of an even number of rounds lies between the middle two") {
  CHECK(spread({5, 1, 3}).median == 3);
  CHECK(spread({4, 1, 3, 2}).median == 2.5);
  Spread const rounds = spread({5, 1, 3});
  CHECK(rounds.least == 1);
  CHECK(rounds.most == 5);
  CHECK(rounds.rounds == 3);
  CHECK(spread({}).rounds == 0);
}

TEST_CASE("a figure shows three digits that matter and all that stand before the point") {
  CHECK(figure(12345.6) == "12,346");
  CHECK(figure(1234567) == "1,234,567");
  CHECK(figure(123.4) == "123");
  CHECK(figure(12.34) == "12.3");
  CHECK(figure(1.234) == "1.23");
  CHECK(figure(0.1234) == "0.123");
  CHECK(figure(0) == "0");
  CHECK(figure(-1234) == "-1,234");
}

TEST_CASE("a case that was measured once has no range") {
  CHECK(with_range(spread({1500})) == "1,500");
  CHECK(with_range(spread({1500, 1700, 1600})) == "1,600 (1,500–1,700)");
}

TEST_CASE("a bar is met, missed or not measured, and a case with noise says so") {
  Results results;
  Case const ours{"saathi 64", "saathi", {}};
  Case const theirs{"prototype classic 64", "prototype", {}};
  results.add(ours, {{"rate", 700}, {"cpu_us", 300}, {"foreign", 1}});
  results.add(theirs, {{"rate", 1000}, {"cpu_us", 100}, {"foreign", 0}});
  std::vector<Bar> const all = bars(results, std::nullopt);
  CHECK(bar_about(all, "stored a second at 64 connections, of the classic").verdict == Bar::Verdict::met);
  CHECK(bar_about(all, "CPU a message at 64").verdict == Bar::Verdict::missed);
  CHECK(bar_about(all, "idle connection").verdict == Bar::Verdict::not_measured);
  CHECK(results.noisy("saathi 64") == 1);
  CHECK(results.noisy("prototype classic 64") == 0);
  std::optional<Instructions> const none;
  std::string const text = table({"a machine", "v1", results, all, none});
  CHECK(text.contains("| saathi | 700 |"));
  CHECK(text.contains("**missed**"));
}

TEST_CASE("everybody answers once before anybody answers twice, and one message in twenty is a first text") {
  constexpr std::uint64_t contacts = 1000;
  std::set<std::uint64_t> answered;
  std::uint64_t first_texts = 0;
  for (std::uint64_t n = 0; n < 1000; ++n) {
    Turn const turn = turn_of(n, contacts);
    if (turn.contact >= contacts) {
      ++first_texts;
    } else {
      CHECK(turn.text == "1");
      CHECK(answered.insert(turn.contact).second);
    }
  }
  CHECK(first_texts == 1000 / opens_case_every);
}

TEST_CASE("an answer is whole when its head and its body are there") {
  std::string const answer = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nContent-Length: 2\r\n\r\n{}";
  CHECK_FALSE(read_head(answer.substr(0, 20)).has_value());
  auto const head = read_head(answer);
  REQUIRE(head.has_value());
  CHECK(head->status == 503);
  CHECK(head->whole_size == answer.size());
  CHECK(head->has_retry_after);
  CHECK_FALSE(head->closes);
}

TEST_CASE("what callgrind_annotate prints is added up by function") {
  std::string const printed =
      "Ir                      file:function\n"
      "1,391,725,254 (100.0%)  PROGRAM TOTALS\n"
      " 20,170,600 ( 1.45%)  ???:line::plan_turn(line::Content const&) [/x/saathi]\n"
      "  1,000,000 ( 0.07%)  ???:store::Sealer::seal[abi:cxx11](store::Owner) [/x/saathi]\n"
      "    500,000 ( 0.03%)  ???:store::Sealer::open[abi:cxx11](store::Owner) [/x/saathi]\n";
  CHECK(total_of(printed) == 1'391'725'254);
  CHECK(sum_of(printed, {":line::plan_turn("}) == 20'170'600);
  CHECK(sum_of(printed, {"store::Sealer::seal", "store::Sealer::open"}) == 1'500'000);
  CHECK(sum_of(printed, {"nobody"}) == 0);
}
