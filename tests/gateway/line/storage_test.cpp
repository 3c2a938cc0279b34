// What a provider and an operator see while nothing can be stored, and that the service comes back by itself.
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

namespace {

using namespace support;

base::HttpCall get(House const& house, std::string const& path) {
  base::HttpCall call;
  call.method = "GET";
  call.url = house.url() + path;
  return call;
}

}  // namespace

TEST_CASE(
    "While nothing can be stored a text is answered 503, readyz says why, and the text is taken when it is over") {
  struct Fault {
    char const* name;
    base::Code code;
    char const* sentence;
  };
  for (Fault const& fault : {Fault{"disk full", base::Code::storage, "The disk is full: make room."},
                             Fault{"locked", base::Code::busy, "The database is locked by another program."}}) {
    CAPTURE(fault.name);
    bool fails = false;
    House house({.before_commit = [&]() -> std::optional<base::Error> {
      if (!fails) return std::nullopt;
      return base::Error{fault.code, fault.sentence, {}};
    }});
    CHECK(house.send(get(house, "/readyz")).status == 200);
    fails = true;
    base::HttpResponse const refused = house.send(house.text_call("a", "+97455512101", "talab payena"));
    CHECK(refused.status == 503);
    CHECK(base::find_header(refused.headers, "Retry-After") == "5");
    CHECK_FALSE(refused.body.contains("talab"));
    base::HttpResponse const ready = house.send(get(house, "/readyz"));
    CHECK(ready.status == 503);
    CHECK(ready.body.contains(fault.sentence));
    CHECK(house.send(get(house, "/healthz")).status == 200);

    fails = false;
    house.loop.until([&] { return house.send(get(house, "/readyz")).status == 200; });
    base::HttpResponse const taken = house.send(house.text_call("a", "+97455512101", "talab payena"));
    CHECK(taken.status == 200);
    CHECK_FALSE(replies_of(taken).empty());
    CHECK(house.open_cases().size() == 1);
  }
}
