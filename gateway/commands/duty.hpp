// The holes of a roster in words, for `saathi roster now` and `saathi check --live`.
#pragma once

#include <boost/json/object.hpp>

#include <iosfwd>
#include <string_view>

namespace commands {

inline constexpr std::string_view duty_path = "/api/v1/duty";

// A line for each queue in which nobody will be on duty, with the first such time and how many there are, and for each
// person who stands twice on the roster. How many lines.
int say_duty(boost::json::object const& duty, std::ostream& out);

}  // namespace commands
