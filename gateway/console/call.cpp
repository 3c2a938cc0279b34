#include "gateway/console/call.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace console {

std::string Call::word(std::string_view key) const {
  boost::json::value const* const value = body.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<std::int64_t> Call::version() const {
  if (if_match) return if_match;
  boost::json::value const* const value = body.if_contains("version");
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  return value->get_int64();
}

std::optional<std::vector<std::string>> Call::list(std::string_view key) const {
  std::vector<std::string> words;
  boost::json::value const* const value = body.if_contains(key);
  if (value == nullptr) return words;
  if (!value->is_array()) return std::nullopt;
  for (boost::json::value const& each : value->get_array()) {
    if (!each.is_string()) return std::nullopt;
    words.emplace_back(each.get_string());
  }
  return words;
}

boost::json::array json_list(std::vector<std::string> const& words) {
  boost::json::array array;
  for (std::string const& word : words) array.emplace_back(word);
  return array;
}

base::HttpResponse answer(int status, boost::json::object const& body) {
  base::HttpResponse response = base::json(status, boost::json::serialize(body));
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

base::HttpResponse answer(int status, boost::json::object const& body, std::int64_t version) {
  base::HttpResponse response = answer(status, body);
  response.headers.push_back({"ETag", "\"" + std::to_string(version) + "\""});
  return response;
}

base::HttpResponse wrong_field(std::string_view field, std::string_view how) {
  return base::problem(base::wrong_field(std::string(field), std::string(how)).error());
}

base::HttpResponse done() {
  base::HttpResponse response;
  response.status = 204;
  return response;
}

std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (char const letter : text) {
    std::size_t const value = letters.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU));
  }
  return bytes;
}

base::HttpHeader cookie(std::string_view secret, bool is_https) {
  std::string line(cookie_name);
  line.append("=").append(secret).append("; Path=/; HttpOnly; SameSite=Strict");
  if (is_https) line += "; Secure";
  if (secret.empty()) line += "; Max-Age=0";
  return {"Set-Cookie", line};
}

base::HttpHeader known_cookie(std::string_view secret, bool is_https) {
  std::string line(known_cookie_name);
  line.append("=").append(secret).append("; Path=/api/v1/sign-in; HttpOnly; SameSite=Strict; Max-Age=15552000");
  if (is_https) line += "; Secure";
  return {"Set-Cookie", line};
}

}  // namespace console
