#include "gateway/base/log.hpp"

#include "gateway/base/metrics.hpp"
#include "tests/support/catch.hpp"

#include <concepts>
#include <set>
#include <string>
#include <vector>

namespace {

struct Lines {
  std::vector<std::string> all;
  base::Log log{base::Level::info, [this](base::Level, std::string_view line) { all.emplace_back(line); }};
};

// What identifies a person cannot even be written as a field.
static_assert(std::constructible_from<base::LogField, std::string_view, std::string_view>);
static_assert(std::constructible_from<base::LogField, std::string_view, int>);
static_assert(!std::constructible_from<base::LogField, std::string_view, base::PrivateText>);
static_assert(!std::constructible_from<base::LogField, std::string_view, base::Private<int>>);

}  // namespace

TEST_CASE("a line is an event and its fields") {
  Lines lines;
  lines.log.info("case_opened", {{"queue", "crisis"}, {"count", 3}, {"live", true}, {"id", std::int64_t{-5}}});
  lines.log.warning("bare");
  CHECK(lines.all == std::vector<std::string>{"case_opened queue=crisis count=3 live=true id=-5", "bare"});
}

TEST_CASE("a value cannot break out of its line") {
  struct Case {
    std::string value;
    std::string written;
  };
  auto const [value, written] = GENERATE(values<Case>({
      {"", "\"\""},
      {"two words", "\"two words\""},
      {"a=b", "\"a=b\""},
      {"say \"no\"", R"("say \"no\"")"},
      {"line\nerror forged", R"("line\x0aerror forged")"},
      {"\x1b[2J", R"("\x1b[2J")"},
      {"नेपाल", "नेपाल"},
      {std::string(500, 'x'), std::string(400, 'x')},
      {std::string(399, 'x') + "ने", std::string(399, 'x')},
  }));
  Lines lines;
  lines.log.error("e", {{"v", value}});
  CHECK(lines.all == std::vector<std::string>{"e v=" + written});
}

TEST_CASE("what is less than the level is not written, and an error brings its detail") {
  Lines lines;
  lines.log.debug("quiet");
  lines.log.error("failed", base::Error{base::Code::storage, "The disk is full.", "errno 28"});
  CHECK(lines.all == std::vector<std::string>{"failed why=\"The disk is full.\" detail=\"errno 28\""});
}

TEST_CASE("levels are known by their words") {
  CHECK(base::parse_level("warning").value() == base::Level::warning);
  CHECK_FALSE(base::parse_level("loud"));
}

TEST_CASE("metrics come out as Prometheus reads them") {
  base::Metrics metrics;
  metrics.increment("saathi_webhooks_total", {"np", "refused"});
  metrics.increment("saathi_webhooks_total", {"np", "refused"}, 2);
  metrics.set("saathi_store_ready", 1);
  metrics.observe("saathi_http_request_seconds", 0.003);
  std::string const text = metrics.render();
  auto const has = [&](std::string_view line) { return text.find(line) != std::string::npos; };
  CHECK(has("saathi_webhooks_total{channel=\"np\",outcome=\"refused\"} 3\n"));
  CHECK(has("saathi_store_ready 1\n"));
  CHECK(has("saathi_http_request_seconds_bucket{le=\"0.005\"} 1\n"));
  CHECK(has("saathi_http_request_seconds_bucket{le=\"0.002\"} 0\n"));
  CHECK(has("# TYPE saathi_http_request_seconds histogram\n"));
  CHECK(has("saathi_notices_total 0\n"));
}

TEST_CASE("every metric has one row, a sentence and few labels") {
  std::set<std::string_view> names;
  for (base::Metric const& metric : base::metrics_table()) {
    INFO(metric.name);
    CHECK(names.insert(metric.name).second);
    CHECK(metric.name.starts_with("saathi_"));
    CHECK(metric.name.ends_with("_total") == (metric.kind == base::MetricKind::counter));
    CHECK(metric.name.ends_with("_seconds") == (metric.kind == base::MetricKind::seconds));
    CHECK(metric.about.ends_with('.'));
    CHECK(metric.labels.size() <= 3);
  }
}
