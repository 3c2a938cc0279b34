#include "tests/conversations/players.hpp"

#include "gateway/line/standing.hpp"
#include "gateway/store/turn.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace support {

namespace {

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
  if (plan.turn.silence != flows::Silence::none) outcome.silence = flows::name(plan.turn.silence);
  outcome.hung_up = plan.hangs_up;
  return outcome;
}

void add(Outcome& all, Outcome more) {
  all.cases.insert(all.cases.end(), more.cases.begin(), more.cases.end());
  all.replies.insert(all.replies.end(), more.replies.begin(), more.replies.end());
  all.hung_up = all.hung_up || more.hung_up;
}

}  // namespace

void RehearsalPlayer::begin(Transcript const& transcript) {
  line::Rehearsal::Start start;
  start.from = given(transcript, "from");
  start.medium = given(transcript, "medium") == "voice" ? flows::Medium::voice : flows::Medium::sms;
  start.now = transcript.now;
  rehearsal_.emplace(content_, start);
}

Outcome RehearsalPlayer::input(std::string const& text) {
  return outcome_of(text == "(hangs up)" ? rehearsal_->hang_up() : rehearsal_->hear(text));
}

Outcome RehearsalPlayer::pass(std::chrono::milliseconds time) {
  Outcome outcome;
  for (line::TurnPlan const& plan : rehearsal_->wait(time)) add(outcome, outcome_of(plan));
  return outcome;
}

void RehearsalPlayer::claim() { rehearsal_->claim(true); }

void HousePlayer::begin(Transcript const& transcript) {
  from_ = given(transcript, "from");
  on_call_ = given(transcript, "medium") == "voice";
  house_.clock.advance_to(transcript.now);
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
  outcome.replies = house_.text(from_, words);
  return outcome;
}

Outcome HousePlayer::keys(std::string const& pressed) {
  bool const hangs_up = pressed == "(hangs up)";
  if (!rang_) {
    next_ = house_.url() + "/hooks/lo/call";
    ++calls_;
  }
  boost::json::object body{{"call", "call-" + std::to_string(calls_)}, {"from", from_}, {"to", "4040"}};
  if (rang_) body["digits"] = pressed;
  rang_ = !hangs_up;
  base::HttpCall call;
  call.url = hangs_up ? house_.url() + "/hooks/lo/call-status" : next_;
  call.headers = {{"Content-Type", "application/json"}};
  call.body = boost::json::serialize(body);
  base::HttpResponse const response = house_.send(std::move(call));
  if (response.status != 200)
    throw std::runtime_error("a step of the call was answered " + std::to_string(response.status));

  Outcome outcome;
  boost::json::value const steps = boost::json::parse(response.body);
  for (boost::json::value const& step : steps.at("steps").as_array()) {
    std::string const kind(step.at("step").as_string());
    if (kind == "speak") outcome.replies.emplace_back(step.at("text").as_string());
    if (kind == "hang_up") outcome.hung_up = !hangs_up;
    if (kind != "gather") continue;
    // The step's address is public; the test reaches the gateway by its own.
    std::string const next(step.at("next").as_string());
    next_ = house_.url() + next.substr(next.find("/hooks/"));
    for (boost::json::value const& prompt : step.at("prompts").as_array())
      outcome.replies.emplace_back(prompt.at("text").as_string());
  }
  if (outcome.hung_up) rang_ = false;
  return outcome;
}

// What the document says, in order; <Say> is all that it says before any prompt was recorded.
Outcome HousePlayer::twilio_keys(std::string const& pressed) {
  bool const hangs_up = pressed == "(hangs up)";
  std::string document;
  if (hangs_up) {
    document = phone_.value().post("/hooks/tw/call-status", "&CallStatus=completed");
    phone_.reset();
  } else if (!phone_) {
    phone_.emplace(house_, "CA" + std::to_string(++calls_), "%2B" + from_.substr(1));
    document = phone_->ring();
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
  outcome.hung_up = !hangs_up && document.contains("<Hangup/>");
  if (outcome.hung_up) phone_.reset();
  return outcome;
}

Outcome HousePlayer::pass(std::chrono::milliseconds time) {
  house_.wait(time);
  Outcome outcome;
  look_at_cases(outcome);
  outcome.replies = new_texts();
  return outcome;
}

void HousePlayer::claim() {
  for (store::Case const& record : house_.open_cases()) {
    if (record.own_case) continue;
    base::Result<store::Case> const claimed =
        house_.run(house_.gateway().cases().act(desk::Actor{"asha"}, record.ref, std::nullopt, desk::claim()));
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
    base::Result<std::vector<store::Message>> const found = co_await house_.gateway().store().read(find);
    co_return found.value_or(std::vector<store::Message>{});
  };
  std::vector<std::string> texts;
  store::MessageId const before = seen_;
  for (store::Message const& message : house_.run(finding())) {
    if (message.id <= before) break;
    seen_ = std::max(seen_, message.id);
    if (message.direction == store::Direction::out)
      texts.insert(texts.begin(), message.text.reveal(base::Reason::to_test));
  }
  return texts;
}

// Every case whose version is new since the last look; the oldest first, as they were opened.
void HousePlayer::look_at_cases(Outcome& outcome) {
  std::vector<store::Case> cases = house_.open_cases();
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
    base::Result<std::string> const silence = co_await house_.gateway().store().read(find);
    co_return silence.value_or("");
  };
  return house_.run(finding());
}

}  // namespace support
