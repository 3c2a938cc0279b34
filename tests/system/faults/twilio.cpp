#include "tests/system/faults/twilio.hpp"

#include "providers/form.hpp"
#include "providers/twilio_signature.hpp"
#include "tests/gateway/base/wire.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <charconv>

namespace support {

namespace {

constexpr char const* account = "AC00000000000000000000000000000001";
constexpr char const* token = "0123456789abcdef0123456789abcdef";
constexpr char const* ours = "+15005550006";

}  // namespace

std::string twilio_channel_to(int api_port) {
  return std::string("[[channel]]\nid = \"tw\"\nprovider = \"twilio\"\naddress = \"") + ours + "\"\naccount_sid = \"" +
         account + "\"\nauth_token = \"" + token + "\"\napi = \"http://127.0.0.1:" + std::to_string(api_port) + "\"\n";
}

int twilio_text(Serving const& serving, std::string const& id, std::string const& from, std::string const& words) {
  std::array const form = {providers::Field{"MessageSid", id}, providers::Field{"AccountSid", account},
                           providers::Field{"From", from},     providers::Field{"To", ours},
                           providers::Field{"Body", words},    providers::Field{"NumMedia", "0"}};
  std::string const host = "127.0.0.1:" + std::to_string(serving.port());
  std::array const tokens = {std::string(token)};
  providers::TwilioSignature const signature(tokens);
  std::string const body = providers::form_of(form);
  base_test::Wire wire(static_cast<std::uint16_t>(serving.port()));
  wire.send("POST /hooks/tw/message HTTP/1.1\r\nHost: " + host +
            "\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: " +
            signature.make("http://" + host + "/hooks/tw/message", form) +
            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  static_cast<void>(eventually([&] {
    wire.pump();
    return wire.messages() > 0 || wire.is_closed();
  }));
  int status = 0;
  if (wire.messages() > 0) std::from_chars(wire.received().data() + 9, wire.received().data() + 12, status);
  return status;
}

void TwilioBook::take(Asked const& asked) {
  if (asked.method != "POST") return;
  std::lock_guard const lock(mutex_);
  forms_.push_back(asked.body);
}

std::string TwilioBook::list() const {
  std::lock_guard const lock(mutex_);
  boost::json::array messages;
  for (std::string const& each : forms_) {
    std::vector<providers::Field> const form = providers::parse_form(each).value_or(std::vector<providers::Field>{});
    messages.push_back(boost::json::object{{"sid", "SM" + std::to_string(messages.size() + 1)},
                                           {"status", "sent"},
                                           {"to", providers::value_of(form, "To")},
                                           {"from", providers::value_of(form, "From")},
                                           {"body", providers::value_of(form, "Body")}});
  }
  return boost::json::serialize(boost::json::object{{"messages", std::move(messages)}});
}

}  // namespace support
