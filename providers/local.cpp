// The built-in telephone, for trying things out and for tests: JSON both ways, in our own words.
//
//   POST …/message      {"id","from","to","text","part":{"ref","number","total"}}    a text to us
//   POST …/status       {"id","state","code","opted_out"}                             what became of a text of ours
//   POST …/call         {"call","from","to","digits"}   -> {"steps":[…]}              a moment in a call
//                       also "recording" (where her words are), "bridged" ("answered", or why not)
//   POST …/call-status  {"call"}                                                       the line is closed
//   GET  …/messages?to=&after=                                                         what was sent to this telephone
//
// With an `api` address set, what we send is posted there as {"id","to","from","text"}; without, it travels in the
// answer to the webhook and in the answers to the polls.
#include "providers/charset.hpp"
#include "providers/crypto.hpp"
#include "providers/form.hpp"
#include "providers/http_date.hpp"
#include "providers/json.hpp"
#include "providers/provider.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>

namespace providers {
namespace {

using boost::json::array;
using boost::json::object;
using Events = std::expected<std::vector<Event>, Refusal>;

constexpr std::string_view json_type = "application/json";

struct State {
  std::string_view word;
  Delivery state;
};
constexpr std::array states = {State{"queued", Delivery::queued}, State{"sent", Delivery::sent},
                               State{"delivered", Delivery::delivered}, State{"failed", Delivery::failed},
                               State{"rejected", Delivery::rejected}};

std::unexpected<Refusal> malformed(std::string why) {
  return std::unexpected(Refusal{.kind = Refusal::Kind::malformed, .why = std::move(why)});
}

// Valid UTF-8 whatever was handed in: Boost.JSON writes strings as they are.
std::string written(object const& body) { return text_of_utf8(boost::json::serialize(body)); }

bool is_true(object const& body, std::string_view key) {
  boost::json::value const* const value = body.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

Events read_text(object const& body) {
  TextIn text;
  text.provider_id = text_at(body, "id");
  if (text.provider_id.empty()) return malformed("it has no \"id\"");
  if (!has_text(body, "text")) return malformed("it has no \"text\"");
  text.from = text_at(body, "from");
  text.to = text_at(body, "to");
  text.text = text_at(body, "text");
  if (object const* const part = object_at(body, "part")) {
    std::string const reference = text_at(*part, "ref");
    std::optional<int> const number = number_at(*part, "number");
    std::optional<int> const total = number_at(*part, "total");
    bool const is_possible = !reference.empty() && number && total && *number >= 1 && *number <= *total;
    // 255 parts is what the header of a long text can count (3GPP TS 23.040).
    if (!is_possible || *total > 255) return malformed("its \"part\" needs a ref, and a number from 1 to the total");
    text.part = Part{.reference = reference, .number = *number, .total = *total};
  }
  return std::vector<Event>{std::move(text)};
}

Events read_report(object const& body) {
  Report report;
  std::string const word = text_at(body, "state");
  report.message_id = text_at(body, "id");
  if (report.message_id.empty()) return malformed("it has no \"id\"");
  if (word.empty()) return malformed("it has no \"state\"");
  auto const known = std::ranges::find(states, word, &State::word);
  report.state = known == states.end() ? Delivery::unknown : known->state;
  std::string const code = text_at(body, "code");
  report.code = code.empty() ? word : code;
  report.opted_out = is_true(body, "opted_out");
  return std::vector<Event>{std::move(report)};
}

// The turn stands in the address of a step; a telephone that posts to …/call alone names none.
Events read_call(object const& body, std::string_view query, bool is_over) {
  CallIn call;
  call.call_id = text_at(body, "call");
  if (call.call_id.empty()) return malformed("it has no \"call\"");
  std::vector<Field> const fields = parse_form(query).value_or(std::vector<Field>{});
  object const parameters = {{"turn", value_of(fields, "turn")}};
  std::optional<int> const turn = number_at(parameters, "turn");
  bool const names_turn = !value_of(fields, "turn").empty();
  if (names_turn && (!turn || *turn < 0)) return malformed("the turn in its address is no number");
  call.turn = turn.value_or(0);
  call.from = text_at(body, "from");
  call.to = text_at(body, "to");
  std::string digits = text_at(body, "digits");
  if (!digits.empty()) call.digits = std::move(digits);
  call.recording = text_at(body, "recording");
  call.bridged = text_at(body, "bridged");
  if (is_over) {
    call.moment = CallIn::Moment::ended;
  } else if (call.turn > 0 || body.contains("digits")) {
    call.moment = CallIn::Moment::keys;
  }
  return std::vector<Event>{std::move(call)};
}

// Steps of a call in our own words. Empty texts and addresses are left out.
class Script {
 public:
  void operator()(Speak const& speak) { steps_.push_back(with("speak", spoken(speak))); }

  void operator()(Gather const& gather) {
    array prompts;
    for (Speak const& prompt : gather.prompts) prompts.push_back(spoken(prompt));
    steps_.push_back(with("gather", {{"digits_max", gather.digits_max},
                                     {"timeout_seconds", gather.timeout.count()},
                                     {"next", with_query(gather.next_url)},
                                     {"prompts", std::move(prompts)}}));
  }

  void operator()(Record const& record) {
    array prompts;
    for (Speak const& prompt : record.prompts) prompts.push_back(spoken(prompt));
    steps_.push_back(with(
        "record",
        {{"seconds_max", record.seconds_max}, {"next", with_query(record.next_url)}, {"prompts", std::move(prompts)}}));
  }

  void operator()(Transfer const& transfer) {
    steps_.push_back(with(
        "transfer", {{"to", transfer.to}, {"caller_id", transfer.caller_id}, {"next", with_query(transfer.next_url)}}));
  }

  void operator()(Redirect const& redirect) {
    steps_.push_back(with("redirect", {{"next", with_query(redirect.next_url)}}));
  }

  void operator()(HangUp const&) { steps_.push_back(with("hang_up", {})); }

  [[nodiscard]] std::string take() && { return written(object{{"steps", std::move(steps_)}}); }

 private:
  static object with(std::string_view step, object const& details) {
    object all = {{"step", step}};
    all.insert(details.begin(), details.end());
    return all;
  }

  static object spoken(Speak const& speak) {
    object all = {{"text", speak.text}, {"language", speak.language}};
    if (!speak.audio_url.empty()) all["audio"] = speak.audio_url;
    return all;
  }

  array steps_;
};

Outcome outcome_of(HttpResponse const& response) {
  std::string why = "The telephone's api answered " + std::to_string(response.status);
  if (response.status >= 200 && response.status < 300) {
    std::optional<object> const body = parse_object(response.body);
    return Accepted{.provider_id = body ? text_at(*body, "id") : std::string{}, .state = Delivery::sent};
  }
  // Our id goes with each text, so that a second try can be known: whatever may pass is tried again.
  if (response.status == 408 || response.status == 429 || response.status >= 500) {
    return try_again(std::move(why), response);
  }
  return Never{.why = std::move(why), .alarm = response.status == 401 || response.status == 403};
}

class Local final : public Provider {
 public:
  explicit Local(Settings settings) : api_(std::move(settings.api)) {
    auto const secrets = settings.credentials.find("secret");
    if (secrets != settings.credentials.end()) secrets_ = std::move(secrets->second);
  }

  std::expected<std::vector<Event>, Refusal> read(Request const& request) const override {
    if (!is_ours(request)) {
      return std::unexpected(Refusal{.kind = Refusal::Kind::signature, .why = "the Bearer secret does not match"});
    }
    if (request.hook == Hook::messages) return std::vector<Event>{};
    if (request.method != "POST") return malformed("it must be a POST");
    std::optional<object> const body = parse_object(request.body);
    if (!body) return malformed("its body is no JSON object");
    switch (request.hook) {
      case Hook::message: return read_text(*body);
      case Hook::status: return read_report(*body);
      case Hook::call: return read_call(*body, request.query, false);
      case Hook::call_status: return read_call(*body, request.query, true);
      case Hook::messages: break;
    }
    return malformed("the telephone has no such webhook");
  }

  Response answer(std::string_view provider_id, std::span<Reply const> replies) const override {
    array list;
    for (Reply const& reply : replies) list.push_back({{"id", reply.id}, {"text", reply.text}});
    object const body = {{"id", provider_id}, {"replies", std::move(list)}};
    return {.status = 200, .content_type = std::string(json_type), .body = written(body), .headers = {}};
  }

  bool replies_in_answer() const override { return api_.empty(); }

  HttpRequest request(Outbound const& outbound) const override {
    object const body = {{"id", outbound.id}, {"to", outbound.to}, {"from", outbound.from}, {"text", outbound.text}};
    HttpRequest request;
    request.url = api_;
    request.headers = {{"Content-Type", std::string(json_type)}};
    request.body = written(body);
    return request;
  }

  Outcome outcome(Exchange const& exchange) const override {
    if (auto const* const not_sent = std::get_if<NotSent>(&exchange)) return TryAgain{.why = not_sent->why};
    if (auto const* const lost = std::get_if<Lost>(&exchange)) return Unknown{.why = lost->why};
    return outcome_of(std::get<HttpResponse>(exchange));
  }

  Response script(std::span<CallStep const> steps) const override {
    Script script;
    for (CallStep const& step : steps) std::visit(script, step);
    return {.status = 200, .content_type = std::string(json_type), .body = std::move(script).take(), .headers = {}};
  }

  std::optional<std::vector<Header>> sign(Request const&) const override {
    if (!secrets_ || secrets_->empty()) return std::nullopt;
    return std::vector<Header>{{"Authorization", "Bearer " + secrets_->front()}};
  }

 private:
  // Without a secret in the configuration everybody may ring; an empty one, though, lets nobody in.
  [[nodiscard]] bool is_ours(Request const& request) const {
    if (!secrets_) return true;
    std::string_view const given = request.header("Authorization");
    constexpr std::string_view scheme = "Bearer ";
    auto const matches = [&](std::string const& secret) {
      return !secret.empty() && given.starts_with(scheme) && same_secret(given.substr(scheme.size()), secret);
    };
    return std::ranges::any_of(*secrets_, matches);
  }

  std::string api_;
  std::optional<std::vector<std::string>> secrets_;
};

std::unique_ptr<Provider> make_local(Settings settings) { return std::make_unique<Local>(std::move(settings)); }

constexpr std::array credentials = {
    Credential{.name = "secret",
               .required = false,
               .about = "What the telephone must send as `Authorization: Bearer`. Without it, everybody may text."},
};

constexpr std::array set_up = {
    SetUp{"message", "texts to us, POST as JSON", ""},
    SetUp{"messages", "what was sent to a telephone, GET", "?to=%2B97455512101"},
    SetUp{"call", "calls, POST as JSON", "", true},
};

}  // namespace

Entry local() {
  return {.name = "local",
          .about = "The built-in telephone, for trying things out: JSON in and out.",
          .credentials = credentials,
          .has_path_secret = false,
          .has_voice = true,
          .has_call_status = true,
          .set_up = set_up,
          .make = make_local};
}

}  // namespace providers
