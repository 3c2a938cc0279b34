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

HttpResponse answer(int status, std::string_view type, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(type)});
  response.body = std::move(body);
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
  boost::json::object body;
  body["type"] = "about:blank";
  body["title"] = title;
  body["status"] = status;
  if (!detail.empty()) body["detail"] = detail;
  HttpResponse response = answer(status, "application/problem+json", boost::json::serialize(body));
  if (status == 503) response.headers.push_back({"Retry-After", "5"});
  return response;
}

HttpResponse problem(Error const& error) { return problem(status_of(error.code), error.message); }

HttpResponse text(int status, std::string body) { return answer(status, "text/plain; charset=utf-8", std::move(body)); }

HttpResponse json(int status, std::string body) { return answer(status, "application/json", std::move(body)); }

}  // namespace base
