// A request to the API as a route's function gets it: who acts, the part of the path that varies, the query, the body;
// and what routes answer with. A refusal names the field that is at fault and says what to do.
#pragma once

#include "gateway/base/http.hpp"
#include "gateway/base/task.hpp"
#include "gateway/console/query.hpp"
#include "gateway/desk/acts.hpp"
#include "gateway/desk/backups.hpp"
#include "gateway/desk/calls_made.hpp"
#include "gateway/desk/canned.hpp"
#include "gateway/desk/case_desk.hpp"
#include "gateway/desk/erasure.hpp"
#include "gateway/desk/ownership.hpp"
#include "gateway/desk/people.hpp"
#include "gateway/desk/rosters.hpp"
#include "gateway/desk/routing.hpp"
#include "gateway/desk/sign_in.hpp"
#include "gateway/desk/switches.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace console {

class Live;

// What of the hotline itself the API shows. Outlives the API; content may be read again meanwhile.
struct Hotline {
  struct Phone {
    std::string id;  // of the channel
    std::string address;
    bool has_voice = false;
  };
  std::function<desk::Routed(desk::CaseFacts const& facts)> route;  // by the rows that are live
  std::function<base::Instant()> now;
  bool is_demo = false;
  std::vector<Phone> phones{};  // of the demo: built-in telephones that anybody may use
};

// What the API works with; all of it outlives the API.
struct Parts {
  desk::CaseDesk& cases;
  desk::People& people;
  desk::SignIn& door;
  desk::Acts& acts;
  desk::Rosters& rosters;
  desk::Switches& switches;
  desk::CallsMade& calls_made;
  desk::Erasure& erasure;
  desk::Backups& backups;
  desk::IsQueue is_queue{};                          // of the directory as it stands
  std::function<desk::Canned const&()> canned = {};  // as the content stands; none: a shell without a gateway
  bool is_https = false;                             // the world reaches us by https: cookies travel by nothing else
  Live* live = nullptr;                              // none: no gateway runs here, only the shell
  Hotline const* hotline = nullptr;                  // likewise
};

struct Call {
  Parts parts;
  desk::Actor actor;
  std::optional<store::Session> session{};  // of a person in a browser
  std::string secret{};                     // of the cookie, whole or half; empty: none
  desk::Caller caller{};
  std::string bearer{};                      // the token that was shown; empty: none
  std::optional<std::int64_t> last_event{};  // Last-Event-ID
  std::string ref{};                         // {ref} of the path
  Query query{};                             // ?limit=50
  std::optional<std::int64_t> if_match{};    // the version that the asker saw, of the header
  boost::json::object body{};                // of a POST; empty: none

  [[nodiscard]] std::string word(std::string_view key) const;
  // The version that the asker saw: of If-Match, else "version" of the body; nothing: whatever it is now.
  [[nodiscard]] std::optional<std::int64_t> version() const;
  // Nothing if it stands there and is no list of words.
  [[nodiscard]] std::optional<std::vector<std::string>> list(std::string_view key) const;
};

[[nodiscard]] boost::json::array json_list(std::vector<std::string> const& words);
[[nodiscard]] base::HttpResponse answer(int status, boost::json::object const& body);
// With the version as its ETag.
[[nodiscard]] base::HttpResponse answer(int status, boost::json::object const& body, std::int64_t version);
[[nodiscard]] base::HttpResponse done();  // 204
// Nothing for what is no base64 of RFC 4648.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
// 400; `how` says what to give instead.
[[nodiscard]] base::HttpResponse wrong_field(std::string_view field, std::string_view how);

// What the cookie is called, and its line in an answer; an empty secret takes it back.
inline constexpr std::string_view cookie_name = "saathi";
[[nodiscard]] base::HttpHeader cookie(std::string_view secret, bool is_https);
// The one by which the door knows a browser again. It opens nothing and is sent to the door alone.
inline constexpr std::string_view known_cookie_name = "saathi-known";
[[nodiscard]] base::HttpHeader known_cookie(std::string_view secret, bool is_https);

}  // namespace console
