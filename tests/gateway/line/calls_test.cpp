// Keypad calls through Twilio's webhooks, signed as Twilio signs: steps, repeats, hang-ups, hidden callers.
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"
#include "tests/support/transcript.hpp"
#include "tests/support/twilio_phone.hpp"

#include <algorithm>

namespace {

using namespace support;

using Phone = TwilioPhone;

std::string const worker = "%2B97455512101";

// A call that is put through at once, and where nobody answers takes her words.
std::shared_ptr<line::Content const> putting_through() {
  std::string const flow = R"(flow: voice_welcome
about: A test.
entry: voice
start: put_through
steps:
  put_through: { transfer: crisis, text: ivr_hold, next: done, otherwise: words }
  words: { record: ivr_safe, save: words, seconds: 30, next: person, otherwise: person }
  person: { call: respond, next: done }
  done: { end: spoken, person: not_needed }
)";
  std::string directory = support::read_text(std::string(SAATHI_SOURCE_DIR) + "/config/directory.yaml");
  std::string const members = "    members: The safeguarding lead on shift";
  directory.insert(directory.find(members), "    telephone: \"+9779841230123\"\n");
  return content_with({{"flows/voice_welcome.yaml", flow}, {"directory.yaml", directory}});
}

std::string const recording = "[flows]\nrecord = true\n";

}  // namespace

TEST_CASE("A call is put through to the telephone of a queue, and ends when they have spoken") {
  House house({.channels = twilio_channel, .content = putting_through()});
  Phone phone(house, "CA1", worker);
  std::string const document = phone.ring();
  CHECK(document.contains("<Number>+9779841230123</Number>"));
  CHECK(document.contains("callerId=\"+15005550006\""));  // ours, never hers
  CHECK_FALSE(document.contains("97455512101"));
  REQUIRE(house.open_cases().size() == 1);
  std::string const after = phone.post(phone.next(), "&DialCallStatus=completed");
  CHECK(after.contains("<Hangup/>"));
  CHECK_FALSE(after.contains("<Say"));
}

TEST_CASE("Where nobody answers her words are recorded if the hotline does so, and danger is heard in the middle") {
  House house({.channels = recording + twilio_channel, .content = putting_through()});
  Phone phone(house, "CA1", worker);
  phone.ring();
  std::string const document = phone.post(phone.next(), "&DialCallStatus=no-answer");
  REQUIRE(document.contains("<Record"));
  SECTION("words") {
    phone.post(phone.next(), "&RecordingUrl=https%3A%2F%2Frecordings.example.org%2F7&Digits=%23");
    base::Result<desk::CaseView> const shown =
        house.run(house.gateway().cases().show(desk::Actor{"asha"}, house.open_cases().at(0).ref));
    REQUIRE(shown);
    CHECK(std::ranges::any_of(shown->record.reasons, [](store::CaseReason const& reason) {
      return reason.text.reveal(base::Reason::to_test).contains("https://recordings.example.org/7");
    }));
  }
  SECTION("danger") {
    phone.post(phone.next(), "&RecordingUrl=https%3A%2F%2Frecordings.example.org%2F7&Digits=9");
    CHECK(house.open_cases().at(0).severity == store::Severity::critical);
  }
}

TEST_CASE("A hotline that records nothing goes on without") {
  House house({.channels = twilio_channel, .content = putting_through()});
  Phone phone(house, "CA1", worker);
  phone.ring();
  CHECK_FALSE(phone.post(phone.next(), "&DialCallStatus=no-answer").contains("<Record"));
}

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
  REQUIRE(house.run(house.gateway().cases().act(desk::Actor{"asha"}, cases[0].ref, std::nullopt, desk::claim())));
  base::Result<store::MessageId> const answered = house.run(
      house.gateway().cases().answer(desk::Actor{"asha"}, cases[0].ref, std::nullopt, desk::Answer{.text = "Namaste"}));
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
