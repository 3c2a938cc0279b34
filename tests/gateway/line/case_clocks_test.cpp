// The clocks of cases over the whole gateway: who is told, by which way, and that it is told once.
#include "gateway/desk/people.hpp"
#include "gateway/line/notice_sender.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/journal.hpp"
#include "gateway/store/shift.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"
#include "tests/support/smtp_server.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace {

using namespace std::chrono_literals;
using store::Role;

std::string const worker = "+97455512101";
std::string const asha_phone = "+9779841230101";
std::string const lila_phone = "+9779841230102";
std::string const duty_phone = "+9779841230103";

constexpr char const* two_channels = R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"

[[channel]]
id = "duty"
provider = "local"
address = "4141"
country = "NP"
api = "{sink}/sms"

[notices]
sms_channel = "duty"
)";

struct ClockHouse : support::House {
  explicit ClockHouse(std::string const& more = {}) : House({.channels = two_channels + more}) {
    // An evening in Kathmandu; her morning is long over.
    clock.advance_to(base::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + 17h});
    wait(base::Milliseconds{0});  // the evening's look at the roster is over
  }

  template <class F>
  auto write(F unit) {
    auto whole = [&](store::Transaction& tx) -> base::Result<std::invoke_result_t<F, store::Transaction&>> {
      return unit(tx);
    };
    auto result = gateway().store().write_now(whole);
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
  }

  store::AccountId add(std::string name, Role role, std::string const& phone, std::string const& email = {}) {
    return write([&](store::Transaction& tx) {
      store::Account account;
      account.name = std::move(name);
      account.organisation = "pncc";
      account.roles = {role};
      account.queues = {"crisis"};
      account.state = store::AccountState::active;
      account.phone = base::PrivateText(phone);
      account.email = base::PrivateText(email);
      return store::make_account(tx, account).value().id;
    });
  }

  // What went to whom, in order.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> texts() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (base::HttpRequest const& request : sink.requests) {
      if (request.path != "/sms") continue;
      boost::json::object const body = boost::json::parse(request.body).as_object();
      all.emplace_back(body.at("to").as_string(), body.at("text").as_string());
    }
    return all;
  }
  // What is on its way arrives by a real socket, on a machine that may be busy.
  [[nodiscard]] std::vector<std::string> told_at_least(std::size_t texts_wanted) {
    loop.until([&] { return texts().size() >= texts_wanted; });
    return told();
  }
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> numbers;
    for (auto const& [to, words] : texts()) numbers.push_back(to);
    return numbers;
  }
  // Time passes in steps that timers can follow.
  void pass(base::Milliseconds time) {
    for (base::Instant const end = clock.now() + time; clock.now() < end;)
      wait(std::min<base::Milliseconds>(15s, end - clock.now()));
  }
  std::vector<std::string> journal_of_clock() {
    return write([](store::Transaction& tx) {
      std::vector<std::string> acts;
      for (store::JournalEntry const& entry : store::journal_after(tx, 0, 1000)) {
        if (entry.who == "clock") acts.push_back(entry.what);
      }
      return acts;
    });
  }
};

using Told = std::vector<std::string>;

TEST_CASE("a critical case at night wakes somebody, and then somebody else, until it is claimed") {
  ClockHouse house;
  house.add("asha", Role::operator_, asha_phone);
  house.add("lila", Role::lead, lila_phone);
  store::AccountId const phone = house.add("duty", Role::auditor, duty_phone);
  house.write([&](store::Transaction& tx) {
    return store::add_shift(tx, {.account = phone, .post = "duty_phone", .days = 0b111'1111, .from = 0h, .until = 24h});
  });

  house.text(worker, "9");
  std::string const ref = house.open_cases().at(0).ref;
  house.pass(4min);
  // Who sits in the queue, lead included: nobody is on its roster. Then once more before the time is over.
  CHECK(house.told_at_least(4) == Told{asha_phone, lila_phone, asha_phone, lila_phone});
  house.pass(90s);
  CHECK(house.told_at_least(5).size() == 5);
  CHECK(house.told().back() == lila_phone);
  house.pass(5min);
  CHECK(house.told_at_least(6).back() == duty_phone);
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor("asha"), ref, std::nullopt, desk::claim())));
  house.pass(3min);
  // Whoever has it now is reminded of the first words to her; nobody else.
  CHECK(house.told_at_least(7).size() == 7);
  CHECK(house.told().back() == asha_phone);

  for (auto const& [to, words] : house.texts()) {
    CHECK(words.starts_with("Case " + ref + " is "));
    CHECK(words.ends_with("/cases/" + ref));
    CHECK_FALSE(words.contains(worker));
    CHECK_FALSE(words.contains("danger"));
  }
}

