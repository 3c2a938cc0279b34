// The sample alarms are about metrics that there are: an alarm over a name that nobody sets is never heard.
#include "gateway/base/metrics.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>

TEST_CASE("the sample alarms speak of metrics that exist") {
  std::ifstream stream(std::string(SAATHI_SOURCE_DIR) + "/config/alerts.sample.yaml");
  std::string const text{std::istreambuf_iterator<char>(stream), {}};
  std::regex const name("saathi_[a-z_]+");
  int found = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), name), end; at != end; ++at) {
    CAPTURE(at->str());
    CHECK(std::ranges::count(base::metrics_table(), at->str(), &base::Metric::name) == 1);
    ++found;
  }
  CHECK(found >= 8);
}
