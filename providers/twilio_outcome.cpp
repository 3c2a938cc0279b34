#include "providers/twilio_outcome.hpp"

#include "providers/http_date.hpp"
#include "providers/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace providers {
namespace {

struct State {
  std::string_view word;
  Delivery state;
};

constexpr std::array states = {
    State{"accepted", Delivery::queued},     State{"scheduled", Delivery::queued},
    State{"queued", Delivery::queued},       State{"sending", Delivery::queued},
    State{"sent", Delivery::sent},           State{"partially_delivered", Delivery::sent},
    State{"delivered", Delivery::delivered}, State{"read", Delivery::delivered},
    State{"undelivered", Delivery::failed},  State{"failed", Delivery::failed},
    State{"canceled", Delivery::rejected},
};

// What an error code asks of us. `lost`: it may have been sent all the same, so the list of messages is asked first.
enum class Verdict { again, lost, bad_number, opted_out, our_fault };

struct Code {
  int number;
  Verdict verdict;
};

// Twilio's error dictionary, as far as sending a text meets it.
constexpr std::array codes = {
    // Account, token, region, registration: a person must look.
    Code{20003, Verdict::our_fault},
    Code{20404, Verdict::our_fault},
    Code{21219, Verdict::our_fault},
    Code{21608, Verdict::our_fault},
    Code{21408, Verdict::our_fault},
    Code{30002, Verdict::our_fault},
    Code{30018, Verdict::our_fault},
    Code{30024, Verdict::our_fault},
    // Our sender.
    Code{21606, Verdict::our_fault},
    Code{21212, Verdict::our_fault},
    Code{21910, Verdict::our_fault},
    Code{21703, Verdict::our_fault},
    Code{21705, Verdict::our_fault},
    // Our text: none, too long, outside WhatsApp's 24 hours.
    Code{21602, Verdict::our_fault},
    Code{21617, Verdict::our_fault},
    Code{63016, Verdict::our_fault},
    // Her number: none, not a mobile, not to be reached from ours, barred, filtered.
    Code{21211, Verdict::bad_number},
    Code{21214, Verdict::bad_number},
    Code{21217, Verdict::bad_number},
    Code{21614, Verdict::bad_number},
    Code{21612, Verdict::bad_number},
    Code{30003, Verdict::bad_number},
    Code{30004, Verdict::bad_number},
    Code{30005, Verdict::bad_number},
    Code{30006, Verdict::bad_number},
    Code{30007, Verdict::bad_number},
    Code{30008, Verdict::bad_number},
    Code{21610, Verdict::opted_out},
    // Rates, full queues, congestion: nothing was sent.
    Code{20429, Verdict::again},
    Code{20503, Verdict::again},
    Code{21611, Verdict::again},
    Code{30001, Verdict::again},
    Code{30017, Verdict::again},
    Code{30022, Verdict::again},
    Code{30023, Verdict::again},
    Code{63018, Verdict::again},
    Code{20500, Verdict::lost},
};

// Codes of a failed text that say that a network did not want it, rather than that it could not bring it.
constexpr std::array rejecting = {std::string_view("21610"), std::string_view("30004"), std::string_view("30007")};

std::string_view without_end(std::string_view text) { return text.substr(0, text.find_last_not_of(" \t\r\n") + 1); }

Outcome judged(Verdict verdict, HttpResponse const& response, std::string why) {
  switch (verdict) {
    case Verdict::again: return try_again(std::move(why), response);
    case Verdict::lost: return Unknown{.why = std::move(why)};
    case Verdict::bad_number: return Never{.why = std::move(why)};
    case Verdict::opted_out: return Never{.why = std::move(why), .opted_out = true};
    case Verdict::our_fault: return Never{.why = std::move(why), .alarm = true};
  }
  return Unknown{.why = std::move(why)};
}

}  // namespace

Delivery twilio_state(std::string_view word, std::string_view error_code) {
  auto const known = std::ranges::find(states, word, &State::word);
  if (known == states.end()) return Delivery::unknown;
  bool const is_unwanted = std::ranges::find(rejecting, error_code) != rejecting.end();
  return known->state == Delivery::failed && is_unwanted ? Delivery::rejected : known->state;
}

Outcome twilio_outcome(HttpResponse const& response) {
  std::optional<boost::json::object> const object = parse_object(response.body);
  bool const is_success = response.status >= 200 && response.status < 300;
  int const number = object ? number_at(*object, is_success ? "error_code" : "code").value_or(0) : 0;
  std::string why = "Twilio answered " + std::to_string(response.status);
  if (number != 0) why += ", code " + std::to_string(number);
  auto const known = std::ranges::find(codes, number, &Code::number);
  if (known != codes.end()) return judged(known->verdict, response, std::move(why));
  if (is_success) {
    std::string const sid = object ? text_at(*object, "sid") : std::string{};
    if (sid.empty()) return Unknown{.why = why + " without a sid"};
    Delivery const state = twilio_state(text_at(*object, "status"), {});
    return Accepted{.provider_id = sid, .state = state == Delivery::unknown ? Delivery::queued : state};
  }
  if (response.status == 429 || response.status == 503) return try_again(std::move(why), response);
  // No key makes a second try harmless: Twilio may have sent it before it failed.
  if (response.status == 408 || response.status >= 500) return Unknown{.why = std::move(why)};
  return Never{.why = std::move(why), .alarm = true};
}

LookUp twilio_found(Outbound const& outbound, HttpResponse const& response) {
  std::optional<boost::json::object> const object = parse_object(response.body);
  boost::json::value const* const list = object ? object->if_contains("messages") : nullptr;
  boost::json::array const* const messages = list == nullptr ? nullptr : list->if_array();
  if (response.status != 200 || messages == nullptr) {
    return CannotTell{"Twilio answered " + std::to_string(response.status) + " to the question what it has sent"};
  }
  for (boost::json::value const& value : *messages) {
    boost::json::object const* const message = value.if_object();
    if (message == nullptr || text_at(*message, "to") != outbound.to) continue;
    if (without_end(text_at(*message, "body")) != without_end(outbound.text)) continue;
    std::optional<Instant> const created = parse_date(text_at(*message, "date_created"));
    if (created && *created < outbound.first_try - twilio_look_back) continue;
    std::string sid = text_at(*message, "sid");
    if (std::ranges::find(outbound.others, sid) != outbound.others.end()) continue;
    std::string const code = text_at(*message, "error_code");
    return Found{.provider_id = std::move(sid), .state = twilio_state(text_at(*message, "status"), code)};
  }
  if (!text_at(*object, "next_page_uri").empty()) return CannotTell{"Twilio's list is longer than one page"};
  return NotFound{};
}

}  // namespace providers
