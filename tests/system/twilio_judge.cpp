// The Twilio adapter as a filter, so that Twilio's own SDK can be tried against it (sdk/twilio_sdk_test.mjs). Reads one
// webhook a line, as JSON: `verify` says where the adapter does not do what `expect` wants, `sign` writes each line
// again with the adapter's own `signature`. Exit 0 if nothing was wrong.
#include "providers/http_date.hpp"
#include "providers/provider.hpp"

#include <boost/json.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace {

using boost::json::object;

std::string text_at(object const& vector, std::string_view name) { return std::string(vector.at(name).as_string()); }

std::unique_ptr<providers::Provider> adapter_with(std::string const& token) {
  providers::Settings settings;
  settings.credentials = {{"account_sid", {"AC00000000000000000000000000000001"}}, {"auth_token", {token}}};
  return providers::entry("twilio")->make(settings);
}

providers::Request webhook(object const& vector) {
  providers::Request request;
  request.hook = providers::Hook::message;
  request.method = text_at(vector, "method");
  request.url = text_at(vector, "url");
  std::size_t const mark = request.url.find('?');
  if (mark != std::string::npos) request.query = request.url.substr(mark + 1);
  for (auto const& [name, value] : vector.at("headers").as_object()) {
    request.headers.push_back({std::string(name), std::string(value.as_string())});
  }
  request.body = text_at(vector, "body");
  return request;
}

// What is wrong with what the adapter made of a webhook; empty if nothing is.
std::string wrong_with(object const& vector) {
  auto const events = adapter_with(text_at(vector, "token"))->read(webhook(vector));
  if (text_at(vector, "expect") == "refuse") {
    if (events) return "taken, though it was changed: " + text_at(vector, "change");
    bool const is_signature = events.error().kind == providers::Refusal::Kind::signature;
    return is_signature ? "" : "refused for another reason than its signature: " + events.error().why;
  }
  if (!events) return "refused, though it is genuine: " + events.error().why;
  auto const* const text = events->size() == 1 ? std::get_if<providers::TextIn>(&events->front()) : nullptr;
  if (text == nullptr) return "not read as one text";
  if (text->provider_id != text_at(vector, "id")) return "its id was misread";
  return text->text == text_at(vector, "text") ? "" : "its text was misread";
}

struct Count {
  int taken = 0;
  int refused = 0;
  int wrong = 0;
};

void verify(object const& vector, Count& count) {
  std::string const problem = wrong_with(vector);
  ++(text_at(vector, "expect") == "accept" ? count.taken : count.refused);
  if (problem.empty()) return;
  ++count.wrong;
  std::cerr << text_at(vector, "kind") << ' ' << text_at(vector, "url") << ": " << problem << '\n';
}

void sign(object vector, Count& count) {
  auto const signature = adapter_with(text_at(vector, "token"))->sign(webhook(vector));
  if (!signature) {
    ++count.wrong;
    return;
  }
  vector["signature"] = std::string(providers::find_header(*signature, "X-Twilio-Signature"));
  std::cout << boost::json::serialize(vector) << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  std::string_view const mode = count == 2 ? arguments[1] : "";
  if (mode != "verify" && mode != "sign") {
    std::cerr << "usage: twilio_judge verify|sign < webhooks.jsonl\n";
    return 2;
  }
  Count seen;
  for (std::string line; std::getline(std::cin, line);) {
    boost::json::value const vector = boost::json::parse(line);
    if (mode == "verify") {
      verify(vector.as_object(), seen);
    } else {
      sign(vector.as_object(), seen);
    }
  }
  // Nothing read is nothing tried.
  bool const is_good = seen.wrong == 0 && (mode == "sign" || (seen.taken > 0 && seen.refused > 0));
  if (mode == "verify") {
    std::cout << "The adapter was tried with " << seen.taken << " webhooks of Twilio's SDK and " << seen.refused
              << " forgeries; wrong about " << seen.wrong << ".\n";
  }
  return is_good ? 0 : 1;
}
