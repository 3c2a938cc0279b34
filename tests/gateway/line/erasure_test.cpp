// Being forgotten, as she meets it: on her own word, by age, and what stops it.
#include "gateway/desk/erasure.hpp"

#include "gateway/desk/closing.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/journal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>

namespace {

using namespace std::chrono_literals;

std::string const worker = "+97455512101";

struct ErasureHouse : support::House {
  template <class F>
  auto read(F unit) {
    auto whole = [&](store::Snapshot& snapshot) -> base::Result<std::invoke_result_t<F, store::Snapshot&>> {
      return unit(snapshot);
    };
    auto result = gateway().store().read_now(whole);
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
  }
  bool knows_her() {
    return read([](store::Snapshot& snapshot) {
      return store::find_contact(snapshot, {.scheme = store::Scheme::tel, .value = base::PrivateText(worker)})
          .has_value();
    });
  }
  std::int64_t erasures() {
    return read([](store::Snapshot& snapshot) {
      std::vector<store::JournalEntry> const entries = store::journal_after(snapshot, 0, 10'000);
      return std::ranges::count_if(entries, [](store::JournalEntry const& each) {
        return each.what == "erased" && each.subject.starts_with("contact ");
      });
    });
  }
};

}  // namespace

TEST_CASE(
    "Whoever asks to be erased and is sure is gone within a quarter of an hour, and the lead saw that she asked") {
  ErasureHouse house;
  house.text(worker, "talab payena");
  REQUIRE_FALSE(house.text(worker, "erase").empty());
  CHECK(std::ranges::count(house.open_cases(), std::string("safeguard"), &store::Case::queue) == 1);
  std::vector<std::string> const goodbye = house.text(worker, "1");
  REQUIRE(goodbye.size() == 1);
  CHECK(goodbye[0].starts_with("Metaiyo"));
  CHECK(house.knows_her());
  house.wait(20min);
  CHECK_FALSE(house.knows_her());
  CHECK(house.erasures() == 1);
  CHECK(house.open_cases().empty());
  house.wait(1h);
  CHECK(house.erasures() == 1);
  // Who writes again is somebody new, and is answered.
  CHECK_FALSE(house.text(worker, "talab payena").empty());
}

TEST_CASE("A request to erase never takes an open critical case away, nor what she wrote after her goodbye") {
  ErasureHouse critical;
  critical.text(worker, "malik le kutyo, kotha ma thuneko cha");
  critical.text(worker, "erase");
  critical.text(worker, "1");
  critical.wait(20min);
  CHECK(critical.knows_her());

  ErasureHouse again;
  again.text(worker, "talab payena");
  again.text(worker, "erase");
  again.text(worker, "1");
  again.text(worker, "maddat chahiyo");
  again.wait(20min);
  CHECK(again.knows_her());
  CHECK(again.erasures() == 0);
}

TEST_CASE("Whoever asks and says no, or stays silent, is kept") {
  ErasureHouse house;
  house.text(worker, "talab payena");
  house.text(worker, "erase");
  house.text(worker, "2");
  house.wait(20min);
  CHECK(house.knows_her());
}

TEST_CASE("Whose time is over is erased by a round that looks at everybody, some at a time") {
  ErasureHouse house;
  house.text(worker, "talab payena");
  house.text("+97455512102", "talab payena");
  std::string const ref = house.open_cases().front().ref;
  house.wait(1s);
  desk::CaseDesk& cases = house.gateway().cases();
  for (store::Case const& each : house.open_cases()) {
    REQUIRE(house.run(cases.act(desk::Actor("asha"), each.ref, std::nullopt, desk::claim())));
    REQUIRE(house.run(cases.act(desk::Actor("asha"), each.ref, std::nullopt, desk::close({.code = "R1", .said = {}}))));
  }
  desk::Erasure erasure(house.gateway().store());
  // The gateway sweeps by itself too once the clock was set: what counts is who is gone, not whose round it was.
  auto const gone_after_a_round = [&] {
    REQUIRE(house.run(erasure.sweep_old({})));
    return house.erasures();
  };
  house.clock.step(729 * 24h);
  CHECK(gone_after_a_round() == 0);
  REQUIRE(house.run(erasure.hold(desk::Actor("dina"), ref, true, "court letter of today")));
  house.clock.step(2 * 24h);
  CHECK(gone_after_a_round() == 1);
  REQUIRE(house.run(erasure.hold(desk::Actor("dina"), ref, false, "")));
  CHECK(gone_after_a_round() == 2);
  CHECK(gone_after_a_round() == 2);
}

TEST_CASE("The data officer gives a reason of the list, and hears what speaks against it") {
  ErasureHouse house;
  house.text(worker, "malik le kutyo, kotha ma thuneko cha");
  std::string const ref = house.open_cases().front().ref;
  desk::Erasure erasure(house.gateway().store());
  CHECK(house.run(erasure.erase(desk::Actor("dina"), ref, "she smells")).error().field == "reason");
  CHECK(house.run(erasure.erase(desk::Actor("dina"), "K-00000", "asked")).error().code == base::Code::not_found);
  base::Result<void> const refused = house.run(erasure.erase(desk::Actor("dina"), ref, "asked"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == base::Code::conflict);
  CHECK(refused.error().message.contains("the safeguarding lead decides"));
  CHECK(house.knows_her());
}
