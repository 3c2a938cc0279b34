// The corpora of the fuzzers, and every shipped flow, through the same readers.
#include "tests/fuzz/readers.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transcript.hpp"

#include <filesystem>

namespace {

int read_all(std::string const& folder, void (*reader)(std::string_view)) {
  int count = 0;
  for (auto const& entry : std::filesystem::directory_iterator(std::string(SAATHI_SOURCE_DIR) + "/" + folder)) {
    INFO(entry.path().string());
    reader(support::read_text(entry.path().string()));
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("the readers of flows and of conditions take every text that was ever hard for them") {
  CHECK(read_all("tests/fuzz/corpus/flow", fuzz::read_as_flow) >= 6);
  CHECK(read_all("config/flows", fuzz::read_as_flow) >= 20);
  CHECK(read_all("tests/fuzz/corpus/expression", fuzz::read_as_expression) >= 6);
}
