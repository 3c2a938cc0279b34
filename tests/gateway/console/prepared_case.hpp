// A case on which a call of the API can succeed, and the body that the call then takes: for tests that walk the routes.
#pragma once

#include "tests/gateway/console/desk_house.hpp"

#include <string>
#include <string_view>

namespace console_tests {

struct PreparedCase {
  std::string ref;
  std::string body;
};
struct CaseCall {
  std::string_view method;
  std::string_view path;  // of the route
};
// What has to be done before is done under the name of the one who will ask, as by whoever has the shell; where she may
// not work on it, nothing is. There is an account "colleague" in its queue.
[[nodiscard]] PreparedCase prepare_case(DeskHouse& house, CaseCall const& call, std::string const& name, bool may_work);

}  // namespace console_tests
