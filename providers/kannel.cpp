// Kannel 1.4.5: the open SMS gateway that speaks SMPP to telephone companies. It signs nothing: whoever calls knows the
// secret in the address, which line/webhooks checks. What to paste into its configuration is what `saathi channel urls`
// prints; the names of the parameters below are those of that text.
//
// Only 200 and 202 count as taken (204 does not), and whatever stands in our answer is texted to the person.
#include "providers/charset.hpp"
#include "providers/form.hpp"
#include "providers/http_date.hpp"
#include "providers/provider.hpp"

#include <algorithm>
#include <array>

namespace providers {
namespace {

using Events = std::expected<std::vector<Event>, Refusal>;
using Fields = std::vector<Field>;

// The bits of dlr-mask; a report has exactly one of them as its %d.
struct State {
  std::string_view bit;
  Delivery state;
};
constexpr std::array states = {State{"1", Delivery::delivered}, State{"2", Delivery::failed},
                               State{"4", Delivery::queued},  // waits at the network
                               State{"8", Delivery::sent},    // taken by the network
                               State{"16", Delivery::rejected}};
constexpr std::string_view all_reports = "31";

// Answers of sendsms with 400 that lay with the person's number; every other lies with us.
constexpr std::array<std::string_view, 2> number_refusals = {"Missing receiver number",
                                                             "Number(s) has/have been denied"};

std::unexpected<Refusal> malformed(std::string why) {
  return std::unexpected(Refusal{.kind = Refusal::Kind::malformed, .why = std::move(why)});
}

// Devanagari comes as UTF-16BE unless Kannel has `mo-recode`; the rest is UTF-8, from some networks something older.
std::string text_of(std::string_view bytes, std::string_view coding, std::string_view charset) {
  bool const is_wide = is_media_type(charset, "utf-16be") || (charset.empty() && coding == "2");
  if (is_wide) return text_of_utf16be(bytes);
  bool const is_narrow = is_media_type(charset, "iso-8859-1") || is_media_type(charset, "windows-1252");
  return is_narrow || !is_utf8(bytes) ? text_of_windows_1252(bytes) : text_of_utf8(bytes);
}

Events read_text(Fields const& query) {
  std::optional<std::string_view> const bytes = find(query, "text");
  TextIn text;
  text.provider_id = text_of_utf8(value_of(query, "id"));
  if (text.provider_id.empty()) return malformed("its address lacks id=%I, which tells repeats apart");
  if (!bytes) return malformed("its address lacks text=%b");
  text.from = text_of_utf8(value_of(query, "from"));
  text.to = text_of_utf8(value_of(query, "to"));
  text.text = text_of(*bytes, value_of(query, "coding"), value_of(query, "charset"));
  return std::vector<Event>{std::move(text)};
}

Events read_report(Fields const& query) {
  Report report;
  report.message_id = text_of_utf8(value_of(query, "id"));
  report.code = text_of_utf8(value_of(query, "state"));
  if (report.message_id.empty()) return malformed("its address lacks our id");
  if (report.code.empty()) return malformed("its address lacks state=%d");
  auto const known = std::ranges::find(states, report.code, &State::bit);
  report.state = known == states.end() ? Delivery::unknown : known->state;
  return std::vector<Event>{std::move(report)};
}

// Kannel expands escapes in the address itself, so its own is `%d` and every other percent sign is doubled.
std::string report_address(std::string_view url, std::string const& id) {
  std::array const ours = {Field{"id", id}, Field{"state", "STATE"}};
  std::string address;
  for (char const byte : with_query(url, ours)) {
    address += byte;
    if (byte == '%') address += '%';
  }
  constexpr std::string_view placeholder = "state=STATE";
  address.replace(address.rfind(placeholder), placeholder.size(), "state=%d");
  return address;
}

Outcome outcome_of(HttpResponse const& response) {
  std::string why = "Kannel answered " + std::to_string(response.status);
  if (response.status >= 200 && response.status < 300) {
    if (response.body.starts_with("0:")) return Accepted{.provider_id = {}, .state = Delivery::sent};
    if (response.body.starts_with("3:")) return Accepted{.provider_id = {}, .state = Delivery::queued};
    return Unknown{.why = why + " in words that are not its own"};
  }
  if (response.status == 503 || response.status == 429) return try_again(std::move(why), response);
  if (response.status == 408 || response.status >= 500) return Unknown{.why = std::move(why)};
  auto const is_said = [&](std::string_view refusal) { return response.body.starts_with(refusal); };
  bool const is_number = response.status == 400 && std::ranges::any_of(number_refusals, is_said);
  return Never{.why = std::move(why), .alarm = !is_number};
}

class Kannel final : public Provider {
 public:
  explicit Kannel(Settings settings)
      : user_(settings.credential("username")),
        password_(settings.credential("password")),
        sendsms_(settings.api.empty() ? "http://127.0.0.1:13013" : std::move(settings.api)) {
    while (sendsms_.ends_with('/')) sendsms_.pop_back();
    sendsms_ += "/cgi-bin/sendsms";
  }

