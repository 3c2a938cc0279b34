#include "gateway/base/http.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace base {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

int status_of(Code code) {
  switch (code) {
    case Code::bad_input: return 400;
    case Code::unauthorised: return 401;
    case Code::forbidden: return 403;
    case Code::not_found: return 404;
    case Code::conflict: return 409;
    case Code::too_large: return 413;
    case Code::too_often: return 429;
    case Code::upstream: return 502;
    // The caller shall try again: a provider repeats its webhook after a 503.
    case Code::too_slow:
    case Code::busy:
    case Code::storage:
    case Code::environment: return 503;
    case Code::internal: return 500;
  }
  std::unreachable();
}

// What the status says, for machines and logs; what to do stands in the detail.
std::string_view title_of(int status) {
  switch (status) {
    case 400: return "Bad request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not found";
    case 409: return "Conflict";
    case 413: return "Too large";
    case 429: return "Too many attempts";
    case 500: return "Internal error";
    case 502: return "Upstream failed";
    default: return "Try again later";
  }
}

// Seconds until another try can help; empty: none will.
std::string_view retry_after(int status) {
  if (status == 429) return "60";
  return status == 503 ? "5" : "";
}

HttpResponse answer(int status, std::string_view type, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(type)});
  response.body = std::move(body);
  return response;
}

HttpResponse problem_answer(int status, boost::json::object const& body) {
  HttpResponse response = answer(status, "application/problem+json", boost::json::serialize(body));
  std::string_view const wait = retry_after(status);
  if (!wait.empty()) response.headers.push_back({"Retry-After", std::string(wait)});
  return response;
}

}  // namespace

std::string_view find_header(std::vector<HttpHeader> const& headers, std::string_view name) {
  auto const same = [](char a, char b) { return lower(a) == lower(b); };
  for (HttpHeader const& header : headers) {
    if (std::ranges::equal(header.name, name, same)) return header.value;
  }
  return {};
}

HttpResponse problem(int status, std::string_view title, std::string_view detail) {
  boost::json::object body{{"type", "about:blank"}, {"title", title}, {"status", status}};
  if (!detail.empty()) body["detail"] = detail;
  return problem_answer(status, body);
}

HttpResponse problem(Error const& error) {
  int const status = status_of(error.code);
  boost::json::object body{
      {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", error.message}};
  if (!error.field.empty()) {
    boost::json::object wrong{{"field", error.field}, {"detail", error.message}};
    body["errors"] = boost::json::array{std::move(wrong)};
  }
  return problem_answer(status, body);
}

HttpResponse text(int status, std::string body) { return answer(status, "text/plain; charset=utf-8", std::move(body)); }

HttpResponse json(int status, std::string body) { return answer(status, "application/json", std::move(body)); }

}  // namespace base
