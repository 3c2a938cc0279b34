#include "gateway/desk/roster.hpp"

#include "tests/gateway/desk/shipped.hpp"

#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;
using store::Role;

constexpr sys_days friday = 2026y / 11 / 27;
base::Instant nepal(sys_days day, std::chrono::minutes of_day) { return day + of_day - 5h - 45min; }
constexpr std::uint8_t daily = 0b111'1111;
constexpr std::uint8_t fridays = 1U << 5U;

struct Network {
  desk::Directory directory = shipped::directory();
  desk::Roster roster{};
  store::Case record{};

  store::Account& add(std::string name, Role role, std::vector<std::string> queues, std::string organisation = "pncc") {
    roster.accounts.push_back({.id = {static_cast<std::int64_t>(roster.accounts.size()) + 1},
                               .name = std::move(name),
                               .organisation = std::move(organisation),
                               .roles = {role},
                               .queues = std::move(queues),
                               .state = store::AccountState::active});
    return roster.accounts.back();
  }
  void duty(store::AccountId account, std::string post, std::uint8_t on, std::chrono::minutes from,
            std::chrono::minutes until, bool woman = false) {
    roster.shifts.push_back(
        {.account = account, .post = std::move(post), .days = on, .from = from, .until = until, .woman = woman});
  }
  std::vector<std::string> told(std::string_view who, base::Instant now) {
    std::vector<std::string> names;
    for (store::Account const* account : desk::whom_to_tell(who, record, roster, directory, now))
      names.push_back(account->name);
    return names;
  }
};

using Names = std::vector<std::string>;

TEST_CASE("a night shift reaches over midnight, on its days and no others") {
  Network network;
  store::AccountId const asha = network.add("asha", Role::operator_, {"crisis"}).id;
  network.duty(asha, "crisis", fridays, 22h, 6h);
  struct Row {
    base::Instant now;
    bool on;
  };
  for (Row const& row : {Row{nepal(friday, 21h + 59min), false},
                         {nepal(friday, 22h), true},
                         {nepal(friday + days{1}, 5h + 59min), true},
                         {nepal(friday + days{1}, 6h), false},
                         {nepal(friday + days{1}, 23h), false}}) {
    CHECK(desk::on_duty(network.roster, "crisis", network.directory.zone, row.now).size() == (row.on ? 1 : 0));
  }
}

TEST_CASE("who is on duty is told, and everybody of the queue where nobody is") {
  Network network;
  store::AccountId const asha = network.add("asha", Role::operator_, {"crisis"}).id;
  network.add("bina", Role::operator_, {"crisis"});
  network.add("chet", Role::manager, {"crisis"});
  network.add("gone", Role::operator_, {"crisis"}).state = store::AccountState::disabled;
  network.duty(asha, "crisis", daily, 22h, 6h);
  network.record.queue = "crisis";
  CHECK(network.told("queue", nepal(friday, 23h)) == Names{"asha"});
  CHECK(network.told("queue", nepal(friday, 12h)) == Names{"asha", "bina"});
  network.record.queue = "intake";  // nobody sits there: its backup
  CHECK(network.told("queue", nepal(friday, 23h)) == Names{"asha"});
}

TEST_CASE("her language first, and a woman for a woman, if they are on duty") {
  Network network;
  network.add("asha", Role::operator_, {"gbv"}).languages = {"ne"};
  network.add("bina", Role::operator_, {"gbv"}).languages = {"mai"};
  network.add("dil", Role::operator_, {"gbv"}).languages = {"ne"};
  for (std::int64_t id : {1, 2, 3}) network.duty({id}, "gbv", daily, 8h, 20h, id == 1);
  network.record = {.queue = "gbv", .language = "ne-Latn"};
  base::Instant const noon = nepal(friday, 12h);
  CHECK(network.told("queue", noon) == Names{"asha", "dil"});
  network.record.tags = {"woman"};
  CHECK(network.told("queue", noon) == Names{"asha"});
  network.record = {.queue = "gbv", .language = "hi"};
  CHECK(network.told("queue", noon) == Names{"asha", "bina", "dil"});
}

TEST_CASE("the ladder finds the lead of the queue, and the duty phone only where it is on the roster") {
  Network network;
  network.add("lila", Role::lead, {"outreach"});
  network.add("maya", Role::lead, {"crisis"});
  store::AccountId const phone = network.add("duty", Role::operator_, {}).id;
  network.record.queue = "crisis";
  CHECK(network.told("lead", nepal(friday, 3h)) == Names{"maya"});
  CHECK(network.told("duty_phone", nepal(friday, 3h)).empty());
  network.duty(phone, "duty_phone", daily, 0h, 24h);
  CHECK(network.told("duty_phone", nepal(friday, 3h)) == Names{"duty"});
  CHECK(network.told("weekly_list", nepal(friday, 3h)).empty());
}

TEST_CASE("nobody of whom it is about is told, and of our own people only their own queue") {
  Network network;
  network.add("asha", Role::operator_, {"outreach"}, "pncc");
  network.add("gita", Role::operator_, {"outreach"}, "gefont");
  network.add("maya", Role::lead, {"crisis"});
  network.add("safe", Role::lead, {"safeguard"}, "pforum");
  base::Instant const noon = nepal(friday, 12h);
  network.record = {.queue = "outreach", .about = {"pncc"}};
  CHECK(network.told("queue", noon) == Names{"gita"});
  network.record = {.queue = "safeguard"};
  CHECK(network.told("lead", noon) == Names{"safe"});
  network.record.about = {"pforum"};
  CHECK(network.told("lead", noon).empty());
}

TEST_CASE("the holes of a roster are the open hours in which nobody is on duty") {
  Network network;
  network.directory.queues = {{"legal", network.directory.queues.at("legal")},
                              {"quarantine", network.directory.queues.at("quarantine")}};
  store::AccountId const asha = network.add("asha", Role::operator_, {"legal"}).id;
  network.duty(asha, "legal", fridays, 11h, 13h);
  network.duty(asha, "legal", fridays, 12h, 14h);
  desk::Span const day{nepal(friday, 0min), nepal(friday + days{2}, 0min)};
  std::vector<desk::Hole> const holes = desk::find_holes(network.roster, network.directory, day);
  REQUIRE(holes.size() == 2);
  CHECK(holes[0].span.from == nepal(friday, 10h));
  CHECK(holes[0].span.until == nepal(friday, 11h));
  CHECK(holes[1].span.from == nepal(friday, 14h));
  CHECK(holes[1].span.until == nepal(friday, 17h));
  std::vector<desk::Overlap> const overlaps = desk::find_overlaps(network.roster, network.directory, day);
  REQUIRE(overlaps.size() == 1);
  CHECK(overlaps[0].account == "asha");
  CHECK(overlaps[0].span.from == nepal(friday, 12h));
}

}  // namespace