  std::expected<std::vector<Event>, Refusal> read(Request const& request) const override {
    if (request.method != "GET") return malformed("Kannel calls with GET (get-url, dlr-url)");
    std::optional<Fields> const query = parse_form(request.query);
    if (!query) return malformed("its address has too many parameters");
    switch (request.hook) {
      case Hook::message: return read_text(*query);
      case Hook::status: return read_report(*query);
      case Hook::call:
      case Hook::call_status:
      case Hook::messages: break;
    }
    return malformed("Kannel has no such webhook");
  }

  Response answer(std::string_view, std::span<Reply const>) const override {
    return {.status = 200, .content_type = "text/plain; charset=UTF-8", .body = {}, .headers = {}};
  }

  HttpRequest request(Outbound const& outbound) const override {
    Fields query = {{"charset", "UTF-8"},    {"coding", outbound.unicode ? "2" : "0"}, {"from", outbound.from},
                    {"password", password_}, {"text", text_of_utf8(outbound.text)},    {"to", outbound.to},
                    {"username", user_}};
    if (!outbound.report_url.empty()) {
      query.push_back({"dlr-mask", std::string(all_reports)});
      query.push_back({"dlr-url", report_address(outbound.report_url, outbound.id)});
    }
    HttpRequest request;
    request.method = "GET";
    request.url = with_query(sendsms_, query);
    return request;
  }

  Outcome outcome(Exchange const& exchange) const override {
    if (auto const* const not_sent = std::get_if<NotSent>(&exchange)) return TryAgain{.why = not_sent->why};
    if (auto const* const lost = std::get_if<Lost>(&exchange)) return Unknown{.why = lost->why};
    return outcome_of(std::get<HttpResponse>(exchange));
  }

  // Texts only.
  Response script(std::span<CallStep const>) const override {
    return {.status = 404, .content_type = {}, .body = {}, .headers = {}};
  }

 private:
  std::string user_;
  std::string password_;
  std::string sendsms_;  // the address that sends
};

std::unique_ptr<Provider> make_kannel(Settings settings) { return std::make_unique<Kannel>(std::move(settings)); }

constexpr std::array credentials = {
    Credential{.name = "username", .secret = false, .about = "The username of its `sendsms-user` group."},
    Credential{.name = "password", .about = "The password of its `sendsms-user` group."},
    Credential{.name = "path_secret", .about = "A long random word in our webhook addresses: Kannel signs nothing."},
};

constexpr std::array set_up = {
    SetUp{"message", "group = sms-service: get-url (with catch-all = true, omit-empty = true)",
          "?id=%I&from=%p&to=%P&coding=%c&charset=%C&text=%b"},
};

}  // namespace

Entry kannel() {
  return {.name = "kannel",
          .about = "Kannel: a gateway of one's own to a telephone company's SMPP link. Texts only.",
          .credentials = credentials,
          .has_path_secret = true,
          .has_voice = false,
          .has_call_status = false,
          .set_up = set_up,
          .make = make_kannel};
}

}  // namespace providers
