#include "tests/gateway/console/described.hpp"

#include "gateway/console/api_description.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <cctype>

namespace console_tests {

namespace {

namespace json = boost::json;

json::object const& document() {
  static json::object const parsed = json::parse(console::api_description()).as_object();
  return parsed;
}

// Follows "$ref": "#/a/b".
json::object const& resolve(json::object const& object) {
  json::value const* const target = object.if_contains("$ref");
  if (target == nullptr) return object;
  std::string_view path = std::string_view(target->as_string()).substr(2);
  json::object const* at = &document();
  while (!path.empty()) {
    std::string_view const part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    at = &at->at(part).as_object();
  }
  return *at;
}

bool is_of(json::value const& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_int64();
  if (type == "boolean") return value.is_bool();
  return type == "null" && value.is_null();
}

bool has_type(json::value const& value, json::value const& types) {
  if (types.is_string()) return is_of(value, std::string_view(types.as_string()));
  return std::ranges::any_of(types.as_array(),
                             [&](json::value const& type) { return is_of(value, std::string_view(type.as_string())); });
}

std::string check(json::value const& value, json::object const& unresolved, std::string const& where) {
  json::object const& schema = resolve(unresolved);
  if (!has_type(value, schema.at("type"))) return where + " has another type";
  if (json::value const* const known = schema.if_contains("enum")) {
    if (std::ranges::find(known->as_array(), value) == known->as_array().end()) return where + " is no known word";
  }
  if (value.is_array()) {
    for (json::value const& each : value.as_array()) {
      if (std::string wrong = check(each, schema.at("items").as_object(), where + "[]"); !wrong.empty()) return wrong;
    }
  }
  json::value const* const properties = schema.if_contains("properties");
  if (!value.is_object() || properties == nullptr) return {};
  for (json::value const& field : schema.at("required").as_array()) {
    if (!value.as_object().contains(field.as_string())) return where + " lacks " + std::string(field.as_string());
  }
  for (auto const& [key, each] : value.as_object()) {
    std::string const inner = where + "." + std::string(key);
    json::value const* const property = properties->as_object().if_contains(key);
    if (property == nullptr) return inner + " is not described";
    if (std::string wrong = check(each, property->as_object(), inner); !wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace

std::vector<Described> described_routes() {
  std::vector<Described> routes;
  for (auto const& [path, methods] : document().at("paths").as_object()) {
    for (auto const& [method, value] : methods.as_object()) {
      json::object const& operation = value.as_object();
      Described route{.method = std::string(method), .path = std::string(path), .right = {}, .statuses = {}};
      std::ranges::transform(route.method, route.method.begin(),
                             [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      if (json::value const* const right = operation.if_contains("x-right")) route.right = right->as_string();
      for (json::value const& way : operation.at("security").as_array()) {
        route.takes_token = route.takes_token || way.as_object().contains("token");
      }
      for (auto const& [status, response] : operation.at("responses").as_object()) {
        route.statuses.push_back(std::stoi(std::string(status)));
      }
      routes.push_back(std::move(route));
    }
  }
  return routes;
}

std::string misfit(Described const& route, int status, std::string_view body) {
  std::string method = route.method;
  std::ranges::transform(method, method.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  json::object const& operation = document().at("paths").at(route.path).at(method).as_object();
  json::value const* const found = operation.at("responses").as_object().if_contains(std::to_string(status));
  if (found == nullptr) return "the status " + std::to_string(status) + " is not described";
  json::value const* const content = resolve(found->as_object()).if_contains("content");
  if (content == nullptr) return body.empty() ? std::string() : "there should be no body";
  if (content->as_object().contains("text/event-stream")) return {};
  if (content->as_object().contains("application/octet-stream")) return {};
  json::object const& media = content->as_object().begin()->value().as_object();
  return check(json::parse(body), media.at("schema").as_object(), "the answer");
}

std::string with_ref(std::string_view pattern, std::string_view ref) {
  std::string path(pattern);
  std::size_t const at = path.find("{ref}");
  if (at != std::string::npos) path.replace(at, 5, ref);
  return path;
}

}  // namespace console_tests
