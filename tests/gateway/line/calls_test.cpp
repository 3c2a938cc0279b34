// Keypad calls through Twilio's webhooks, signed as Twilio signs: steps, repeats, hang-ups, hidden callers.
#include "providers/provider.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <algorithm>

namespace {

using namespace support;

// Twilio's side of one call.
class Phone {
 public:
  Phone(House& house, std::string call, std::string from)
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
    REQUIRE(signature);
    for (providers::Header const& header : *signature) call.headers.push_back({header.name, header.value});
    call.body = request.body;
    base::HttpResponse const response = house_.send(std::move(call));
    REQUIRE(response.status == 200);
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

std::string const worker = "%2B97455512101";

}  // namespace

TEST_CASE("A call is led by keys to a case, in Nepali that no English voice reads") {
  House house({.channels = twilio_channel});
  Phone phone(house, "CA1", worker);
  std::string const opening = phone.ring();
  CHECK(opening.contains("<Gather"));
  CHECK(opening.contains("language=\"hi-IN\""));  // no recording yet: a Hindi voice reads Devanagari
  CHECK_FALSE(opening.contains("language=\"en"));
  phone.press("1");
  phone.press("1");
  phone.press("1");
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases()[0].severity == store::Severity::critical);
  CHECK(house.open_cases()[0].medium == store::Medium::voice);
}

TEST_CASE("A step that Twilio asks for again gets the same document and is no second turn") {
  House house({.channels = twilio_channel});
  Phone phone(house, "CA1", worker);
  phone.ring();
  std::string const once = phone.press("1");
  std::string const again = phone.post(phone.last(), "&Digits=1");
  CHECK(once == again);
  CHECK(phone.next().ends_with("turn=2"));
}

TEST_CASE("After she has hung up nothing is said, no turn is made and no text leaves") {
  House house({.channels = twilio_channel});
  Phone phone(house, "CA1", worker);
  phone.ring();
  phone.press("1");
  std::string const menu = phone.next();
  for (int i = 0; i < 2; ++i) {
    std::string const document = phone.post(menu, "&CallStatus=completed");
    CHECK_FALSE(document.contains("<Say"));
    CHECK_FALSE(document.contains("<Play"));
    CHECK_FALSE(document.contains("<Gather"));
  }
  house.wait(std::chrono::hours(1));
  CHECK(house.sink.requests.empty());
}

TEST_CASE("Hidden callers are never joined, and nothing is ever sent to them") {
  House house({.channels = twilio_channel});
  int call = 0;
  for (char const* from : {"%2B266696687", "%2B266696687", "anonymous", ""}) {
    Phone phone(house, "CA" + std::to_string(++call), from);
    phone.ring();
    phone.press("9");
  }
  std::vector<store::Case> const cases = house.open_cases();
  REQUIRE(cases.size() == 4);
  CHECK(std::ranges::all_of(cases, [](store::Case const& each) { return each.severity == store::Severity::critical; }));
  CHECK(cases[0].contact != cases[1].contact);
  REQUIRE(house.run(house.gateway().cases().claim(desk::Actor{"asha"}, cases[0].ref, std::nullopt)));
  base::Result<store::MessageId> const answered =
      house.run(house.gateway().cases().answer(desk::Actor{"asha"}, cases[0].ref, "Namaste"));
  REQUIRE_FALSE(answered);
  CHECK(answered.error().message == "She never wrote a text, so there is no number to answer to.");
  CHECK(house.sink.requests.empty());
}

TEST_CASE("A machine that picks up hears nothing and nothing is left behind") {
  House house({.channels = twilio_channel});
  Phone phone(house, "CA1", worker);
  std::string const document = phone.post("/hooks/tw/call", "&AnsweredBy=machine_start");
  CHECK(document.contains("<Hangup/>"));
  CHECK_FALSE(document.contains("<Say"));
  CHECK_FALSE(document.contains("<Record"));
}

TEST_CASE("A new call begins anew, also where the end of the last one never reached us, and neither moves the other") {
  House house({.channels = twilio_channel});
  Phone first(house, "CA1", worker);
  first.ring();
  first.press("1");
  std::string const asked = first.press("1");
  Phone second(house, "CA2", worker);
  std::string const opening = second.ring();
  CHECK(opening.contains("turn=1"));
  CHECK(opening.contains("सुरक्षित"));  // whether it is safe is asked on every call; what was said before is not repeated
  CHECK(opening != asked);
  CHECK(first.post(first.last(), "&Digits=1") == asked);
}

TEST_CASE("While nothing can be stored a caller hears no error: the step is asked for again, then the line ends") {
  bool fails = false;
  House house({.before_commit = [&]() -> std::optional<base::Error> {
                 if (!fails) return std::nullopt;
                 return base::Error{base::Code::storage, "The disk is full.", {}};
               },
               .channels = twilio_channel});
  Phone phone(house, "CA1", worker);
  fails = true;
  std::string const again = phone.ring();
  CHECK(again.contains("<Redirect"));
  CHECK(again.contains("retry=1"));
  CHECK(phone.post("/hooks/tw/call?retry=1&turn=0", "").contains("<Hangup/>"));
}

TEST_CASE("Keys that name no turn answer the newest question") {
  House house;
  base::HttpCall call;
  call.url = house.url() + "/hooks/lo/call";
  call.headers = {{"Content-Type", "application/json"}};
  call.body = R"({"call":"c","from":"+97455512101","to":"4040"})";
  std::string const opening = house.send(call).body;
  call.body = R"({"call":"c","from":"+97455512101","to":"4040","digits":"2"})";
  std::string const next = house.send(call).body;
  CHECK(next != opening);
  CHECK(next.contains("safe"));
}
