// What the tests of texts on their way out share: the built-in telephone with an api, a worker's number, and two ways
// to look at what became of a reply. Threads: one.
#pragma once

#include "gateway/store/outbound.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <functional>
#include <string>
#include <vector>

namespace line_tests {

using namespace support;

inline constexpr char const* channel_with_api = R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
api = "{sink}/sms"
)";

inline std::string const worker = "+97455512101";

// Time passes in small steps until it is so.
inline void pass_until(House& house, std::function<bool()> const& is_so) {
  house.loop.until([&] {
    if (is_so()) return true;
    house.wait(std::chrono::milliseconds(500));
    return is_so();
  });
}

inline store::OutboundState state_of(House& house, std::size_t reply) {
  auto const cases = house.open_cases();
  base::Result<desk::CaseView> const shown =
      house.run(house.gateway().cases().show(desk::Actor{"asha"}, cases.at(0).ref));
  REQUIRE(shown);
  std::vector<store::OutboundState> states;
  for (desk::ThreadLine const& line : shown->thread) {
    if (line.delivery) states.push_back(*line.delivery);
  }
  return states.at(reply);
}

}  // namespace line_tests
