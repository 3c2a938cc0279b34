#include "gateway/base/metrics.hpp"

#include "gateway/base/ensure.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <variant>

namespace base {
namespace {

using Name = std::string_view;
constexpr std::array<Name, 1> by_why{"why"};
constexpr std::array<Name, 1> by_status{"status"};
constexpr std::array<Name, 1> by_queue{"queue"};
constexpr std::array<Name, 1> by_kind{"kind"};
constexpr std::array<Name, 1> by_medium{"medium"};
constexpr std::array<Name, 1> by_state{"state"};
constexpr std::array<Name, 1> by_outcome{"outcome"};
constexpr std::array<Name, 1> by_channel{"channel"};
constexpr std::array<Name, 2> by_channel_outcome{"channel", "outcome"};
constexpr std::array<Name, 2> by_channel_state{"channel", "state"};
constexpr std::array<Name, 3> by_case{"category", "severity", "queue"};

constexpr auto counter = MetricKind::counter;
constexpr auto gauge = MetricKind::gauge;
constexpr auto seconds = MetricKind::seconds;

constexpr std::array table{
    Metric{"saathi_http_requests_total", counter, "Requests answered, by class of status (2xx, 4xx, 5xx).", by_status},
    Metric{"saathi_http_refused_total", counter, "Requests and connections not served, by why.", by_why},
    Metric{"saathi_http_connections", gauge, "Connections open now.", {}},
    Metric{"saathi_http_request_seconds", seconds, "From a whole request to its answer.", {}},
    Metric{"saathi_webhooks_total", counter, "Webhooks of providers, by channel and outcome.", by_channel_outcome},
    Metric{"saathi_messages_in_total", counter, "Messages taken in and on disk, by medium.", by_medium},
    Metric{"saathi_turns_total", counter, "Turns of conversations, by medium.", by_medium},
    Metric{"saathi_cases_opened_total", counter, "Cases opened, by category, severity and queue.", by_case},
    Metric{"saathi_cases_open", gauge, "Cases open now, by queue.", by_queue},
    Metric{"saathi_outbound_total", counter, "Attempts to send, by channel and outcome.", by_channel_outcome},
    Metric{"saathi_outbox_rows", gauge, "Rows of the outbox not yet at their end, by state.", by_state},
    Metric{"saathi_outbox_wait_seconds", seconds, "From queued to the first attempt.", {}},
    Metric{"saathi_reports_total", counter, "Delivery reports, by channel and state.", by_channel_state},
    Metric{"saathi_store_commits_total", counter, "Commits of the store, by outcome.", by_outcome},
    Metric{"saathi_store_waiting", gauge, "Units of work that wait for the writer now.", {}},
    Metric{"saathi_store_units_total", counter, "Units of work in those commits.", {}},
    Metric{"saathi_store_commit_seconds", seconds, "From a unit of work's hand-in to its commit on disk.", {}},
    Metric{"saathi_store_ready", gauge, "1 while the store takes writes, else 0.", {}},
    Metric{"saathi_texts_after_calls_total", counter, "Texts after calls that were missed or cut off, by channel.",
           by_channel},
    Metric{"saathi_backup_age", gauge, "Seconds since the last backup; +Inf before the first.", {}},
    Metric{"saathi_erased_since_backup", gauge, "1 while an older file of keys still opens whoever was erased.", {}},
    Metric{"saathi_erased_total", counter, "People erased without anybody's act: on their word, or by age.", {}},
    Metric{"saathi_timers_fired_total", counter, "Timers acted on, by kind.", by_kind},
    Metric{"saathi_notices_total", counter, "Notices to our own people that a case waits.", {}},
    Metric{"saathi_alarms_unheard_total", counter, "Alarms that reached nobody, by queue.", by_queue},
};

// 1 ms to 30 s: a commit on a fast disk up to the deadline of a request.
prometheus::Histogram::BucketBoundaries buckets() {
  return {0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};
}

using Counters = prometheus::Family<prometheus::Counter>;
using Gauges = prometheus::Family<prometheus::Gauge>;
using Histograms = prometheus::Family<prometheus::Histogram>;

}  // namespace

std::span<Metric const> metrics_table() { return table; }

struct Metrics::Registry {
  struct Row {
    Metric metric;
    std::variant<std::reference_wrapper<Counters>, std::reference_wrapper<Gauges>, std::reference_wrapper<Histograms>>
        family;
  };

