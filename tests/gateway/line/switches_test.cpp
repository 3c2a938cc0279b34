// What a lead switches, and blocked numbers, as whoever texts us meets them.
#include "gateway/desk/switches.hpp"

#include "gateway/store/block.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/switch.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace {

using namespace std::chrono_literals;

std::string const worker = "+97455512101";

struct SwitchHouse : support::House {
  template <class F>
  auto write(F unit) {
    auto whole = [&](store::Transaction& tx) -> base::Result<std::invoke_result_t<F, store::Transaction&>> {
      return unit(tx);
    };
    auto result = gateway().store().write_now(whole);
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
  }
  void switch_on(std::string_view name) {
    write([&](store::Transaction& tx) { return store::switch_on(tx, name, "lila"); });
  }
  void block(std::string const& number, bool blocked) {
    write([&](store::Transaction& tx) {
      store::AddressKey const key{.scheme = store::Scheme::tel, .value = base::PrivateText(number)};
      return store::set_blocked(tx, store::find_contact(tx, key)->id, blocked);
    });
  }
};

std::string_view busy(std::string_view language) {
  return flows::in_language(support::shipped_content()->library.copy().find("busy")->texts, language);
}

bool is_among(std::vector<std::string> const& replies, std::string_view text) {
  return std::ranges::find(replies, text) != replies.end();
}

TEST_CASE("a blocked number is answered with nothing, and danger is heard all the same") {
  SwitchHouse house;
  house.text(worker, "hello");
  house.block(worker, true);
  CHECK(house.text(worker, "my salary is unpaid for three months").empty());
  CHECK(house.open_cases().empty());
  CHECK_FALSE(house.text(worker, "9").empty());
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases().at(0).queue == "crisis");
}

TEST_CASE("a number that is no longer blocked is answered as before") {
  SwitchHouse house;
  house.text(worker, "hello");
  house.block(worker, true);
  CHECK(house.text(worker, "salary").empty());
  house.block(worker, false);
  CHECK_FALSE(house.text(worker, "my salary is unpaid for three months").empty());
}

TEST_CASE("where a lead switched an area on, its cases are raised a step, and no others") {
  auto const severity_in = [](std::string const& number, bool on) {
    SwitchHouse house;
    if (on) house.switch_on("area QA");
    house.text(number, "1");
    house.text(number, "my salary is unpaid for three months");
    for (int i = 0; i < 6 && house.open_cases().empty(); ++i) house.text(number, "1");
    REQUIRE(house.open_cases().size() == 1);
    return house.open_cases().at(0).severity;
  };
  CHECK(severity_in(worker, true) > severity_in(worker, false));
  CHECK(severity_in("+966501234567", true) == severity_in("+966501234567", false));
}

TEST_CASE("while many write the confirmation makes no promise of minutes") {
  auto const confirmation = [](bool surge) {
    SwitchHouse house;
    if (surge) house.switch_on(desk::surge_switch);
    std::vector<std::string> all;
    for (std::string const text :
         {"contract ma lekheko kaam diyena", "1", "3", "malai", "3", "saudi", "1", "phone", "21:00", "8"})
      std::ranges::copy(house.text(worker, text), std::back_inserter(all));
    REQUIRE(house.open_cases().size() == 1);
    return std::pair{all, house.open_cases().at(0).ref};
  };
  auto const [calm, calm_ref] = confirmation(false);
  CHECK(std::ranges::any_of(calm, [&](std::string const& text) { return text.contains(calm_ref); }));
  auto const [crowd, crowd_ref] = confirmation(true);
  bool const is_busy = is_among(crowd, busy("ne")) || is_among(crowd, busy("ne-Latn")) || is_among(crowd, busy("en"));
  CAPTURE(crowd);
  CHECK(is_busy);
}

TEST_CASE("a call that she was promised stands among the times of her case") {
  SwitchHouse house;
  for (std::string const text :
       {"contract ma lekheko kaam diyena", "1", "3", "malai", "3", "saudi", "1", "phone", "21:00", "8"})
    house.text(worker, text);
  // The house's morning is 2026-11-23 10:00 UTC; nine in the evening in Riyadh is 18:00.
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases().at(0).due.call == base::Instant{std::chrono::sys_days{2026y / 11 / 23} + 18h});
}

TEST_CASE("a full queue shares what is new with its backup, and with nobody whom it is about") {
  std::ifstream shipped(std::string(SAATHI_SOURCE_DIR) + "/config/directory.yaml", std::ios::binary);
  std::string directory{std::istreambuf_iterator<char>(shipped), {}};
  std::string const promise = "    on_call: critical\n    promise:";
  directory.insert(directory.find(promise), "    capacity: 1\n");
  support::House house({.content = support::content_with({{"directory.yaml", directory}})});
  for (std::string const number : {"+97455512101", "+97455512102"}) {
    house.text(number, "0");
    house.wait(1s);
  }
  std::vector<store::Case> const cases = house.open_cases();
  REQUIRE(cases.size() == 2);
  CHECK(std::ranges::all_of(cases, [](store::Case const& each) { return each.queue == "intake"; }));
  CHECK(std::ranges::count_if(cases, [](store::Case const& each) { return !each.also.empty(); }) == 1);
}

}  // namespace
