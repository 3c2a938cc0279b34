// Two people never own one case, and no update is lost: tried at small desks (desk_world.hpp). SAATHI_SEED=N lives
// through one and prints it; SAATHI_SEEDS=COUNT and SAATHI_SEED_FROM=N say how many, from where.
#include "tests/worlds/desk_world.hpp"

#include "tests/support/catch.hpp"
#include "tests/worlds/seeds.hpp"

using namespace worlds;

namespace {

void check_desk(std::uint64_t seed, bool prints) {
  DeskWorld world(seed);
  world.live();
  std::vector<std::string> const complaints = world.judge();
  if (prints) WARN("seed " << seed << ":" << told(world.trace().lines()));
  if (complaints.empty()) return;
  FAIL_CHECK("seed " << seed << ":" << told(complaints) << "\nrepeat with: SAATHI_SEED=" << seed
                     << " ./dev test worlds");
}

void check_half(std::uint64_t half) {
  if (auto const one = number_in("SAATHI_SEED")) {
    if (half == 0) check_desk(*one, true);
    return;
  }
  std::uint64_t const count = number_in("SAATHI_SEEDS").value_or(300);
  std::uint64_t const from = number_in("SAATHI_SEED_FROM").value_or(1);
  for (std::uint64_t seed = from + half; seed < from + count; seed += 2) check_desk(seed, false);
}

// Only where no other seeds are asked for.
void check_fault(DeskFault fault) {
  if (number_in("SAATHI_SEED") || number_in("SAATHI_SEEDS")) return;
  for (std::uint64_t seed = 1; seed <= seeds_for_a_fault; ++seed) {
    DeskWorld world(seed, fault);
    world.live();
    std::vector<std::string> const complaints = world.judge();
    if (complaints.empty()) continue;
    WARN(name(fault) << " is found in seed " << seed << ":" << told(complaints));
    return;
  }
  FAIL("no seed finds " << name(fault));
}

}  // namespace

TEST_CASE("small desks lose no case, no act and no clock, first half of the seeds") { check_half(0); }
TEST_CASE("small desks lose no case, no act and no clock, other half of the seeds") { check_half(1); }

TEST_CASE("a double owner is found at the desk") { check_fault(DeskFault::double_owner); }
TEST_CASE("a lost update is found at the desk") { check_fault(DeskFault::lost_update); }
TEST_CASE("a lost case is found at the desk") { check_fault(DeskFault::lost_case); }
TEST_CASE("a lost note is found at the desk") { check_fault(DeskFault::lost_note); }
TEST_CASE("a missed clock is found at the desk") { check_fault(DeskFault::missed_clock); }
TEST_CASE("a missed service level is found at the desk") { check_fault(DeskFault::missed_level); }
TEST_CASE("a doubled clock is found at the desk") { check_fault(DeskFault::doubled_clock); }
TEST_CASE("a skipped commit is found at the desk") { check_fault(DeskFault::commit_skipped); }