  Row& row(std::string_view name, MetricKind kind) {
    auto const found = rows.find(name);
    ensure(found != rows.end(), "a metric stands in the table of metrics.cpp");
    ensure(found->second.metric.kind == kind, "a metric is used as the kind that its table says");
    return found->second;
  }

  void add(Metric const& metric) {
    auto const describe = [&](auto&& builder) -> auto& {
      return builder.Name(std::string(metric.name)).Help(std::string(metric.about)).Register(all);
    };
    switch (metric.kind) {
      case MetricKind::counter: put(metric, describe(prometheus::BuildCounter())); break;
      case MetricKind::gauge: put(metric, describe(prometheus::BuildGauge())); break;
      case MetricKind::seconds: put(metric, describe(prometheus::BuildHistogram())); break;
    }
  }

  template <class T>
  void put(Metric const& metric, prometheus::Family<T>& family) {
    rows.emplace(metric.name, Row{metric, std::ref(family)});
    // A metric without labels is there from the start, so that a graph of it has no gap.
    if constexpr (!std::is_same_v<T, prometheus::Histogram>) {
      if (metric.labels.empty()) family.Add({});
    }
  }

  static std::map<std::string, std::string> labelled(Metric const& metric, Labels values) {
    ensure(metric.labels.size() == values.size(), "a metric gets the labels that its table says");
    std::map<std::string, std::string> labels;
    auto value = values.begin();
    for (std::string_view const label : metric.labels) labels.emplace(label, *value++);
    return labels;
  }

  // The metric with these labels. Kept, because the library builds and hashes a map of the labels at every look-up.
  template <class T, class... How>
  T& find(std::string_view name, MetricKind kind, Labels labels, How const&... how) {
    std::array<std::string_view, 4> key{name};
    std::ranges::copy(labels, key.begin() + 1);
    std::scoped_lock const lock(mutex);
    auto const known = kept.find(key);
    if (known != kept.end()) return *std::get<T*>(known->second);
    Row const& its = row(name, kind);
    T& made = std::get<std::reference_wrapper<prometheus::Family<T>>>(its.family)
                  .get()
                  .Add(labelled(its.metric, labels), how...);
    for (std::string_view& each : key) each = *words.emplace(each).first;
    kept.emplace(key, &made);
    return made;
  }

  prometheus::Registry all;
  std::map<std::string_view, Row> rows;
  std::mutex mutex;
  // By name and label values, each of which is kept in `words`.
  std::map<std::array<std::string_view, 4>,
           std::variant<prometheus::Counter*, prometheus::Gauge*, prometheus::Histogram*>>
      kept;
  std::set<std::string, std::less<>> words;
};

Metrics::Metrics(std::span<Metric const> rows) : registry_(std::make_unique<Registry>()) {
  for (Metric const& metric : rows) registry_->add(metric);
}

Metrics::~Metrics() = default;

void Metrics::increment(std::string_view name, Labels labels, double by) {
  registry_->find<prometheus::Counter>(name, MetricKind::counter, labels).Increment(by);
}

void Metrics::set(std::string_view name, double value, Labels labels) {
  registry_->find<prometheus::Gauge>(name, MetricKind::gauge, labels).Set(value);
}

void Metrics::observe(std::string_view name, double duration_s, Labels labels) {
  registry_->find<prometheus::Histogram>(name, MetricKind::seconds, labels, buckets()).Observe(duration_s);
}

std::string Metrics::render() const { return prometheus::TextSerializer().Serialize(registry_->all.Collect()); }

}  // namespace base
