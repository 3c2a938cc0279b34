// Her code word and quiet word through the whole gateway: what is on disk, what the desk sees, what still goes out.
#include "gateway/store/journal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace support;
using namespace std::chrono_literals;

std::string const worker = "+97455512101";

void say(House& house, std::initializer_list<char const*> texts) {
  for (char const* text : texts) house.text(worker, text);
}

bool is_anywhere(House const& house, std::string_view word) {
  auto const has_word = [&](std::string const& line) { return line.contains(word); };
  if (std::ranges::any_of(house.log_lines, has_word)) return true;
  for (auto const& entry : std::filesystem::recursive_directory_iterator(house.folder())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(stream), {}};
    if (bytes.contains(word)) return true;
  }
  return false;
}

std::string thread_of(House& house) {
  base::Result<desk::CaseView> const shown =
      house.run(house.gateway().cases().show(desk::Actor{"asha"}, house.open_cases().at(0).ref));
  REQUIRE(shown);
  std::string thread;
  for (desk::ThreadLine const& line : shown->thread) thread += line.message.text.reveal(base::Reason::to_test) + "\n";
  return thread;
}

}  // namespace

TEST_CASE("Words that are agreed on stand in no file, no log line and no thread that the desk reads") {
  House house;
  say(house, {"company le talab diyena", "1", "code gulaf", "chameli", "3", "ma sanga chameli cha", "gulaf, ma ho"});
  for (char const* word : {"gulaf", "chameli"}) {
    INFO(word);
    CHECK_FALSE(is_anywhere(house, word));
    CHECK_FALSE(thread_of(house).contains(word));
  }
  CHECK(thread_of(house).contains("code •••"));
  CHECK(thread_of(house).contains("ma sanga ••• cha"));
  CHECK(is_anywhere(house, house.open_cases().at(0).ref));  // a search that finds nothing at all would prove nothing
}

TEST_CASE(
    "After her quiet word the lead has the case, the journal says so, and neither we nor a person reaches her phone") {
  House house;
  say(house, {"company le talab diyena", "1", "code gulaf", "chameli"});
  std::string const ref = house.open_cases().at(0).ref;
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor("asha"), ref, std::nullopt, desk::claim())));
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor("asha"), ref, std::nullopt, desk::release())));
  say(house, {"bholi chameli kinna jane ho"});

  store::Case const record = house.open_cases().at(0);
  CHECK(record.severity == store::Severity::high);
  CHECK(std::ranges::find(record.tags, "quiet_word") != record.tags.end());
  CHECK(std::ranges::find(record.also, "safeguard") != record.also.end());
  auto const entries = [](store::Snapshot& snapshot) -> base::Result<std::vector<store::JournalEntry>> {
    return store::journal_after(snapshot, 0, 100);
  };
  auto reading = [&]() -> base::Task<std::vector<store::JournalEntry>> {
    base::Result<std::vector<store::JournalEntry>> const found = co_await house.gateway().store().read(entries);
    co_return found.value();
  };
  std::vector<store::JournalEntry> const journal = house.run(reading());
  CHECK(std::ranges::any_of(journal, [&](store::JournalEntry const& entry) {
    return entry.what == "case_raised" && entry.subject == "case " + ref && entry.detail.contains("quiet_word");
  }));

  REQUIRE(house.run(house.gateway().cases().act(desk::Actor("asha"), ref, std::nullopt, desk::claim())));
  CHECK_FALSE(house.run(
      house.gateway().cases().answer(desk::Actor("asha"), ref, std::nullopt, desk::Answer{.text = "How are you?"})));
  for (char const* next : {"hello", "k bhayo", "9"}) CHECK(house.text(worker, next).empty());
  CHECK(house.open_cases().at(0).severity == store::Severity::critical);
  house.restart();
  CHECK(house.text(worker, "hello").empty());
  CHECK(house.text(worker, "gulaf").size() <=
        1);  // a person holds the case; else she would be asked whether it is safe
}
