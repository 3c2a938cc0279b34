// Twilio's side of one call into a test's house: webhooks as Twilio sends them, signed as Twilio signs.
#pragma once

#include "providers/provider.hpp"
#include "tests/support/house.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace support {

// Twilio's side of one call.
class TwilioPhone {
 public:
  TwilioPhone(House& house, std::string call, std::string from)
      : house_(house), call_(std::move(call)), from_(std::move(from)) {
    providers::Settings settings;
    settings.credentials = {{"account_sid", {"AC00000000000000000000000000000001"}},
                            {"auth_token", {"0123456789abcdef0123456789abcdef"}}};
    twilio_ = providers::entry("twilio")->make(std::move(settings));
  }

  std::string ring() { return post("/hooks/tw/call", ""); }
  // To the address that the last document gave.
  std::string press(std::string const& digits) { return post(next_, "&Digits=" + digits); }
  std::string post(std::string const& target, std::string const& more) {
    providers::Request request;
    request.method = "POST";
    request.url = "https://help.example.org" + target;
    request.query = target.contains('?') ? target.substr(target.find('?') + 1) : "";
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    std::string const status = more.contains("CallStatus") ? "" : "&CallStatus=in-progress";
    request.body = "CallSid=" + call_ + "&AccountSid=AC00000000000000000000000000000001&From=" + from_ +
                   "&To=%2B15005550006" + status + more;
    base::HttpCall call;
    call.url = house_.url() + target;
    call.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    std::optional<std::vector<providers::Header>> const signature = twilio_->sign(request);
    if (!signature) throw std::runtime_error("Twilio's adapter signs what its test peer sends");
    for (providers::Header const& header : *signature) call.headers.push_back({header.name, header.value});
    call.body = request.body;
    base::HttpResponse const response = house_.send(std::move(call));
    if (response.status != 200)
      throw std::runtime_error("a step of the call was answered " + std::to_string(response.status));
    constexpr std::string_view action = "action=\"https://help.example.org";
    std::size_t const at = response.body.find(action);
    if (at != std::string::npos) {
      std::size_t const begin = at + action.size();
      last_ = std::exchange(next_, response.body.substr(begin, response.body.find('"', begin) - begin));
    }
    return response.body;
  }
  [[nodiscard]] std::string const& next() const { return next_; }
  [[nodiscard]] std::string const& last() const { return last_; }

 private:
  House& house_;
  std::string call_;
  std::string from_;
  std::string next_;
  std::string last_;
  std::unique_ptr<providers::Provider> twilio_;
};

}  // namespace support
