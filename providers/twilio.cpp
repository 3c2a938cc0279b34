// Twilio: SMS and WhatsApp texts, calls. API version 2010-04-01; every webhook is signed (twilio_signature.hpp).
#include "providers/charset.hpp"
#include "providers/crypto.hpp"
#include "providers/form.hpp"
#include "providers/http_date.hpp"
#include "providers/json.hpp"
#include "providers/provider.hpp"
#include "providers/twilio_outcome.hpp"
#include "providers/twilio_signature.hpp"
#include "providers/twilio_voice.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace providers {
namespace {

using Events = std::expected<std::vector<Event>, Refusal>;
using Fields = std::vector<Field>;

constexpr std::string_view xml_type = "text/xml; charset=utf-8";

std::unexpected<Refusal> malformed(std::string why) {
  return std::unexpected(Refusal{.kind = Refusal::Kind::malformed, .why = std::move(why)});
}

std::string first_of(Fields const& fields, std::initializer_list<std::string_view> names) {
  for (std::string_view const name : names) {
    std::string_view const value = value_of(fields, name);
    if (!value.empty()) return text_of_utf8(value);
  }
  return {};
}

// Nothing for what is no number that fits; zero if the field is not there.
std::optional<int> count_of(Fields const& fields, std::string_view name) {
  std::string_view const text = value_of(fields, name);
  int number = 0;
  auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty()) return 0;
  if (problem != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

Events read_text(Fields const& fields) {
  TextIn text;
  text.provider_id = first_of(fields, {"MessageSid", "SmsMessageSid", "SmsSid"});
  if (text.provider_id.empty()) return malformed("it names no MessageSid");
  text.from = text_of_utf8(value_of(fields, "From"));
  text.to = text_of_utf8(value_of(fields, "To"));
  text.text = text_of_utf8(value_of(fields, "Body"));
  text.media = count_of(fields, "NumMedia").value_or(0);
  return std::vector<Event>{std::move(text)};
}

Events read_report(Fields const& fields, Fields const& query) {
  std::string const word = first_of(fields, {"MessageStatus", "SmsStatus"});
  std::string const error_code = first_of(fields, {"ErrorCode"});
  Report report;
  report.message_id = first_of(query, {"id"});
  report.provider_id = first_of(fields, {"MessageSid", "SmsSid"});
  if (report.message_id.empty() && report.provider_id.empty()) return malformed("it names no message");
  if (word.empty()) return malformed("it names no MessageStatus");
  report.state = twilio_state(word, error_code);
  report.code = error_code.empty() ? word : error_code;
  report.opted_out = error_code == twilio_opted_out;
  return std::vector<Event>{std::move(report)};
}

bool has_ended(std::string_view call_status) {
  constexpr std::array<std::string_view, 5> ends = {"completed", "busy", "failed", "no-answer", "canceled"};
  return std::ranges::find(ends, call_status) != ends.end();
}

std::string who_answered(std::string_view answered_by) {
  if (answered_by.starts_with("machine") || answered_by == "fax") return "machine";
  return answered_by == "human" ? "human" : "";
}

Events read_call(Fields const& fields, Fields const& query) {
  CallIn call;
  call.call_id = first_of(fields, {"CallSid"});
  if (call.call_id.empty()) return malformed("it names no CallSid");
  std::optional<int> const turn = count_of(query, "turn");
  if (!turn) return malformed("the turn in its address is no number");
  call.from = text_of_utf8(value_of(fields, "From"));
  call.to = text_of_utf8(value_of(fields, "To"));
  call.turn = *turn;
  call.answered_by = who_answered(value_of(fields, "AnsweredBy"));
  std::string const digits = first_of(fields, {"Digits"});
  // A recording that nothing but the end of the call ended says "hangup" here.
  if (!digits.empty() && digits != "hangup") call.digits = digits;
  call.recording = text_of_utf8(value_of(fields, "RecordingUrl"));
  std::string const bridged = text_of_utf8(value_of(fields, "DialCallStatus"));
  call.bridged = bridged == "completed" ? "answered" : bridged;
  // Twilio calls a step's address once more when the caller has hung up: nobody hears what we would say then.
  if (has_ended(value_of(fields, "CallStatus"))) {
    call.moment = CallIn::Moment::ended;
  } else if (call.turn > 0 || call.digits) {
    call.moment = CallIn::Moment::keys;
  }
  return std::vector<Event>{std::move(call)};
}

Events read_call_status(Fields const& fields, Fields const& query) {
  if (!has_ended(value_of(fields, "CallStatus"))) return std::vector<Event>{};
  return read_call(fields, query);
}

Events read_hook(Hook hook, Fields const& fields, Fields const& query) {
  switch (hook) {
    case Hook::message: return read_text(fields);
    case Hook::status: return read_report(fields, query);
    case Hook::call: return read_call(fields, query);
    case Hook::call_status: return read_call_status(fields, query);
    case Hook::messages: break;
  }
  return malformed("Twilio has no such webhook");
}

// What a request says and what of it was signed beside its address.
struct Content {
  Fields fields;           // of a JSON body only once it is known to be genuine
  bool is_form = false;    // whose fields are signed; else the address alone is
  bool is_hashed = false;  // a JSON body, which the address carries the SHA-256 of

  [[nodiscard]] std::span<Field const> signed_form() const {
    return is_form ? std::span<Field const>(fields) : std::span<Field const>{};
  }
};

std::expected<Fields, Refusal> json_fields(std::string_view body) {
  std::optional<boost::json::object> const object = parse_object(body);
  if (!object) return malformed("its JSON cannot be read");
  Fields fields;
  for (auto const& member : *object) {
    fields.push_back({.name = std::string(member.key()), .value = text_at(*object, member.key())});
  }
  return fields;
}

std::expected<Content, Refusal> content_of(Request const& request) {
  Content content;
  std::string_view const type = request.header("Content-Type");
  bool const has_body = request.method == "POST";
  if (has_body && is_media_type(type, "application/json")) {
    content.is_hashed = true;
    return content;
  }
  if (has_body && !type.empty() && !is_media_type(type, "application/x-www-form-urlencoded")) {
    return malformed("its Content-Type is neither a form nor JSON");
  }
  std::optional<Fields> form = parse_form(has_body ? request.body : request.query);
  if (!form) return malformed("it has too many fields");
  content.fields = std::move(*form);
  content.is_form = has_body;
  return content;
}

class Twilio final : public Provider {
 public:
  explicit Twilio(Settings settings)
      : account_(settings.credential("account_sid")),
        token_(settings.credential("auth_token")),
        messages_(settings.api.empty() ? "https://api.twilio.com" : std::move(settings.api)),
        signature_(settings.credentials["auth_token"]) {
    while (messages_.ends_with('/')) messages_.pop_back();
    messages_ += "/2010-04-01/Accounts/" + percent_encode(account_) + "/Messages.json";
  }

  std::expected<std::vector<Event>, Refusal> read(Request const& request) const override {
    std::expected<Content, Refusal> const content = content_of(request);
    if (!content) return std::unexpected(content.error());
    std::optional<Fields> const query = parse_form(request.query);
    if (!query) return malformed("its address has too many parameters");
    bool const is_whole = !content->is_hashed || same_secret(value_of(*query, "bodySHA256"), hex(sha256(request.body)));
    if (!is_whole ||
        !signature_.is_genuine(request.url, content->signed_form(), request.header("X-Twilio-Signature"))) {
      return std::unexpected(Refusal{.kind = Refusal::Kind::signature, .why = "X-Twilio-Signature does not match"});
    }
    if (!content->is_hashed) return read_hook(request.hook, content->fields, *query);
    std::expected<Fields, Refusal> const fields = json_fields(request.body);
    if (!fields) return std::unexpected(fields.error());
    return read_hook(request.hook, *fields, *query);
  }

  Response answer(std::string_view, std::span<Reply const>) const override {
    return {.status = 200, .content_type = std::string(xml_type), .body = "<Response/>", .headers = {}};
  }

  HttpRequest request(Outbound const& outbound) const override {
    std::array const id = {Field{"id", outbound.id}};
    std::array const form = {Field{"To", outbound.to}, Field{"From", outbound.from},
                             Field{"Body", text_of_utf8(outbound.text)},
                             Field{"StatusCallback", with_query(outbound.report_url, id)}};
    bool const wants_reports = !outbound.report_url.empty();
    HttpRequest request;
    request.url = messages_;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form_of(std::span(form).first(wants_reports ? 4 : 3));
    request.user = account_;
    request.password = token_;
    return request;
  }

  Outcome outcome(Exchange const& exchange) const override {
    if (auto const* const not_sent = std::get_if<NotSent>(&exchange)) return TryAgain{.why = not_sent->why};
    if (auto const* const lost = std::get_if<Lost>(&exchange)) return Unknown{.why = lost->why};
    return twilio_outcome(std::get<HttpResponse>(exchange));
  }

  std::optional<HttpRequest> find(Outbound const& outbound) const override {
    std::array const query = {Field{"To", outbound.to}, Field{"From", outbound.from},
                              Field{"DateSent>", iso_date(outbound.first_try - twilio_look_back)},
                              Field{"PageSize", std::to_string(twilio_listed_max)}};
    HttpRequest request;
    request.method = "GET";
    request.url = with_query(messages_, query);
    request.user = account_;
    request.password = token_;
    return request;
  }

  LookUp found(Outbound const& outbound, HttpResponse const& response) const override {
    return twilio_found(outbound, response);
  }

  Response script(std::span<CallStep const> steps) const override {
    return {.status = 200, .content_type = std::string(xml_type), .body = twiml(steps), .headers = {}};
  }

  std::optional<std::vector<Header>> sign(Request const& request) const override {
    std::expected<Content, Refusal> const content = content_of(request);
    if (!content) return std::nullopt;
    return std::vector<Header>{{"X-Twilio-Signature", signature_.make(request.url, content->signed_form())}};
  }

 private:
  std::string account_;
  std::string token_;
  std::string messages_;  // the address of the list of messages
  TwilioSignature signature_;
};

std::unique_ptr<Provider> make_twilio(Settings settings) { return std::make_unique<Twilio>(std::move(settings)); }

constexpr std::array credentials = {
    Credential{.name = "account_sid", .secret = false, .about = "The account's id: AC and 32 hexadecimal digits."},
    Credential{.name = "auth_token", .about = "The account's primary auth token; while it is being changed, both."},
};

// Retries and their causes stand in the fragment: by itself Twilio tries again only where no connection came about.
constexpr std::array set_up = {
    SetUp{"message", "Messaging: \"A message comes in\", HTTP POST", "#rc=3&rp=all"},
    SetUp{"call", "Voice: \"A call comes in\", HTTP POST", "#rc=3&rp=all", true},
    SetUp{"call-status", "Voice: \"Call status changes\", HTTP POST", "", true},
};

}  // namespace

Entry twilio() {
  return {.name = "twilio",
          .about = "Twilio: texts, WhatsApp and calls, over its REST API and signed webhooks.",
          .credentials = credentials,
          .has_path_secret = false,
          .has_voice = true,
          .has_call_status = true,
          .set_up = set_up,
          .make = make_twilio};
}

}  // namespace providers