TEST_CASE("a notice is written once, whatever is restarted and however the clock is set") {
  ClockHouse house;
  house.add("lila", Role::lead, lila_phone);
  house.text(worker, "9");
  house.pass(3min);
  house.restart();
  house.pass(3min);
  CHECK(house.told_at_least(3) == Told(3, lila_phone));  // it came; its time is nearly over; it is over
  house.clock.step(-1h);
  house.pass(2min);
  house.clock.step(1h);
  house.restart();
  house.pass(1min);
  CHECK(house.told().size() == 3);
}

TEST_CASE("a claim without an act ends, and the case is heard of again") {
  ClockHouse house;
  house.add("asha", Role::operator_, asha_phone);
  house.text(worker, "9");
  std::string const ref = house.open_cases().at(0).ref;
  house.pass(1min);
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor("asha"), ref, std::nullopt, desk::claim())));
  CHECK_FALSE(house.open_cases().at(0).due.eyes.has_value());
  house.pass(9min);
  CHECK(house.open_cases().at(0).holder == "asha");
  std::size_t const before = house.told().size();
  house.pass(90s);
  CHECK(house.open_cases().at(0).holder.empty());
  CHECK(house.open_cases().at(0).due.eyes.has_value());
  CHECK(house.told_at_least(before + 1).size() > before);
  std::vector<std::string> const acts = house.journal_of_clock();
  CHECK(std::ranges::count(acts, "claim_ended") == 1);
}

TEST_CASE("an answer keeps the promise, and the next one is in two hours") {
  ClockHouse house;
  house.add("asha", Role::operator_, asha_phone);
  house.text(worker, "9");
  std::string const ref = house.open_cases().at(0).ref;
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor("asha"), ref, std::nullopt, desk::claim())));
  desk::Answer const answer{.text = "We are here."};
  REQUIRE(house.run(house.gateway().cases().answer(desk::Actor("asha"), ref, std::nullopt, answer)));
  std::int64_t const version = house.open_cases().at(0).version;
  base::Instant const answered = house.clock.now();
  house.pass(15s);
  store::Case const record = house.open_cases().at(0);
  CHECK_FALSE(record.due.contact.has_value());
  CHECK(record.due.update == answered + 2h);
  CHECK(record.version == version);  // the time of day alone makes nobody's view of it stale
  house.pass(30min);
  CHECK(house.open_cases().at(0).holder == "asha");
}

TEST_CASE("nobody to tell is said in the log and in the journal, never passed over") {
  ClockHouse house;
  house.text(worker, "9");
  house.pass(1min);
  CHECK(std::ranges::any_of(house.log_lines, [](std::string const& line) { return line.contains("alarm_unheard"); }));
  CHECK_FALSE(house.journal_of_clock().empty());
}

TEST_CASE("what can wait goes by mail, and an organisation's own system is told with a signature") {
  support::SmtpServer const server;
  ClockHouse house("mail_url = \"" + server.url() +
                   "\"\nmail_from = \"saathi@hotline.example\"\nwebhook_url = \"{sink}/told\"\n"
                   "webhook_secret = \"0123456789abcdef0123456789abcdef\"\n");
  house.add("asha", Role::operator_, "", "asha@partner.example");
  house.text(worker, "9");
  std::string const ref = house.open_cases().at(0).ref;
  house.loop.until([&] { return !server.letters().empty(); });
  CHECK(server.letters().front().to == "asha@partner.example");
  CHECK(server.letters().front().bytes.contains("/cases/" + ref));
  house.loop.until([&] { return !house.sink.requests.empty(); });
  base::HttpRequest const& told = house.sink.requests.front();
  CHECK(told.path == "/told");
  CHECK(boost::json::parse(told.body).as_object().at("case").as_string() == ref);
  CHECK(base::find_header(told.headers, "Saathi-Signature") ==
        line::webhook_signature("0123456789abcdef0123456789abcdef", house.clock.now(), told.body));
}

TEST_CASE("a webhook's signature is an HMAC over the second and the body") {
  base::Instant const now{std::chrono::milliseconds{1'795'428'000'999}};
  CHECK(line::webhook_signature("key", now, "{}").starts_with("t=1795428000,v1="));
  CHECK(line::webhook_signature("key", now, "{}") != line::webhook_signature("other", now, "{}"));
  CHECK(line::webhook_signature("key", now, "{}") != line::webhook_signature("key", now + 1s, "{}"));
}

}  // namespace
