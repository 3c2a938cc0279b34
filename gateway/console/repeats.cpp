#include "gateway/console/repeats.hpp"

#include <algorithm>

namespace console {

namespace {

using base::HttpResponse;

constexpr std::string_view header = "Idempotency-Key";
constexpr std::size_t key_bytes_max = 100;
constexpr int conflict = 409;

HttpResponse once(std::string_view why) { return base::problem(conflict, "Conflict", why); }

HttpResponse shown_once() {
  return once("This was done, and the secret that it showed is shown once. End it and make another.");
}

bool is_key(std::string_view key) {
  return key.size() <= key_bytes_max && std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7f; });
}

std::string asked_of(base::HttpRequest const& request) {
  std::string asked = request.method;
  return asked.append(" ").append(request.path).append("\n").append(request.body);
}

HttpResponse answer_again(store::ActKey const& done, store::ActKey const& asked) {
  if (done.asked != asked.asked) {
    return base::problem(422, "Unprocessable content",
                         "Idempotency-Key: this key was given with another request. Give every act a key of its own.");
  }
  if (done.status == 0) return once("This is being done or was done just now: look again before you repeat it.");
  HttpResponse response;
  response.status = done.status;
  response.body = done.answer.reveal(base::Reason::to_show_holder);
  bool const is_problem = done.status >= 400;
  if (!response.body.empty()) {
    response.headers.push_back({"Content-Type", is_problem ? "application/problem+json" : "application/json"});
  }
  response.headers.push_back({"Cache-Control", "no-store"});
  response.headers.push_back({"Idempotent-Replayed", "true"});
  return response;
}

}  // namespace

std::optional<HttpResponse> begin_act(base::HttpRequest const& request, Route const& route, Call& call) {
  std::string const key(base::find_header(request.headers, header));
  if (key.empty() || request.method != "POST" || !route.right) return std::nullopt;
  if (call.actor.is_shell) return wrong_field(header, "Idempotency-Key: for accounts; the shell has none.");
  if (!is_key(key)) return wrong_field(header, "Idempotency-Key: 1 to 100 letters and digits, such as a random UUID.");
  store::ActKey const act = call.parts.acts.begin(call.actor, key, asked_of(request));
  base::Result<std::optional<store::ActKey>> const done = call.parts.acts.find(act);
  if (!done) return base::problem(done.error());
  if (*done) return answer_again(**done, act);
  call.actor.act = act;
  return std::nullopt;
}

base::Task<HttpResponse> end_act(Parts parts, store::ActKey act, bool shows_secret, HttpResponse response) {
  if (response.status < 300) {
    HttpResponse const kept = shows_secret ? shown_once() : response;
    base::Task<void> keeping = parts.acts.keep(act, kept.status, kept.body);
    co_await std::move(keeping);
    co_return response;
  }
  base::Result<std::optional<store::ActKey>> const done = parts.acts.find(act);
  bool const was_first = done && *done && (*done)->request != act.request;
  if (was_first) co_return answer_again(**done, act);
  co_return response;
}

}  // namespace console
