#include "gateway/base/ids.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/manual_clock.hpp"

#include <algorithm>
#include <array>
#include <set>

using namespace std::chrono_literals;

TEST_CASE("ids rise, also within a millisecond and when the clock goes back") {
  support::ManualClock clock;
  base::IdSource ids(clock);
  std::int64_t last = 0;
  for (int n = 0; n < 1000; ++n) {
    std::int64_t const id = ids.next();
    REQUIRE(id > last);
    last = id;
  }
  CHECK(base::made_at(last) == clock.now());
  support::ManualClock const earlier(clock.now() - 1h);
  clock.advance(1ms);
  CHECK(base::made_at(ids.next()) == clock.now());
  CHECK(last > (((earlier.now() - base::made_at(0)).count()) << 20));
}

TEST_CASE("a clock before 2024 still gives ids that are above nought and rise") {
  support::ManualClock const clock(base::Instant{0ms});
  base::IdSource ids(clock);
  CHECK(ids.next() == 1);
  CHECK(ids.next() == 2);
}

TEST_CASE("the seeded source repeats itself, seed by seed") {
  base::SeededRandom one(7);
  base::SeededRandom same(7);
  base::SeededRandom other(8);
  std::string const drawn = one.hex(20);
  CHECK(drawn.size() == 40);
  CHECK(drawn == same.hex(20));
  CHECK(drawn != other.hex(20));
}

TEST_CASE("a draw keeps within its bound and reaches all of it") {
  base::SeededRandom random(1);
  std::array<int, 7> count{};
  for (int n = 0; n < 7000; ++n) ++count.at(random.below(7));
  CHECK(*std::ranges::min_element(count) > 800);
  CHECK(random.below(1) == 0);
}

TEST_CASE("a case reference is K and five digits, and not in sequence") {
  base::SeededRandom random(3);
  std::set<std::string> seen;
  for (int n = 0; n < 100; ++n) {
    std::string const reference = base::draw_case_reference(random);
    CHECK(reference.size() == 7);
    CHECK(reference.starts_with("K-"));
    CHECK(std::ranges::all_of(reference.substr(2), [](char digit) { return digit >= '0' && digit <= '9'; }));
    seen.insert(reference);
  }
  CHECK(seen.size() > 95);
  base::OsRandom system;
  CHECK(system.hex(16) != system.hex(16));
}
