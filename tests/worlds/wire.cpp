#include "tests/worlds/wire.hpp"

#include "providers/form.hpp"
#include "providers/http_date.hpp"
#include "providers/json.hpp"
#include "providers/provider.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace worlds {

namespace {

using boost::json::object;
using providers::Field;

constexpr std::string_view public_url = "https://help.example.org";
constexpr std::string_view own_number = "+15005550006";
constexpr std::string_view account = "AC00000000000000000000000000000001";
constexpr std::string_view token = "0123456789abcdef0123456789abcdef";

providers::Provider const& twilio() {
  static std::unique_ptr<providers::Provider> const provider = [] {
    providers::Settings settings;
    settings.credentials = {{"account_sid", {std::string(account)}}, {"auth_token", {std::string(token)}}};
    return providers::entry("twilio")->make(std::move(settings));
  }();
  return *provider;
}

base::HttpRequest post(std::string target, std::string_view type, std::string body) {
  base::HttpRequest request;
  request.method = "POST";
  request.path = target.substr(0, target.find('?'));
  request.query = providers::query_of(target);
  request.target = std::move(target);
  request.headers = {{"Content-Type", std::string(type)}};
  request.body = std::move(body);
  request.peer = "127.0.0.1";
  return request;
}

base::HttpRequest signed_post(std::string target, std::span<Field const> form) {
  base::HttpRequest request = post(std::move(target), "application/x-www-form-urlencoded", providers::form_of(form));
  providers::Request theirs;
  theirs.method = request.method;
  theirs.url = std::string(public_url) + request.target;
  theirs.query = request.query;
  for (base::HttpHeader const& header : request.headers) theirs.headers.push_back({header.name, header.value});
  theirs.body = request.body;
  std::optional<std::vector<providers::Header>> const signature = twilio().sign(theirs);
  if (!signature) throw std::runtime_error("Twilio's webhook could not be signed");
  for (providers::Header const& header : *signature) request.headers.push_back({header.name, header.value});
  return request;
}

std::string_view word_of(Carrier carrier, store::Reported state) {
  switch (state) {
    case store::Reported::queued: return "queued";
    case store::Reported::sent: return "sent";
    case store::Reported::delivered: return "delivered";
    case store::Reported::failed: return carrier == Carrier::lo ? "failed" : "undelivered";
    case store::Reported::rejected: return carrier == Carrier::lo ? "rejected" : "canceled";
    case store::Reported::unknown: return "unheard-of";
  }
  return {};
}

// As RFC 5322 has it; the day of the week is no part of what is read.
std::string mail_date(base::Instant at) {
  std::chrono::year_month_day const day(std::chrono::floor<std::chrono::days>(at));
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  std::string const iso = providers::iso_date(at);
  std::chrono::weekday const weekday(std::chrono::floor<std::chrono::days>(at));
  return std::string(days.at(weekday.c_encoding())) + ", " + iso.substr(8, 2) + " " +
         std::string(months.at(static_cast<unsigned>(day.month()) - 1)) + " " + iso.substr(0, 4) + " " +
         iso.substr(11, 8) + " +0000";
}

base::HttpResponse json(int status, object const& body) { return base::json(status, boost::json::serialize(body)); }

}  // namespace

std::string channels() {
  return "[[channel]]\nid = \"lo\"\nprovider = \"local\"\naddress = \"4040\"\ncountry = \"NP\"\n"
         "api = \"https://lo.example/sms\"\n"
         "[[channel]]\nid = \"tw\"\nprovider = \"twilio\"\naddress = \"" +
         std::string(own_number) + "\"\naccount_sid = \"" + std::string(account) + "\"\nauth_token = \"" +
         std::string(token) + "\"\napi = \"https://tw.example\"\n";
}

base::HttpRequest text_webhook(Carrier carrier, std::string const& id, std::string const& from,
                               std::string const& words) {
  if (carrier == Carrier::lo) {
    object const body{{"id", id}, {"from", from}, {"to", "4040"}, {"text", words}};
    return post("/hooks/lo/message", "application/json", boost::json::serialize(body));
  }
  std::array const form{Field{"MessageSid", id}, Field{"From", from}, Field{"To", std::string(own_number)},
                        Field{"Body", words}};
  return signed_post("/hooks/tw/message", form);
}

std::optional<Sending> read_sending(base::HttpCall const& call) {
  if (call.method != "POST") return std::nullopt;
  if (call.url.starts_with("https://lo.example/")) {
    std::optional<object> const body = providers::parse_object(call.body);
    if (!body) throw std::runtime_error("a text left that is no JSON");
    return Sending{.carrier = Carrier::lo,
                   .id = providers::text_at(*body, "id"),
                   .to = providers::text_at(*body, "to"),
                   .text = providers::text_at(*body, "text"),
                   .report_url = std::string(public_url) + "/hooks/lo/status"};
  }
  std::vector<Field> const form = providers::parse_form(call.body).value_or(std::vector<Field>{});
  std::string const report_url(providers::value_of(form, "StatusCallback"));
  std::vector<Field> const query =
      providers::parse_form(providers::query_of(report_url)).value_or(std::vector<Field>{});
  return Sending{.carrier = Carrier::tw,
                 .id = std::string(providers::value_of(query, "id")),
                 .to = std::string(providers::value_of(form, "To")),
                 .text = std::string(providers::value_of(form, "Body")),
                 .report_url = report_url};
}

std::string asked_for(base::HttpCall const& call) {
  std::vector<Field> const query = providers::parse_form(providers::query_of(call.url)).value_or(std::vector<Field>{});
  return std::string(providers::value_of(query, "To"));
}

base::HttpResponse acceptance(Accepted const& accepted) {
  if (accepted.sending.carrier == Carrier::lo) return json(200, {{"id", accepted.sid}});
  return json(201, {{"sid", accepted.sid}, {"status", "queued"}, {"error_code", nullptr}});
}

base::HttpResponse list_of(std::vector<Accepted> const& all, std::string const& to) {
  boost::json::array messages;
  for (auto each = all.rbegin(); each != all.rend(); ++each) {
    if (each->sending.carrier != Carrier::tw || each->sending.to != to) continue;
    messages.push_back(object{{"sid", each->sid},
                              {"to", to},
                              {"body", each->sending.text},
                              {"status", word_of(Carrier::tw, each->state)},
                              {"date_created", mail_date(each->at)},
                              {"error_code", nullptr}});
  }
  return json(200, {{"messages", std::move(messages)}, {"next_page_uri", nullptr}});
}

base::HttpRequest report_webhook(Accepted const& accepted, store::Reported state) {
  std::string target = accepted.sending.report_url.substr(public_url.size());
  std::string const word(word_of(accepted.sending.carrier, state));
  if (accepted.sending.carrier == Carrier::lo) {
    object const body{{"id", accepted.sending.id}, {"state", word}};
    return post(std::move(target), "application/json", boost::json::serialize(body));
  }
  std::array const form{Field{"MessageSid", accepted.sid}, Field{"MessageStatus", word}};
  return signed_post(std::move(target), form);
}

}  // namespace worlds
