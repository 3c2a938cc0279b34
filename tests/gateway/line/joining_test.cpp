// Long texts in parts: any order, repeats, gaps, late parts, restarts, and a message that was never whole.
#include "gateway/line/joining.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace {

using namespace support;
using namespace std::chrono_literals;

std::string const worker = "+97455512101";

struct Piece {
  std::string text;
  int number = 1;
  int total = 3;
  std::string reference = "7";
  std::string from = worker;
  std::string id{};  // by number if empty
};

void send(House& house, Piece const& piece) {
  std::string const id =
      piece.id.empty() ? piece.from + "-" + piece.reference + "-" + std::to_string(piece.number) : piece.id;
  base::HttpCall call = house.text_call(id, piece.from, piece.text);
  boost::json::object const part{{"ref", piece.reference}, {"number", piece.number}, {"total", piece.total}};
  call.body.pop_back();
  call.body += ",\"part\":" + boost::json::serialize(part) + "}";
  REQUIRE(house.send(std::move(call)).status == 200);
}

// Everything she wrote, oldest first, as her case shows it.
std::vector<std::string> written(House& house, std::size_t case_number = 0) {
  base::Result<desk::CaseView> const shown =
      house.run(house.gateway().cases().show(desk::Actor{"asha"}, house.open_cases().at(case_number).ref));
  REQUIRE(shown);
  std::vector<std::string> texts;
  for (desk::ThreadLine const& line : shown->thread) {
    if (line.message.direction == store::Direction::in)
      texts.push_back(line.message.text.reveal(base::Reason::to_test));
  }
  return texts;
}

std::string const one = "4 mahina dekhi company ";
std::string const two = "le talab diyeko xaina ra ";
std::string const three = "malik le passport lukayo";

}  // namespace

TEST_CASE("Parts are one text, in whatever order they come and however often") {
  std::vector<int> order{1, 2, 3};
  do {
    House house;
    for (int const number : order) {
      Piece const piece{.text = number == 1 ? one : number == 2 ? two : three, .number = number};
      send(house, piece);
      send(house, piece);  // a provider's retry
    }
    REQUIRE(house.open_cases().size() == 1);
    CHECK(written(house) == std::vector<std::string>{one + two + three});
    house.wait(1h);
    CHECK(written(house).size() == 1);
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("Parts wait across a restart, and what is missing after the deadline is a gap that is marked") {
  House house;
  send(house, {.text = one, .number = 1});
  house.restart();
  send(house, {.text = three, .number = 3});
  CHECK(house.open_cases().empty());
  house.wait(25s);
  REQUIRE(house.open_cases().size() == 1);
  CHECK(written(house) == std::vector<std::string>{one + std::string(line::gap_mark) + three});
}

TEST_CASE("A late part amends what was read, and what it says is heard") {
  House house;
  std::string const first = "4 mahina ko talab payena, ani ";
  send(house, {.text = first, .number = 1, .total = 2});
  house.wait(25s);
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases()[0].severity == store::Severity::medium);
  send(house, {.text = "le malai kutera thunyo bachau", .number = 2, .total = 2});
  CHECK(written(house) == std::vector<std::string>{first + "le malai kutera thunyo bachau"});
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases()[0].severity == store::Severity::critical);
  house.wait(1h);
  CHECK(written(house).size() == 1);
}

TEST_CASE("Parts of two senders, or under two references, are never mixed") {
  House house;
  std::string const other = "+97455512102";
  send(house, {.text = one, .number = 1, .total = 2});
  send(house, {.text = "mero passport ", .number = 1, .total = 2, .from = other});
  send(house, {.text = "company le diyena", .number = 2, .total = 2, .from = other});
  REQUIRE(house.open_cases().size() == 1);
  CHECK(written(house) == std::vector<std::string>{"mero passport company le diyena"});
  send(house, {.text = "x", .number = 2, .total = 2, .reference = "8"});
  CHECK(house.open_cases().size() == 1);
  send(house, {.text = two, .number = 2, .total = 2});
  CHECK(house.open_cases().size() == 2);
}

TEST_CASE("Who writes a first long text is new to us, and a reference that comes round again is another text") {
  House house;
  send(house, {.text = "Namaste. ", .number = 1, .total = 2});
  send(house, {.text = one + two, .number = 2, .total = 2});
  house.wait(7h);
  send(house, {.text = one, .number = 1, .total = 2, .id = "again-1"});
  send(house, {.text = three, .number = 2, .total = 2, .id = "again-2"});
  CHECK(written(house) == std::vector<std::string>{"Namaste. " + one + two, one + three});
}

TEST_CASE("The timer of a long text says which, whatever the network's reference holds") {
  store::PartGroup const group{store::ContactId{17}, "np-1", "a b 7", 3};
  auto const read = line::parse_part_group(line::to_text(group));
  REQUIRE(read);
  CHECK(read->contact == group.contact);
  CHECK(read->channel == "np-1");
  CHECK(read->reference == "a b 7");
  CHECK(read->total == 3);
  for (std::string const other : {"", "17", "17 3 np-1", "17 x np-1 7", "0 3 np-1 7"})
    CHECK_FALSE(line::parse_part_group(other));
}
