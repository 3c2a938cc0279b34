// A request to the API as a route's function gets it: who acts, the part of the path that varies, the body.
#pragma once

#include "gateway/base/http.hpp"
#include "gateway/base/task.hpp"
#include "gateway/desk/calls_made.hpp"
#include "gateway/desk/case_desk.hpp"
#include "gateway/desk/people.hpp"
#include "gateway/desk/rosters.hpp"
#include "gateway/desk/sign_in.hpp"
#include "gateway/desk/switches.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace console {

// What the API works with; all of it outlives the API.
struct Parts {
  desk::CaseDesk& cases;
  desk::People& people;
  desk::SignIn& door;
  desk::Rosters& rosters;
  desk::Switches& switches;
  desk::CallsMade& calls_made;
  bool is_https = false;  // the world reaches us by https: cookies travel by nothing else
};

struct Call {
  Parts parts;
  desk::Actor actor;
  std::optional<store::Session> session{};  // of a person in a browser
  std::string secret{};                     // of the cookie, whole or half; empty: none
  desk::Caller caller{};
  std::string ref{};           // {ref} of the path
  boost::json::object body{};  // of a POST; empty: none

  [[nodiscard]] std::string word(std::string_view key) const;
  [[nodiscard]] std::optional<std::int64_t> version() const;
  // Nothing if it stands there and is no list of words.
  [[nodiscard]] std::optional<std::vector<std::string>> list(std::string_view key) const;
};

[[nodiscard]] boost::json::array json_list(std::vector<std::string> const& words);
[[nodiscard]] base::HttpResponse answer(int status, boost::json::object const& body);
[[nodiscard]] base::HttpResponse done();  // 204

// What the cookie is called, and its line in an answer; an empty secret takes it back.
inline constexpr std::string_view cookie_name = "saathi";
[[nodiscard]] base::HttpHeader cookie(std::string_view secret, bool is_https);

}  // namespace console
