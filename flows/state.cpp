// The state of a conversation as bytes and back. Reading takes nothing on trust: bytes that are not a state of ours are
// no state, and a fresh conversation begins.
#include "flows/engine.hpp"

#include <boost/json.hpp>

namespace flows {
namespace {

namespace json = boost::json;

constexpr std::size_t state_bytes_max = 256 * 1024;  // far above what the limits on values allow
constexpr std::size_t frames_max = 64;

std::optional<std::string> text(json::object const& object, std::string_view key) {
  json::value const* const value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string(value->get_string());
}

std::optional<State::Frame> frame(json::value const& value) {
  if (!value.is_object()) return std::nullopt;
  auto flow = text(value.get_object(), "flow");
  auto step = text(value.get_object(), "step");
  if (!flow || !step) return std::nullopt;
  // States of earlier versions name no caller.
  return State::Frame{std::move(*flow), std::move(*step), text(value.get_object(), "call").value_or("")};
}

}  // namespace

std::string to_json(State const& state) {
  json::object values;
  for (auto const& [name, value] : state.values) values[name] = value;
  json::array stack;
  for (State::Frame const& one : state.stack) {
    json::object frame{{"flow", one.flow}, {"step", one.step}};
    if (!one.call.empty()) frame["call"] = one.call;
    stack.push_back(std::move(frame));
  }
  json::object object{{"flow", state.flow},        {"version", state.version},    {"step", state.step},
                      {"stack", std::move(stack)}, {"values", std::move(values)}, {"misses", state.misses}};
  if (state.expires) object["expires"] = state.expires->time_since_epoch().count();
  return json::serialize(object);
}

std::optional<State> parse_state(std::string_view bytes) {
  if (bytes.size() > state_bytes_max) return std::nullopt;
  boost::system::error_code broken;
  json::value const value = json::parse(bytes, broken);
  if (broken || !value.is_object()) return std::nullopt;
  json::object const& object = value.get_object();
  auto flow = text(object, "flow");
  auto version = text(object, "version");
  auto step = text(object, "step");
  json::value const* const stack = object.if_contains("stack");
  json::value const* const values = object.if_contains("values");
  json::value const* const misses = object.if_contains("misses");
  bool const whole = flow && version && step && stack != nullptr && stack->is_array() && values != nullptr &&
                     values->is_object() && misses != nullptr && misses->is_int64();
  if (!whole || stack->get_array().size() > frames_max) return std::nullopt;
  std::int64_t const missed = misses->get_int64();
  if (missed < 0 || missed > 1000) return std::nullopt;

  State state{.flow = std::move(*flow),
              .version = std::move(*version),
              .step = std::move(*step),
              .stack = {},
              .values = {},
              .misses = static_cast<int>(missed),
              .expires = std::nullopt};
  for (json::value const& one : stack->get_array()) {
    auto read = frame(one);
    if (!read) return std::nullopt;
    state.stack.push_back(std::move(*read));
  }
  for (auto const& [name, one] : values->get_object()) {
    if (!one.is_string()) return std::nullopt;
    state.values.emplace(std::string(name), std::string(one.get_string()));
  }
  if (json::value const* const expires = object.if_contains("expires")) {
    if (!expires->is_int64()) return std::nullopt;
    state.expires = Instant(std::chrono::milliseconds(expires->get_int64()));
  }
  return state;
}

}  // namespace flows
