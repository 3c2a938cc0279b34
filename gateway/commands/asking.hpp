// What every command that asks the API does alike: who acts is --as NAME, the answer is read, and a refusal is printed
// in the API's own words.
#pragma once

#include "gateway/commands/command.hpp"
#include "gateway/commands/local_api.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace commands {

inline constexpr Option as_option{"--as", "NAME", "who acts; recorded in the journal"};
inline constexpr Option json_option{"--json", "", "the API's own answer, for machines"};

// What the API said. Unless `exit` is good, why not was printed already.
struct Asked {
  Exit exit = Exit::good;
  boost::json::object body;
};
[[nodiscard]] Asked ask(Arguments const& arguments, Streams& streams, ApiCall call);
// The same under a name of the program's own.
[[nodiscard]] Asked ask_as(std::string as, Arguments const& arguments, Streams& streams, ApiCall call);

[[nodiscard]] std::string word(boost::json::object const& object, std::string_view key);
[[nodiscard]] std::string joined(boost::json::object const& object, std::string_view key);

}  // namespace commands
