// Numbers about the running gateway, for Prometheus. All metrics stand in one table (metrics.cpp), from which the
// reference is printed too; a name or label that is not there is a bug and ends the program. Labels are few and known
// beforehand (channel, queue, outcome): never a number, a name or an id. Threads: any.
//   metrics.increment("saathi_webhooks_total", {channel.id, "refused"});   // label values in the table's order
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace base {

enum class MetricKind : std::uint8_t { counter, gauge, seconds };  // `seconds`: a histogram of durations

struct Metric {
  std::string_view name;
  MetricKind kind = MetricKind::counter;
  std::string_view about;                      // one sentence for the reference
  std::span<std::string_view const> labels{};  // at most three
};

// Every metric there is, in the order of the reference.
[[nodiscard]] std::span<Metric const> metrics_table();

class Metrics {
 public:
  using Labels = std::initializer_list<std::string_view>;

  explicit Metrics(std::span<Metric const> rows = metrics_table());
  ~Metrics();
  Metrics(Metrics const&) = delete;
  Metrics& operator=(Metrics const&) = delete;

  void increment(std::string_view name, Labels labels = {}, double by = 1);
  void set(std::string_view name, double value, Labels labels = {});
  void observe(std::string_view name, double duration_s, Labels labels = {});

  // The text that Prometheus reads, to be served as `text/plain; version=0.0.4`.
  [[nodiscard]] std::string render() const;

 private:
  struct Registry;
  std::unique_ptr<Registry> registry_;
};

}  // namespace base
