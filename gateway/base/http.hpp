// Our own words for HTTP, so that nobody above `base` sees Beast or libcurl.
#pragma once

#include "gateway/base/error.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace base {

struct HttpHeader {
  std::string name;
  std::string value;
};

[[nodiscard]] std::string_view find_header(std::vector<HttpHeader> const& headers, std::string_view name);

// A request that came in, whole.
struct HttpRequest {
  std::string method;
  std::string target;  // as on the wire, percent-encoded, with the query
  std::string path;    // the target's path, still percent-encoded
  std::string query;   // the target's query, without '?'
  std::vector<HttpHeader> headers;
  std::string body;
  std::string peer;            // address of the caller: the socket's, or what a trusted proxy says
  bool trusted_local = false;  // came through the shell's own socket
};

class HttpStream;

struct HttpResponse {
  int status = 200;
  std::vector<HttpHeader> headers;  // Content-Length, Transfer-Encoding, Connection and Date are the server's
  std::string body;
  std::shared_ptr<HttpStream> stream{};  // instead of the body: bytes that come by and by (http_stream.hpp)
};

// RFC 9457: a short JSON problem, never a stack or a path.
[[nodiscard]] HttpResponse problem(int status, std::string_view title, std::string_view detail = {});
// {"type","title","status","detail"}, and "errors": [{"field","detail"}] where a field of the request is at fault. With
// Retry-After where it may be tried again.
[[nodiscard]] HttpResponse problem(Error const& error);
[[nodiscard]] HttpResponse text(int status, std::string body);
[[nodiscard]] HttpResponse json(int status, std::string body);

}  // namespace base
