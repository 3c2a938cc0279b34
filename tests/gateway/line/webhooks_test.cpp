// What a provider, a stranger or a broken proxy may send to our webhooks, over real sockets and the whole object graph.
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace {

using namespace support;

std::string const channels = std::string(twilio_channel) + R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
secret = "let-me-in"

[[channel]]
id = "ka"
provider = "kannel"
address = "4040"
country = "NP"
username = "gw"
password = "gwpw"
path_secret = "0123456789abcdef0123456789abcdef"
api = "{sink}"
)";

base::HttpCall call(House const& house, std::string method, std::string const& target, std::string body = {},
                    std::string const& type = "application/x-www-form-urlencoded",
                    std::vector<base::HttpHeader> headers = {}) {
  base::HttpCall made;
  made.method = std::move(method);
  made.url = house.url() + target;
  made.body = std::move(body);
  made.headers = std::move(headers);
  if (!made.body.empty()) made.headers.push_back({"Content-Type", type});
  return made;
}

// Vector V05: signed by another implementation over https://help.example.org/hooks/tw/message.
constexpr char const* passport_text =
    "MessageSid=SM000000000000000000000000000000aa&AccountSid=AC00000000000000000000000000000001&From=%2B97455512010&"
    "To=%2B15005550006&Body=passport+khosyo&NumMedia=0";
base::HttpHeader const passport_signature{"X-Twilio-Signature", "64X6+MYZILVY51ks9yU2ZzUN430="};

struct Refused {
  char const* name;
  char const* method;
  char const* target;
  char const* body;
  char const* type;
  int status;
};

constexpr Refused refusals[] = {
    {"an unknown channel", "POST", "/hooks/nobody/message", "{}", "application/json", 404},
    {"an unknown hook", "POST", "/hooks/lo/massage", "{}", "application/json", 404},
    {"a channel alone", "POST", "/hooks/lo", "{}", "application/json", 404},
    {"no secret", "POST", "/hooks/lo/message", "{}", "application/json", 403},
    {"an unsigned form", "POST", "/hooks/tw/message", "MessageSid=SM1&From=%2B97455512101&Body=x",
     "application/x-www-form-urlencoded", 403},
    {"a path without its secret", "GET", "/hooks/ka/message?id=1&from=1&text=x", "", "", 403},
    {"a path with another secret", "GET", "/hooks/ka/0123456789abcdef0123456789abcdeX/message?id=1&from=1&text=x", "",
     "", 403},
    {"a secret where none belongs", "POST", "/hooks/tw/secret/message", "x=1", "application/x-www-form-urlencoded",
     404},
    {"a text without an id", "GET", "/hooks/ka/0123456789abcdef0123456789abcdef/message?from=1&text=x", "", "", 400},
    {"the API from outside", "GET", "/api/v1/cases", "", "", 401},
};

}  // namespace

TEST_CASE("What is not the provider's is refused, counted, and stores nothing") {
  House house({.channels = channels});
  for (Refused const& each : refusals) {
    CAPTURE(each.name);
    base::HttpResponse const response = house.send(call(house, each.method, each.target, each.body, each.type));
    CHECK(response.status == each.status);
    CHECK(base::find_header(response.headers, "Content-Type") == "application/problem+json");
    CHECK_FALSE(response.body.contains("/home"));
  }
  CHECK(house.open_cases().empty());
}

TEST_CASE("A text that Twilio signed is taken over the public address and stored once, however often it is brought") {
  House house({.channels = channels});
  house.sink.answer = [](base::HttpRequest const&) { return base::json(201, R"({"sid":"SM1","status":"queued"})"); };
  for (char const* type : {"application/x-www-form-urlencoded; charset=utf-8",
                           "application/x-www-form-urlencoded;charset=UTF-8", "Application/X-WWW-Form-URLEncoded"}) {
    base::HttpResponse const response =
        house.send(call(house, "POST", "/hooks/tw/message", passport_text, type, {passport_signature}));
    CHECK(response.status == 200);
    CHECK(response.body == "<Response/>");
  }
  REQUIRE(house.open_cases().size() == 1);
  CHECK(house.open_cases()[0].category == "passport");
  house.loop.until([&] { return !house.sink.requests.empty(); });
  CHECK(house.sink.requests[0].path == "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json");
  CHECK(house.sink.requests[0].body.contains("To=%2B97455512010"));
}

TEST_CASE("One changed byte of a signed text is refused") {
  House house({.channels = channels});
  std::string body = passport_text;
  body.replace(body.find("khosyo"), 6, "khosyp");
  base::HttpResponse const response = house.send(
      call(house, "POST", "/hooks/tw/message", body, "application/x-www-form-urlencoded", {passport_signature}));
  CHECK(response.status == 403);
  CHECK(house.open_cases().empty());
}

TEST_CASE("A broken document between two good ones on one connection costs only itself") {
  House house;
  std::vector<base::HttpResponse> answers;
  base::HttpCall broken = house.text_call("p2", "+97455512102", "x");
  broken.body = R"({"id":)";
  CHECK(house.send(house.text_call("p1", "+97455512101", "talab payena")).status == 200);
  CHECK(house.send(std::move(broken)).status == 400);
  CHECK(house.send(house.text_call("p3", "+97455512103", "talab payena")).status == 200);
  CHECK(house.open_cases().size() == 2);
}

TEST_CASE("Half an emoji and a zero byte lose none of her other words") {
  House house;
  base::HttpCall call = house.text_call("s1", "+97455512112", "x");
  call.body = R"({"id":"s1","from":"+97455512112","to":"4040","text":"\ude4f malai kothama thuneko cha"})";
  CHECK(house.send(std::move(call)).status == 200);
  base::HttpCall zero = house.text_call("s2", "+97455512118", "x");
  zero.body = R"({"id":"s2","from":"+97455512118","to":"4040","text":"hi\u0000 marna man lagyo"})";
  CHECK(house.send(std::move(zero)).status == 200);
  std::vector<store::Case> const cases = house.open_cases();
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].category == "mental");
  CHECK(cases[0].severity == store::Severity::critical);
  CHECK(cases[0].queue == "crisis");
  CHECK(cases[1].severity >= store::Severity::high);
}

TEST_CASE("Health and readiness answer, and /metrics has a door of its own") {
  House house;
  CHECK(house.send(call(house, "GET", "/healthz")).body == "ok\n");
  CHECK(house.send(call(house, "GET", "/readyz")).status == 200);
  CHECK(house.send(call(house, "GET", "/metrics")).status == 404);
  base::HttpCall metrics;
  metrics.method = "GET";
  metrics.url = "http://127.0.0.1:" + std::to_string(house.gateway().metrics_port()) + "/metrics";
  CHECK(house.send(std::move(metrics)).body.contains("saathi_store_ready 1"));
}
