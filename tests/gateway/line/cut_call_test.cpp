// Calls that were missed or cut off: when they may be answered by SMS, and the whole way through Twilio's webhooks.
#include "gateway/line/voice/cut_call.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"
#include "tests/support/twilio_phone.hpp"

#include <algorithm>
#include <functional>

namespace {

using namespace support;
using namespace std::chrono_literals;

// 12:00 in Doha.
flows::Instant const noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 9h};

line::CutCallFacts facts() {
  line::CutCallFacts facts;
  facts.call.unheard = true;
  facts.can_be_answered = true;
  facts.country = "QA";
  facts.ended = noon - 2min;
  return facts;
}

}  // namespace

TEST_CASE("A call is answered by SMS only where that is safe, wanted, and not too much") {
  using Facts = line::CutCallFacts;
  struct Case {
    std::string what;
    std::function<void(Facts&, line::CallRules&)> change;
    std::string ruling;
  };
  std::vector<Case> const cases{
      {"somebody new rang and hung up", [](Facts&, line::CallRules&) {}, "now"},
      {"it is safe, she said", [](Facts& f, auto&) { f.rules.safety = flows::Safety::yes; }, "now"},
      {"not sure", [](Facts& f, auto&) { f.rules.safety = flows::Safety::unsure; }, "never"},
      {"not safe", [](Facts& f, auto&) { f.rules.safety = flows::Safety::no; }, "never"},
      {"cut off, and never asked", [](Facts& f, auto&) { f.call.unheard = false; }, "never"},
      {"cut off, and safe",
       [](Facts& f, auto&) {
         f.call.unheard = false;
         f.rules.safety = flows::Safety::yes;
       },
       "now"},
      {"hidden", [](Facts& f, auto&) { f.can_be_answered = false; }, "never"},
      {"rang again", [](Facts& f, auto&) { f.came_back = true; }, "never"},
      {"with a person", [](Facts& f, auto&) { f.held = true; }, "never"},
      {"stopped", [](Facts& f, auto&) { f.rules.opted_out = true; }, "never"},
      {"writes herself", [](Facts& f, auto&) { f.rules.preference = flows::Preference::none; }, "never"},
      {"other hands", [](Facts& f, auto&) { f.rules.doubt = flows::Doubt::other_hands; }, "never"},
      {"had one today", [](Facts& f, auto&) { f.texts_to_number = 1; }, "never"},
      {"had one today, and two are allowed",
       [](Facts& f, line::CallRules& r) {
         f.texts_to_number = 1;
         r.texts_per_number_max = 2;
       },
       "now"},
      {"a flood of calls", [](Facts& f, auto&) { f.texts_of_channel = 30; }, "never"},
      {"switched off", [](Facts&, line::CallRules& r) { r.texts = false; }, "never"},
      {"rang long ago, at night",
       [](Facts& f, auto&) {
         f.country = "MY";
         f.ended = noon - 3h;
       },
       "now"},
  };
  for (Case const& one : cases) {
    INFO(one.what);
    Facts given = facts();
    line::CallRules rules;
    one.change(given, rules);
    line::FollowUpRuling const ruling =
        line::may_write_after(given, rules, shipped_content()->directory.countries, noon);
    CHECK((std::holds_alternative<line::BeginNow>(ruling) ? "now" : "never") == one.ruling);
  }
}

TEST_CASE("Who rang in her night is written to at once, and where that failed in the morning") {
  line::CutCallFacts given = facts();
  flows::Instant const night = noon + 14h;
  given.ended = night - 2min;
  auto const& countries = shipped_content()->directory.countries;
  CHECK(std::holds_alternative<line::BeginNow>(line::may_write_after(given, {}, countries, night)));
  given.ended = night - 2h;
  line::FollowUpRuling const later = line::may_write_after(given, {}, countries, night);
  REQUIRE(std::holds_alternative<line::BeginLater>(later));
  CHECK(std::get<line::BeginLater>(later).at == noon + 19h);
}

