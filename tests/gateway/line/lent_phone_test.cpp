// She writes from a phone that is lent to her, through the whole gateway: what her own case gets, what the lent phone
// gets, and what whoever guesses learns.
#include "gateway/line/lent_phone.hpp"

#include "gateway/store/consent.hpp"
#include "gateway/store/contact.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>

namespace {

using namespace support;
using namespace std::chrono_literals;

std::string const worker = "+97455512101";
std::string const lent = "+97455512102";

using Replies = std::vector<std::string>;

Replies say(House& house, std::string const& from, std::vector<std::string> const& texts) {
  Replies all;
  for (std::string const& text : texts) {
    Replies const replies = house.text(from, text);
    all.insert(all.end(), replies.begin(), replies.end());
  }
  return all;
}

// Her case, and the secret number that she asked for where it was safe.
struct Known {
  std::string ref;
  std::string pin;
};
Known known(House& house) {
  say(house, worker, {"company le talab diyena", "1"});
  std::string const told = house.text(worker, "pin").front();
  constexpr std::string_view before = "gopya number ";
  std::size_t const at = told.find(before);
  REQUIRE(at != std::string::npos);
  return {house.open_cases().at(0).ref, told.substr(at + before.size(), 4)};
}

Replies from_lent_phone(House& house, std::string const& number, std::string const& secret) {
  return say(house, lent, {"arko phone", number, "mero phone khosiyo, yahi chu", secret});
}

std::string reasons_of(House& house, std::string const& ref) {
  base::Result<desk::CaseView> const shown = house.run(house.gateway().cases().show(desk::Actor{"asha"}, ref));
  REQUIRE(shown);
  std::string reasons;
  for (store::CaseReason const& reason : shown->record.reasons)
    reasons += reason.text.reveal(base::Reason::to_test) + "\n";
  return reasons;
}

std::vector<store::Message> messages_of(House& house, std::string const& number) {
  auto const find = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::Message>> {
    auto const contact = store::find_contact(snapshot, {store::Scheme::tel, store::Sealed<std::string>(number)});
    return contact ? store::history(snapshot, contact->id, 100) : std::vector<store::Message>{};
  };
  auto finding = [&]() -> base::Task<std::vector<store::Message>> {
    auto const found = co_await house.gateway().store().read(find);
    co_return found.value_or(std::vector<store::Message>{});
  };
  return house.run(finding());
}

}  // namespace

TEST_CASE("From a lent phone, with number and secret, her words go to her own case and nothing ties the phone to it") {
  House house;
  Known const her = known(house);
  from_lent_phone(house, her.ref.substr(2), her.pin);
  REQUIRE(house.open_cases().size() == 1);
  CHECK(reasons_of(house, her.ref).contains("mero phone khosiyo, yahi chu"));
  for (store::Message const& message : messages_of(house, lent)) {
    std::string const text = message.text.reveal(base::Reason::to_test);
    INFO(text);
    CHECK_FALSE(message.case_id);
    CHECK_FALSE(text.contains(her.pin));
    CHECK_FALSE(text.contains(her.ref.substr(2)));
  }
}

TEST_CASE("Her code word opens her case from a lent phone too, however it is spelled") {
  House house;
  say(house, worker, {"company le talab diyena", "1", "code gulaf"});
  std::string const ref = house.open_cases().at(0).ref;
  from_lent_phone(house, ref, "गुलाफ");
  CHECK(house.open_cases().size() == 1);
  CHECK(reasons_of(house, ref).contains("mero phone khosiyo"));
}

TEST_CASE("The lent phone gets the same words whether number and secret fit or not, and nothing afterwards") {
  House fits;
  Known const her = known(fits);
  Replies const right = from_lent_phone(fits, her.ref, her.pin);
  House fails;
  known(fails);
  Replies const wrong = from_lent_phone(fails, "99999", "0000");
  CHECK(right == wrong);
  for (House* const house : {&fits, &fails}) {
    std::size_t const before = messages_of(*house, lent).size();
    house->wait(30min);
    house->wait(72h);
    CHECK(messages_of(*house, lent).size() == before);
  }
}

TEST_CASE("A wrong secret is for a person to compare, in a case apart, and after three a right one too") {
  House house;
  Known const her = known(house);
  std::string const wrong = her.pin == "1234" ? "4321" : "1234";
  for (int i = 0; i < line::wrong_pins_max; ++i) {
    std::string const from = "+9745551215" + std::to_string(i);
    say(house, from, {"arko phone", her.ref, "hello", wrong});
  }
  CHECK(house.open_cases().size() == 1 + line::wrong_pins_max);
  CHECK_FALSE(reasons_of(house, her.ref).contains("hello"));
  from_lent_phone(house, her.ref, her.pin);
  std::vector<store::Case> const cases = house.open_cases();
  REQUIRE(cases.size() == 2 + line::wrong_pins_max);
  CHECK(std::ranges::count_if(cases, &store::Case::own_case) == 1 + line::wrong_pins_max);
  CHECK_FALSE(reasons_of(house, her.ref).contains("mero phone"));
  house.wait(25h);
  say(house, "+97455512160", {"arko phone", her.ref, "feri lekhe", her.pin});
  CHECK(reasons_of(house, her.ref).contains("feri lekhe"));
}

TEST_CASE("Her secret number is said only where she said that it is safe") {
  House house;
  say(house, worker, {"company le talab diyena"});
  for (char const* const words : {"pin", "2", "pin"}) {
    for (std::string const& reply : house.text(worker, words)) CHECK_FALSE(reply.contains("gopya number"));
  }
}

TEST_CASE("Do not share is recorded as taking back every consent, once") {
  House house;
  say(house, worker, {"company le talab diyena", "1", "do not share", "do not share"});
  auto const find = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::Consent>> {
    auto const contact = store::find_contact(snapshot, {store::Scheme::tel, store::Sealed<std::string>(worker)});
    return store::consents_of(snapshot, contact.value().id);
  };
  auto finding = [&]() -> base::Task<std::vector<store::Consent>> {
    auto const found = co_await house.gateway().store().read(find);
    co_return found.value_or(std::vector<store::Consent>{});
  };
  std::vector<store::Consent> const consents = house.run(finding());
  REQUIRE(consents.size() == 1);
  CHECK(consents[0].answer == store::ConsentAnswer::withdrawn);
  CHECK(consents[0].organisation.empty());
}
