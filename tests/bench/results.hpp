// What the rounds brought: samples by the key of their case, each a set of named figures. Threads: one.
#pragma once

#include "tests/bench/figures.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// rate, p50_us, p99_us, cpu_us, written_kb, resident_mb, foreign, …; a case names what it has.
using Sample = std::map<std::string, double, std::less<>>;

struct Case {
  std::string key;   // "saathi 64"
  std::string name;  // as people read it
  std::function<Sample()> run;
};

class Results {
 public:
  void add(Case const& measured, Sample const& sample);
  // Of the rounds so far; no rounds if there is no such figure.
  [[nodiscard]] Spread of(std::string_view key, std::string_view figure) const;
  [[nodiscard]] double median(std::string_view key, std::string_view figure) const { return of(key, figure).median; }
  [[nodiscard]] bool has(std::string_view key, std::string_view figure) const { return of(key, figure).rounds > 0; }
  // How many of its samples were taken while others kept the machine busy.
  [[nodiscard]] int noisy(std::string_view key) const;
  // Key and name, in the order in which they were measured first.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> const& cases() const { return cases_; }

 private:
  std::vector<std::pair<std::string, std::string>> cases_;
  std::map<std::string, std::vector<Sample>, std::less<>> samples_;
};

}  // namespace bench
