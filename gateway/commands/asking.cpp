#include "gateway/commands/asking.hpp"

#include "gateway/commands/setting.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace commands {

namespace {

constexpr std::size_t name_bytes_max = 64;

bool is_plain(std::string_view name) {
  for (char const c : name) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) return false;
  }
  return !name.empty() && name.size() <= name_bytes_max;
}

Asked refuse(Streams& streams, Exit exit, std::string_view sentence) {
  return {.exit = fail(streams, exit, sentence), .body = {}};
}

}  // namespace

Asked ask(Arguments const& arguments, Streams& streams, ApiCall call) {
  return ask_as(arguments.get("--as"), arguments, streams, std::move(call));
}

Asked ask_as(std::string as, Arguments const& arguments, Streams& streams, ApiCall call) {
  if (!is_plain(as)) return refuse(streams, Exit::usage, "Say who acts: --as NAME. It is recorded.");
  call.as = std::move(as);
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return {.exit = Exit::input, .body = {}};
  base::Result<base::HttpResponse> const answer = call_api(*config, call);
  if (!answer) return refuse(streams, Exit::environment, answer.error().message);
  if (answer->body.empty() && answer->status < 300) return {};
  boost::system::error_code failed;
  boost::json::value body = boost::json::parse(answer->body, failed);
  if (failed || !body.is_object()) return refuse(streams, Exit::environment, "The gateway's answer cannot be read.");
  if (answer->status >= 400) {
    std::string const detail = word(body.get_object(), "detail");
    return refuse(streams, answer->status >= 500 ? Exit::environment : Exit::input,
                  detail.empty() ? word(body.get_object(), "title") : detail);
  }
  return {.exit = Exit::good, .body = std::move(body.get_object())};
}

std::string word(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string joined(boost::json::object const& object, std::string_view key) {
  std::string all;
  boost::json::value const* const value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return all;
  for (boost::json::value const& each : value->get_array()) {
    if (!all.empty()) all += ", ";
    if (each.is_string()) all += each.get_string();
  }
  return all;
}

}  // namespace commands
