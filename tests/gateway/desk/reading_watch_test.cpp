#include "gateway/desk/reading_watch.hpp"

#include "tests/support/catch.hpp"

using namespace std::chrono_literals;
using desk::Reading;
using desk::unusual_readings;

namespace {

// 2026-11-23 10:00 and 20:00 UTC: 15:45 of a Monday in Kathmandu, and 01:45 of the next night.
constexpr base::Instant by_day{std::chrono::milliseconds{1'795'428'000'000}};
constexpr base::Instant by_night = by_day + 10h;

base::Zone kathmandu() {
  auto zone = base::find_zone("Asia/Kathmandu");
  REQUIRE(zone);
  return *std::move(zone);
}

std::vector<store::JournalEntry> looks(std::string const& who, int cases, base::Instant at) {
  std::vector<store::JournalEntry> entries;
  for (int i = 0; i < cases; ++i) {
    entries.push_back({.at = at, .who = who, .what = "looked", .subject = "case K-" + std::to_string(10'000 + i)});
    // The same case again is no other one, nor is an act or a list a look at a case.
    entries.push_back(entries.back());
    entries.push_back({.at = at, .who = who, .what = "answered", .subject = "case K-9" + std::to_string(i)});
    entries.push_back({.at = at, .who = who, .what = "looked", .subject = "roster"});
  }
  return entries;
}

// Asha is on duty every night.
desk::Roster roster() {
  store::Account asha{.name = "asha", .state = store::AccountState::active};
  asha.id = store::AccountId{7};
  return {.accounts = {asha},
          .shifts = {{.account = store::AccountId{7}, .post = "crisis", .days = 0x7f, .from = 22h, .until = 6h}}};
}

std::string in_words(std::vector<store::JournalEntry> const& entries) {
  std::string words;
  for (Reading const& each : unusual_readings(entries, roster(), kathmandu())) words += desk::in_words(each);
  return words;
}

}  // namespace

TEST_CASE("More cases than anybody can answer, or a handful at night without duty, are named, and work is not") {
  CHECK(in_words({}) == "");
  CHECK(in_words(looks("binod", 40, by_day)) == "");
  CHECK(in_words(looks("binod", 41, by_day)) == "binod opened 41 cases within an hour.");
  CHECK(in_words(looks("binod", 4, by_night)) == "");
  CHECK(in_words(looks("binod", 5, by_night)) == "binod opened 5 cases within an hour of the night, on no roster.");
  CHECK(in_words(looks("asha", 40, by_night)) == "");
  CHECK(in_words(looks("asha", 41, by_night)) == "asha opened 41 cases within an hour.");
}
