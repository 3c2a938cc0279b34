// Timers whose world changed while they waited.
#include "gateway/store/timer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

namespace {

using namespace support;
using namespace std::chrono_literals;

std::string const worker = "+97455512101";

constexpr char const* hers = R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
)";
constexpr char const* another = R"(
[[channel]]
id = "else"
provider = "local"
address = "4041"
country = "NP"
)";

// When something is due, the clocks of her case and what the house does by itself set aside.
std::optional<base::Instant> next_timer(House& house) {
  std::string const subject = store::text(house.open_cases().at(0).id);
  auto const look = [&](store::Transaction& tx) -> base::Result<std::optional<base::Instant>> {
    store::cancel_timer(tx, store::TimerKind::service_level, subject);
    store::cancel_timer(tx, store::TimerKind::roster, "night");
    store::cancel_timer(tx, store::TimerKind::journal, "hour");
    for (char const* const round : {"asked", "old"}) store::cancel_timer(tx, store::TimerKind::retention, round);
    return store::next_timer(tx);
  };
  auto looking = [&]() -> base::Task<std::optional<base::Instant>> {
    base::Result<std::optional<base::Instant>> const next = co_await house.gateway().store().write(look);
    co_return next.value();
  };
  return house.run(looking());
}

}  // namespace

TEST_CASE(
    "A question whose channel is gone when its time runs out is asked of nobody, and its timer does not come round") {
  House house;
  house.text(worker, "talab payena");
  REQUIRE(next_timer(house));
  house.restart_with(another);
  house.wait(16min);
  CHECK_FALSE(next_timer(house));
  house.wait(1h);
  CHECK_FALSE(next_timer(house));

  // The channel is back: her answer goes on where she was, and its question has a timer again.
  house.restart_with(hers);
  CHECK_FALSE(house.text(worker, "talab payena").empty());
  CHECK(next_timer(house));
  house.wait(16min);
  CHECK_FALSE(next_timer(house));
}

TEST_CASE("A follow-up whose channel is gone is dropped, not tried for ever") {
  House house;
  for (char const* said : {"jwaro aayo birami chu", "1", "3", "2", "malai", "3", "qatar", "1", "1"})
    house.text(worker, said);
  house.wait(20min);  // the silence after the last question, if one was open
  REQUIRE(next_timer(house));
  house.restart_with(another);
  house.wait(24h * 4);
  CHECK_FALSE(next_timer(house));
}
