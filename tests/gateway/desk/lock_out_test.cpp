#include "gateway/desk/lock_out.hpp"

#include "tests/support/catch.hpp"

using namespace std::chrono_literals;
using desk::Pauses;

namespace {

base::Instant const noon{base::Milliseconds{1'800'000'000'000}};

void miss(Pauses& pauses, std::string const& address, int times, base::Instant at = noon) {
  for (int i = 0; i < times; ++i) pauses.note_mistake(address, at);
}

}  // namespace

TEST_CASE("a few mistakes are free, then each doubles the wait, up to a quarter of an hour") {
  struct Row {
    int mistakes;
    base::Milliseconds pause;
  };
  for (auto const& [mistakes, pause] : {Row{0, 0min}, Row{4, 0min}, Row{5, 1min}, Row{6, 2min}, Row{7, 4min},
                                        Row{8, 8min}, Row{9, 15min}, Row{1000, 15min}}) {
    CAPTURE(mistakes);
    CHECK(desk::pause_after(mistakes, desk::guesser_mistakes_free) == pause);
  }
}

TEST_CASE("an address with many mistakes waits, others do not, and an hour later it is forgotten") {
  Pauses pauses{desk::address_mistakes_free};
  miss(pauses, "192.0.2.1", desk::address_mistakes_free);
  CHECK_FALSE(pauses.is_paused("192.0.2.1", noon));
  miss(pauses, "192.0.2.1", 1);
  CHECK(pauses.is_paused("192.0.2.1", noon));
  CHECK_FALSE(pauses.is_paused("192.0.2.2", noon));
  CHECK_FALSE(pauses.is_paused("192.0.2.1", noon + 1min));
  miss(pauses, "192.0.2.1", 1, noon + 2min);
  CHECK(pauses.is_paused("192.0.2.1", noon + 3min));
  miss(pauses, "192.0.2.1", 1, noon + 2h);
  CHECK_FALSE(pauses.is_paused("192.0.2.1", noon + 2h));
}

TEST_CASE("an address that got it right begins anew") {
  Pauses pauses{desk::address_mistakes_free};
  miss(pauses, "192.0.2.1", desk::address_mistakes_free + 3);
  pauses.forgive("192.0.2.1");
  CHECK_FALSE(pauses.is_paused("192.0.2.1", noon));
}

TEST_CASE("an attempt that was right after all is taken back, and the mistakes before it stay") {
  Pauses pauses{4};
  miss(pauses, "192.0.2.1 asha", 5);
  pauses.take_back("192.0.2.1 asha");
  CHECK(pauses.mistakes("192.0.2.1 asha") == 4);
  pauses.take_back("192.0.2.2 asha");
  CHECK(pauses.size() == 1);
}

TEST_CASE("a flood of addresses is not all remembered, and the newest are") {
  Pauses pauses{desk::address_mistakes_free};
  for (std::size_t i = 0; i < Pauses::remembered_max + 50; ++i) {
    pauses.note_mistake("host-" + std::to_string(i), noon + base::Milliseconds{static_cast<std::int64_t>(i)});
  }
  CHECK(pauses.size() == Pauses::remembered_max);
  miss(pauses, "host-10049", desk::address_mistakes_free, noon + 1min);
  CHECK(pauses.is_paused("host-10049", noon + 1min));
}
