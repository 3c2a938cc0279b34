#include "gateway/console/api_description.hpp"

#include "gateway/console/routes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cctype>

namespace console {

namespace {

namespace json = boost::json;

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    std::string_view const word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

json::object ref(std::string_view kind, std::string_view name) {
  return {{"$ref", "#/components/" + std::string(kind) + "/" + std::string(name)}};
}

json::object type_of(std::string_view type) {
  constexpr std::string_view or_null = "|null";
  if (type.ends_with(or_null)) {
    type.remove_suffix(or_null.size());
    return {{"type", json::array{type, "null"}}};
  }
  if (type.starts_with('[')) return {{"type", "array"}, {"items", type_of(type.substr(1, type.size() - 2))}};
  if (type == "time") return {{"type", json::array{"string", "null"}}, {"format", "date-time"}};
  bool const is_plain = type == "string" || type == "integer" || type == "boolean" || type == "object";
  return is_plain ? json::object{{"type", type}} : ref("schemas", type);
}

json::object schema_of(std::string_view fields) {
  json::object properties;
  json::array required;
  for (std::string_view const field : words_of(fields)) {
    std::string_view name = field.substr(0, field.find(':'));
    std::string_view const type = field.substr(name.size() + 1);
    bool const is_optional = name.ends_with('?');
    if (is_optional) name.remove_suffix(1);
    if (!is_optional) required.emplace_back(name);
    properties[name] = type_of(type);
  }
  return {{"type", "object"},
          {"additionalProperties", false},
          {"required", std::move(required)},
          {"properties", std::move(properties)}};
}

json::object content_of(std::string_view media, json::object schema) {
  json::object content;
  content[media] = json::object{{"schema", std::move(schema)}};
  return content;
}

std::string_view refusal_about(std::string_view status) {
  if (status == "400") return "Something asked for cannot be; `errors` names the field.";
  if (status == "401") return "Nobody is signed in, or what was shown proves nothing.";
  if (status == "403") return "The role, the token or the page's mark does not open this.";
  if (status == "404") return "There is none among what one may see.";
  if (status == "409") return "It changed meanwhile, or somebody else has it: who, and what was done since.";
  if (status == "412") return "It is no longer the version of If-Match: who has it, and what was done since.";
  if (status == "422") return "The Idempotency-Key was given with another request.";
  if (status == "429") return "Too many wrong attempts: come again after Retry-After seconds.";
  return "Busy, or nothing can be stored: come again after Retry-After seconds.";
}

bool takes_key(Route const& route) { return route.method == "POST" && route.right; }

json::object responses_of(Route const& route, RouteWords const& words) {
  json::object good{{"description", "Done."}};
  if (words.answer == "stream") good["content"] = content_of("text/event-stream", {{"type", "string"}});
  if (words.answer == "file") good["content"] = content_of("application/octet-stream", {{"type", "string"}});
  if (!words.answer.empty() && words.answer != "stream" && words.answer != "file") {
    good["content"] = content_of("application/json", type_of(words.answer));
  }
  json::object responses;
  responses[std::to_string(words.status)] = std::move(good);
  std::vector<std::string_view> refused = words_of(words.refused);
  refused.insert(refused.end(), {"400", "503"});
  if (route.right) refused.insert(refused.end(), {"401", "403"});
  if (route.right && route.path.contains('{')) refused.emplace_back("404");
  if (takes_key(route)) refused.insert(refused.end(), {"409", "422"});
  std::ranges::sort(refused);
  for (std::string_view const status : refused) responses[status] = ref("responses", "Refused" + std::string(status));
  return responses;
}

json::object parameter(std::string_view name, std::string_view in, bool is_required) {
  return {{"name", name}, {"in", in}, {"required", is_required}, {"schema", {{"type", "string"}}}};
}

json::array parameters_of(Route const& route, RouteWords const& words) {
  json::array parameters;
  if (route.path.contains('{')) parameters.push_back(parameter("ref", "path", true));
  for (std::string_view const word : words_of(words.query)) parameters.push_back(parameter(word, "query", false));
  if (words.answer == "stream") parameters.push_back(parameter("Last-Event-ID", "header", false));
  if (takes_key(route)) parameters.push_back(parameter("Idempotency-Key", "header", false));
  if (words.refused.contains("412")) parameters.push_back(parameter("If-Match", "header", false));
  return parameters;
}

json::array security_of(Route const& route) {
  if (!route.right) return {};
  json::array ways{json::object{{"session", json::array{}}}};
  if (!desk::scope_of(*route.right).empty()) ways.push_back(json::object{{"token", json::array{}}});
  return ways;
}

json::object operation_of(Route const& route, RouteWords const& words) {
  json::object operation{{"summary", words.about}, {"security", security_of(route)}};
  if (route.right) operation["x-right"] = store::name(*route.right);
  if (json::array parameters = parameters_of(route, words); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (!words.body.empty()) {
    operation["requestBody"] = json::object{{"content", content_of("application/json", schema_of(words.body))}};
  }
  operation["responses"] = responses_of(route, words);
  return operation;
}

json::object paths() {
  json::object paths;
  for (Route const& route : routes()) {
    auto const words = std::ranges::find_if(
        route_words(), [&](RouteWords const& each) { return each.method == route.method && each.path == route.path; });
    if (words == route_words().end()) continue;  // a test says so
    std::string method(route.method);
    std::ranges::transform(method, method.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    json::value& path = paths[route.path];
    if (!path.is_object()) path = json::object{};
    path.get_object()[method] = operation_of(route, *words);
  }
  return paths;
}

json::object components() {
  json::object schemas;
  for (Shape const& shape : shapes()) schemas[shape.name] = schema_of(shape.fields);
  json::object responses;
  for (std::string_view const status : {"400", "401", "403", "404", "409", "412", "422", "429", "503"}) {
    std::string_view const shape = status == "409" || status == "412" ? "Overtaken" : "Problem";
    responses["Refused" + std::string(status)] =
        json::object{{"description", refusal_about(status)},
                     {"content", content_of("application/problem+json", ref("schemas", shape))}};
  }
  return {{"securitySchemes",
           {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "saathi"}}},
            {"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
          {"responses", std::move(responses)},
          {"schemas", std::move(schemas)}};
}

void print(json::value const& value, int depth, std::string& out) {
  constexpr std::size_t line_max = 116;
  std::string const whole = json::serialize(value);
  bool const is_short = whole.size() + static_cast<std::size_t>(depth) * 2 <= line_max;
  if (is_short || (!value.is_object() && !value.is_array())) {
    out += whole;
    return;
  }
  std::string const pad(static_cast<std::size_t>(depth + 1) * 2, ' ');
  bool is_first = true;
  out += value.is_object() ? "{" : "[";
  auto const begin_line = [&] { out.append(std::exchange(is_first, false) ? "\n" : ",\n").append(pad); };
  if (json::object const* const object = value.if_object()) {
    for (auto const& [key, each] : *object) {
      begin_line();
      out.append(json::serialize(json::value(key))).append(": ");
      print(each, depth + 1, out);
    }
  } else {
    for (json::value const& each : value.get_array()) {
      begin_line();
      print(each, depth + 1, out);
    }
  }
  out.append("\n").append(static_cast<std::size_t>(depth) * 2, ' ').append(value.is_object() ? "}" : "]");
}

}  // namespace

std::string api_description() {
  json::object const document{
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "Saathi"},
        {"version", "1"},
        {"description",
         "The desk's API. Bodies are JSON; an act in a session carries X-CSRF. A list answers with `next`, to be given "
         "back as `cursor`. An act may carry an Idempotency-Key: the same key again is the same act."},
        {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
      {"paths", paths()},
      {"components", components()}};
  std::string text;
  print(document, 0, text);
  return text + "\n";
}

}  // namespace console
