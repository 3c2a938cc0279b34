#include "tests/conversations/players.hpp"

#include "gateway/line/standing.hpp"
#include "gateway/store/turn.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cstdio>
#include <stdexcept>

namespace support {

namespace {

// What is no key.
constexpr std::string_view hangs_up = "(hangs up)";
constexpr std::string_view speaks = "(speaks)";
constexpr std::string_view they_speak = "(they speak)";
constexpr std::string_view nobody_answers = "(nobody answers)";

std::string given(Transcript const& transcript, std::string const& name) {
  auto const found = transcript.header.find(name);
  return found == transcript.header.end() ? std::string() : found->second;
}

Outcome outcome_of(line::TurnPlan const& plan) {
  Outcome outcome;
  for (line::CaseChange const& change : plan.cases) {
    outcome.cases.push_back(
        {change.ref, change.facts.category, std::string(flows::name(change.facts.severity)), change.routed.queue});
  }
  for (flows::Say const& say : plan.says) outcome.replies.push_back(say.text);
  outcome.is_recording = plan.listen && plan.listen->record_seconds_max > 0;
  outcome.put_through = !plan.transfer_to.empty();
  if (plan.turn.silence != flows::Silence::none) outcome.silence = flows::name(plan.turn.silence);
  outcome.hung_up = plan.hangs_up;
  return outcome;
}

void add(Outcome& all, Outcome more) {
  all.cases.insert(all.cases.end(), more.cases.begin(), more.cases.end());
  all.replies.insert(all.replies.end(), more.replies.begin(), more.replies.end());
  all.hung_up = all.hung_up || more.hung_up;
}

bool is_call(Transcript const& transcript) { return given(transcript, "medium") == "voice"; }
bool records(Transcript const& transcript) { return given(transcript, "records") == "yes"; }

// `(part 2 of 3) text`
struct Part {
  int number = 1;
  int total = 1;
  std::string text;
};
std::optional<Part> part_of(std::string const& input) {
  Part part;
  int length = 0;
  if (std::sscanf(input.c_str(), "(part %d of %d) %n", &part.number, &part.total, &length) != 2) return std::nullopt;
  part.text = input.substr(static_cast<std::size_t>(length));
  return part;
}

}  // namespace

std::shared_ptr<line::Content const> content_of(Transcript const& transcript) {
  std::string const flow = given(transcript, "flow");
  if (flow.empty()) return shipped_content();
  std::string const root(SAATHI_SOURCE_DIR);
  std::string const entry = is_call(transcript) ? "voice_welcome" : "first_contact";
  std::string directory = read_text(root + "/config/directory.yaml");
  std::string const members = "    members: The safeguarding lead on shift";
  directory.insert(directory.find(members), "    telephone: \"+9779841230123\"\n");
  return content_with(
      {{"flows/" + flow + ".yaml", read_text(root + "/tests/conversations/steps/" + flow + ".yaml")},
       {"flows/" + entry + ".yaml", "flow: " + entry + "\nabout: A test.\nentry: " + given(transcript, "medium") +
                                        "\nstart: go\nsteps:\n  go: { call: " + flow + ", next: back }\n"},
       {"directory.yaml", directory}});
}

void RehearsalPlayer::begin(Transcript const& transcript) {
  content_ = content_of(transcript);
  line::Rehearsal::Start start;
  start.can_record = records(transcript);
  start.from = given(transcript, "from");
  start.medium = is_call(transcript) ? flows::Medium::voice : flows::Medium::sms;
  start.now = transcript.now;
  rehearsal_.emplace(*content_, start);
}

Outcome RehearsalPlayer::input(std::string const& text) {
  using enum line::Rehearsal::Bridge;
  if (text == hangs_up) return outcome_of(rehearsal_->hang_up());
  if (text == speaks) return outcome_of(rehearsal_->speak());
  if (text == they_speak) return outcome_of(rehearsal_->bridged(answered));
  if (text == nobody_answers) return outcome_of(rehearsal_->bridged(unanswered));
  return outcome_of(rehearsal_->hear(text));
}

Outcome RehearsalPlayer::pass(std::chrono::milliseconds time) {
  Outcome outcome;
  for (line::TurnPlan const& plan : rehearsal_->wait(time)) add(outcome, outcome_of(plan));
  return outcome;
}

void RehearsalPlayer::claim() { rehearsal_->claim(true); }

void HousePlayer::begin(Transcript const& transcript) {
  from_ = given(transcript, "from");
  on_call_ = is_call(transcript);
  house_.emplace(HouseSetup{.channels = wire_ == Wire::twilio ? twilio_channel : "",
                            .server = records(transcript) ? "[flows]\nrecord = true\n" : "",
                            .content = content_of(transcript)});
  house().clock.advance_to(transcript.now);
}

Outcome HousePlayer::input(std::string const& input) {
  Outcome outcome = !on_call_ ? text(input) : wire_ == Wire::twilio ? twilio_keys(input) : keys(input);
  (void)new_texts();
  look_at_cases(outcome);
  if (outcome.replies.empty()) outcome.silence = last_silence();
  return outcome;
}

Outcome HousePlayer::text(std::string const& words) {
  Outcome outcome;
  if (auto const part = part_of(words)) {
    base::HttpCall call = house().text_call("part-" + std::to_string(++parts_), from_, part->text);
    boost::json::object const of{{"ref", "7"}, {"number", part->number}, {"total", part->total}};
    call.body.pop_back();
    call.body += ",\"part\":" + boost::json::serialize(of) + "}";
    outcome.replies = replies_of(house().send(std::move(call)));
  } else {
    outcome.replies = house().text(from_, words);
  }
  return outcome;
}

Outcome HousePlayer::keys(std::string const& pressed) {
  bool const is_over = pressed == hangs_up;
  if (!rang_) {
    next_ = house().url() + "/hooks/lo/call";
    ++calls_;
  }
  boost::json::object body{{"call", "call-" + std::to_string(calls_)}, {"from", from_}, {"to", "4040"}};
  if (pressed == speaks) {
    body["recording"] = "recording";
  } else if (pressed == they_speak || pressed == nobody_answers) {
    body["bridged"] = pressed == they_speak ? "answered" : "no-answer";
  } else if (rang_) {
    body["digits"] = pressed;
  }
  rang_ = !is_over;
  base::HttpCall call;
  call.url = is_over ? house().url() + "/hooks/lo/call-status" : next_;
  call.headers = {{"Content-Type", "application/json"}};
  call.body = boost::json::serialize(body);
  base::HttpResponse const response = house().send(std::move(call));
  if (response.status != 200)
    throw std::runtime_error("a step of the call was answered " + std::to_string(response.status));

  Outcome outcome;
  boost::json::value const steps = boost::json::parse(response.body);
  for (boost::json::value const& step : steps.at("steps").as_array()) {
    std::string const kind(step.at("step").as_string());
    if (kind == "speak") outcome.replies.emplace_back(step.at("text").as_string());
    if (kind == "hang_up") outcome.hung_up = !is_over;
    outcome.is_recording = outcome.is_recording || kind == "record";
    outcome.put_through = outcome.put_through || kind == "transfer";
    if (!step.as_object().contains("next")) continue;
    // The step's address is public; the test reaches the gateway by its own.
    std::string const next(step.at("next").as_string());
    next_ = house().url() + next.substr(next.find("/hooks/"));
    if (kind == "transfer") continue;
    for (boost::json::value const& prompt : step.at("prompts").as_array())
      outcome.replies.emplace_back(prompt.at("text").as_string());
  }
  if (outcome.hung_up) rang_ = false;
  return outcome;
}

// What the document says, in order; <Say> is all that it says before any prompt was recorded.
Outcome HousePlayer::twilio_keys(std::string const& pressed) {
  bool const is_over = pressed == hangs_up;
  std::string document;
  if (is_over) {
    document = phone_.value().post("/hooks/tw/call-status", "&CallStatus=completed");
    phone_.reset();
  } else if (!phone_) {
    phone_.emplace(house(), "CA" + std::to_string(++calls_), "%2B" + from_.substr(1));
    document = phone_->ring();
  } else if (pressed == speaks) {
    document = phone_->post(phone_->next(), "&RecordingUrl=https%3A%2F%2Frecordings.example.org%2F7&Digits=%23");
  } else if (pressed == they_speak || pressed == nobody_answers) {
    std::string const how = pressed == they_speak ? "completed" : "no-answer";
    document = phone_->post(phone_->next(), "&DialCallStatus=" + how);
  } else {
    document = pressed.empty() ? phone_->post(phone_->next(), "") : phone_->press(pressed);
  }
  Outcome outcome;
  constexpr std::string_view end_of_words = "</Say>";
  for (std::size_t at = document.find("<Say"); at != std::string::npos; at = document.find("<Say", at)) {
    std::size_t const begin = document.find('>', at) + 1;
    std::size_t const end = document.find(end_of_words, begin);
    outcome.replies.push_back(document.substr(begin, end - begin));
    at = end;
  }
  outcome.is_recording = document.contains("<Record");
  outcome.put_through = document.contains("<Dial");
  outcome.hung_up = !is_over && document.contains("<Hangup/>");
  if (outcome.hung_up) phone_.reset();
  return outcome;
}

Outcome HousePlayer::pass(std::chrono::milliseconds time) {
  house().wait(time);
  Outcome outcome;
  look_at_cases(outcome);
  outcome.replies = new_texts();
  return outcome;
}

void HousePlayer::claim() {
  for (store::Case const& record : house().open_cases()) {
    if (record.own_case) continue;
    base::Result<store::Case> const claimed =
        house().run(house().gateway().cases().act(desk::Actor{"asha"}, record.ref, std::nullopt, desk::claim()));
    if (!claimed) throw std::runtime_error(claimed.error().message);
  }
}

std::vector<std::string> HousePlayer::new_texts() {
  auto const find = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::Message>> {
    std::optional<store::Contact> const contact =
        store::find_contact(snapshot, {store::Scheme::tel, store::Sealed<std::string>(from_)});
    if (!contact) return std::vector<store::Message>{};
    return store::history(snapshot, contact->id, 100);
  };
  auto finding = [&]() -> base::Task<std::vector<store::Message>> {
    base::Result<std::vector<store::Message>> const found = co_await house().gateway().store().read(find);
    co_return found.value_or(std::vector<store::Message>{});
  };
  std::vector<std::string> texts;
  store::MessageId const before = seen_;
  for (store::Message const& message : house().run(finding())) {
    if (message.id <= before) break;
    seen_ = std::max(seen_, message.id);
    if (message.direction == store::Direction::out)
      texts.insert(texts.begin(), message.text.reveal(base::Reason::to_test));
  }
  return texts;
}

// Every case whose version is new since the last look; the oldest first, as they were opened.
void HousePlayer::look_at_cases(Outcome& outcome) {
  std::vector<store::Case> cases = house().open_cases();
  std::ranges::sort(cases, {}, &store::Case::id);
  for (store::Case const& record : cases) {
    std::string const now = std::to_string(record.version);
    if (std::exchange(versions_[record.ref], now) == now) continue;
    outcome.cases.push_back({record.ref, record.category, std::string(store::name(record.severity)), record.queue});
  }
}

// What the store says of the newest turn.
std::string HousePlayer::last_silence() {
  std::string const from = from_;
  store::Medium const medium = on_call_ ? store::Medium::voice : store::Medium::sms;
  auto const find = [&](store::Snapshot& snapshot) -> base::Result<std::string> {
    std::optional<store::Contact> const contact =
        store::find_contact(snapshot, {store::Scheme::tel, store::Sealed<std::string>(from)});
    if (!contact) return std::string();
    std::optional<store::Conversation> const conversation = store::last_conversation(snapshot, contact->id, medium);
    if (!conversation) return std::string();
    std::vector<store::Turn> const turns = store::turns_of(snapshot, conversation->id, 1000);
    return turns.empty() ? std::string() : turns.back().silence;
  };
  auto finding = [&]() -> base::Task<std::string> {
    base::Result<std::string> const silence = co_await house().gateway().store().read(find);
    co_return silence.value_or("");
  };
  return house().run(finding());
}

}  // namespace support