namespace {

std::string const worker = "%2B97455512101";

// The texts that went to Twilio's API.
std::ptrdiff_t texts(House const& house) { return std::ssize(house.sink.requests); }

// As Twilio's API takes a text.
void take_texts(House& house) {
  house.sink.answer = [&house](base::HttpRequest const&) {
    base::HttpResponse response;
    response.status = 201;
    response.body = R"({"sid":"SM)" + std::to_string(house.sink.requests.size()) + R"(","status":"queued"})";
    return response;
  };
}

// So many texts and no more: one leaves a second, and the next when the provider has taken it.
void come_to(House& house, std::ptrdiff_t count) {
  while (texts(house) < count) {
    std::ptrdiff_t const before = texts(house);
    house.wait(2s);
    house.loop.until([&] { return texts(house) > before; });
  }
  house.wait(1min);
  CHECK(texts(house) == count);
}

void hang_up(TwilioPhone& phone) { phone.post("/hooks/tw/call-status", "&CallStatus=completed"); }

void ring_and_hang_up(House& house, std::string const& call, std::string const& from) {
  TwilioPhone phone(house, call, from);
  phone.ring();
  hang_up(phone);
}

}  // namespace

TEST_CASE("A call that was cut off goes on in the next one, and by SMS if none comes") {
  House house({.channels = twilio_channel});
  take_texts(house);
  house.clock.advance_to(noon);
  TwilioPhone first(house, "CA1", worker);
  first.ring();
  first.press("1");
  first.press("1");
  std::string const menu = first.press("3");
  hang_up(first);
  house.wait(5min);

  TwilioPhone second(house, "CA2", worker);
  CHECK(second.ring().contains("रोकिएको"));
  CHECK(second.press("1").contains("सुरक्षित"));
  std::string const again = second.press("1");
  constexpr std::string_view question = "कुटपिट";
  CHECK(menu.contains(question));
  CHECK(again.contains(question));
  hang_up(second);
  hang_up(second);  // Twilio says so twice
  house.wait(14min);
  CHECK(texts(house) == 0);
  house.wait(2min);
  come_to(house, 2);  // that it was cut, and the question
  house.wait(24h);
  CHECK(texts(house) == 2);
}

TEST_CASE("Another call within the time begins anew where the caller is hidden, and after it for everybody") {
  House house({.channels = "[calls]\nresume_minutes = 5\n" + std::string(twilio_channel)});
  for (std::string const& from : {std::string("anonymous"), worker}) {
    INFO(from);
    TwilioPhone first(house, "CA1" + from.substr(3, 1), from);
    first.ring();
    first.press("1");
    hang_up(first);
    if (from == worker) house.wait(6min);
    TwilioPhone second(house, "CA2" + from.substr(3, 1), from);
    CHECK_FALSE(second.ring().contains("रोकिएको"));
  }
}

TEST_CASE("A missed call is answered by one text a day, and a flood of them by no more than the channel allows") {
  House house({.channels = "[calls]\ntexts_per_channel = 2\n" + std::string(twilio_channel)});
  take_texts(house);
  for (int i = 0; i < 3; ++i) {
    ring_and_hang_up(house, "CA1" + std::to_string(i), worker);
    house.wait(3min);
    come_to(house, 1);
  }
  house.wait(25h);
  // Three others in a minute: two more texts, and the third number waits in vain.
  for (int i = 0; i < 3; ++i) ring_and_hang_up(house, "CA2" + std::to_string(i), "%2B9745551220" + std::to_string(i));
  house.wait(3min);
  come_to(house, 3);
}

TEST_CASE("A missed call is not answered where the hotline does not want it") {
  House house({.channels = "[calls]\ntexts = false\n" + std::string(twilio_channel)});
  ring_and_hang_up(house, "CA1", worker);
  house.wait(1h);
  CHECK(texts(house) == 0);
}
