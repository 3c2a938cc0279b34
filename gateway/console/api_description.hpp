// What the API says of itself: OpenAPI 3.1, made of the routes and of two tables (api_tables.cpp): what each route
// takes and answers, and of what fields that consists. Tests hold it against the running server, every route, status
// and field, and docs/openapi.json is a copy of it. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace console {

// Fields are written `name:type`, a `?` behind the name: it may be missing. Types: string, integer, boolean, object,
// time (RFC 3339 or null), a shape's name, `[T]` a list, `T|null`.
struct Shape {
  std::string_view name;
  std::string_view fields;
};

struct RouteWords {
  std::string_view method;
  std::string_view path;
  std::string_view about;    // a sentence
  int status = 200;          // where all is well
  std::string_view answer;   // a shape; empty: no body; "object": any; "stream": server-sent events; "file": bytes
  std::string_view body;     // fields; empty: none
  std::string_view query;    // words behind the question mark
  std::string_view refused;  // statuses besides those that every route has
};

[[nodiscard]] std::span<Shape const> shapes();
[[nodiscard]] std::span<RouteWords const> route_words();

// JSON, with line breaks for people.
[[nodiscard]] std::string api_description();

}  // namespace console
