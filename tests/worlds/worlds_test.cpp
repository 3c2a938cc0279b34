// Promises 1 and 2, tried in small worlds (world.hpp). SAATHI_SEED=N lives through one and prints it;
// SAATHI_SEEDS=COUNT and SAATHI_SEED_FROM=N say how many, from where.
#include "tests/support/catch.hpp"
#include "tests/worlds/judge.hpp"
#include "tests/worlds/seeds.hpp"

namespace {

using namespace worlds;

// Test cases that share the seeds, so that they run side by side.
constexpr std::uint64_t shares = 4;

std::vector<std::string> complaints_of(World& world) {
  world.live();
  return judge(world);
}

void check_seed(std::uint64_t seed, bool prints) {
  World world(seed);
  std::vector<std::string> const complaints = complaints_of(world);
  if (prints) WARN("seed " << seed << ", trace " << std::hex << world.trace().hash() << told(world.trace().lines()));
  if (complaints.empty()) return;
  FAIL_CHECK("seed " << seed << ":" << told(complaints) << "\nrepeat with: SAATHI_SEED=" << seed
                     << " ./dev test worlds");
}

void check_share(std::uint64_t share) {
  if (auto const one = number_in("SAATHI_SEED")) {
    if (share == 0) check_seed(*one, true);
    return;
  }
  std::uint64_t const count = number_in("SAATHI_SEEDS").value_or(300);
  std::uint64_t const from = number_in("SAATHI_SEED_FROM").value_or(1);
  for (std::uint64_t seed = from + share; seed < from + count; seed += shares) check_seed(seed, false);
}

// Only where no other seeds are asked for.
void check_fault(Fault fault) {
  if (number_in("SAATHI_SEED") || number_in("SAATHI_SEEDS")) return;
  for (std::uint64_t seed = 1; seed <= seeds_for_a_fault; ++seed) {
    World world(seed, fault);
    std::vector<std::string> const complaints = complaints_of(world);
    if (complaints.empty()) continue;
    WARN(name(fault) << " is found in seed " << seed << ":" << told(complaints));
    return;
  }
  FAIL("no seed finds " << name(fault));
}

}  // namespace

TEST_CASE("small worlds keep every promise, first quarter of the seeds") { check_share(0); }
TEST_CASE("small worlds keep every promise, second quarter of the seeds") { check_share(1); }
TEST_CASE("small worlds keep every promise, third quarter of the seeds") { check_share(2); }
TEST_CASE("small worlds keep every promise, last quarter of the seeds") { check_share(3); }

TEST_CASE("a seed is one world, event by event") {
  for (std::uint64_t const seed : {1U, 7U, 23U}) {
    World first(seed);
    World second(seed);
    World other(seed + 1000);
    first.live();
    second.live();
    other.live();
    CHECK(first.trace().hash() == second.trace().hash());
    CHECK(first.trace().hash() != other.trace().hash());
  }
}

TEST_CASE("a skipped commit is found") { check_fault(Fault::commit_skipped); }
TEST_CASE("lost dedup is found") { check_fault(Fault::dedup_off); }
TEST_CASE("a swapped order is found") { check_fault(Fault::order_swapped); }
TEST_CASE("a double send is found") { check_fault(Fault::double_send); }
