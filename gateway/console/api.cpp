#include "gateway/console/api.hpp"

#include "gateway/console/repeats.hpp"
#include "gateway/console/routes.hpp"
#include "gateway/desk/credentials.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace console {

namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Task;

// The value of {ref} if the path fits the pattern; nothing if it does not.
std::optional<std::string> fits(std::string_view pattern, std::string_view path) {
  std::size_t const brace = pattern.find('{');
  if (brace == std::string_view::npos) return pattern == path ? std::optional<std::string>("") : std::nullopt;
  std::string_view const rest = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= brace + rest.size() || !path.starts_with(pattern.substr(0, brace)) || !path.ends_with(rest))
    return std::nullopt;
  std::string_view const ref = path.substr(brace, path.size() - brace - rest.size());
  if (ref.contains('/')) return std::nullopt;
  return std::string(ref);
}

struct Found {
  Route const* route = nullptr;
  std::string ref;
  bool is_known = false;  // by another method
};

Found find_route(HttpRequest const& request) {
  Found found;
  for (Route const& route : routes()) {
    std::optional<std::string> ref = fits(route.path, request.path);
    if (!ref) continue;
    found.is_known = true;
    if (route.method == request.method) return {.route = &route, .ref = *std::move(ref), .is_known = true};
  }
  return found;
}

base::Result<boost::json::object> body_of(HttpRequest const& request) {
  if (request.body.empty()) return boost::json::object{};
  boost::system::error_code failed;
  boost::json::value value = boost::json::parse(request.body, failed);
  if (failed || !value.is_object()) return base::error(base::Code::bad_input, "The body must be a JSON object.");
  return std::move(value.get_object());
}

// "saathi=…" among the cookies; empty: none.
std::string find_cookie(HttpRequest const& request, std::string_view name) {
  std::string_view rest = base::find_header(request.headers, "Cookie");
  while (!rest.empty()) {
    std::string_view each = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(each.size() + 1, rest.size()));
    while (each.starts_with(' ')) each.remove_prefix(1);
    if (each.starts_with(name) && each.substr(name.size()).starts_with('=')) {
      return std::string(each.substr(name.size() + 1));
    }
  }
  return {};
}

// "7" in quotes, as the ETag had it; a star: any version. Nothing: go on.
std::optional<HttpResponse> read_if_match(HttpRequest const& request, Call& call) {
  std::string_view given = base::find_header(request.headers, "If-Match");
  if (given.empty() || given == "*") return std::nullopt;
  if (given.size() >= 2 && given.front() == '"' && given.back() == '"') {
    given.remove_prefix(1);
    given.remove_suffix(1);
    call.if_match = number_of(given);
  }
  if (call.if_match) return std::nullopt;
  return wrong_field("If-Match", "If-Match: the ETag that came with what you saw, quotes and all.");
}

// A page elsewhere cannot send JSON here without our leave, and we give none.
bool may_come_from_elsewhere(HttpRequest const& request) {
  return request.method != "GET" && !request.trusted_local &&
         !base::find_header(request.headers, "Content-Type").starts_with("application/json");
}

HttpResponse unknown_person() { return base::problem(401, "Unauthorized", "Sign in first."); }

// Who acts, filled into the call; or the answer to whoever may not.
std::optional<HttpResponse> identify(HttpRequest const& request, Call& call) {
  if (request.trusted_local) {
    std::string const name(base::find_header(request.headers, "X-Saathi-As"));
    if (name.empty()) return base::problem(401, "Unauthorized", "Say who acts: --as NAME.");
    call.actor = desk::Actor(name);
    return std::nullopt;
  }
  constexpr std::string_view bearer = "Bearer ";
  std::string_view const authorization = base::find_header(request.headers, "Authorization");
  if (authorization.starts_with(bearer)) {
    std::optional<desk::Actor> actor = call.parts.door.find_token(authorization.substr(bearer.size()));
    if (!actor) return unknown_person();
    call.actor = *std::move(actor);
    call.bearer = authorization.substr(bearer.size());
    return std::nullopt;
  }
  if (call.secret.empty()) return unknown_person();
  std::optional<desk::SignedIn> signed_in = call.parts.door.find_session(call.secret);
  if (!signed_in) return unknown_person();
  std::string_view const csrf = base::find_header(request.headers, "X-CSRF");
  if (request.method != "GET" && !desk::same_secret(csrf, desk::csrf_of(call.secret))) {
    return base::problem(403, "Forbidden", "The page is too old: load it again.");
  }
  call.actor = std::move(signed_in->actor);
  call.session = std::move(signed_in->session);
  return std::nullopt;
}

// Nothing: go on.
std::optional<HttpResponse> refusal(HttpRequest const& request, Route const& route, Call& call) {
  if (!route.right) {
    if (!may_come_from_elsewhere(request)) return std::nullopt;
    return base::problem(400, "Bad request", "Send JSON, with Content-Type: application/json.");
  }
  if (std::optional<HttpResponse> unknown = identify(request, call)) return unknown;
  if (desk::may(call.actor, *route.right)) return std::nullopt;
  return base::problem(403, "Forbidden", "Your role does not do this.");
}

}  // namespace

Task<HttpResponse> Api::handle(HttpRequest request) {
  Found found = find_route(request);
  if (found.route == nullptr) {
    if (found.is_known) co_return base::problem(405, "Method not allowed");
    co_return base::problem(404, "Not found");
  }
  Call call{.parts = parts_, .actor = desk::Actor(""), .ref = std::move(found.ref)};
  call.secret = find_cookie(request, cookie_name);
  call.caller = {.address = request.peer,
                 .agent = std::string(base::find_header(request.headers, "User-Agent")),
                 .known = find_cookie(request, known_cookie_name)};
  call.query = Query(request.query);
  call.last_event = number_of(base::find_header(request.headers, "Last-Event-ID"));
  if (std::optional<HttpResponse> refused = refusal(request, *found.route, call)) co_return *std::move(refused);
  if (std::optional<HttpResponse> wrong = read_if_match(request, call)) co_return *std::move(wrong);
  base::Result<boost::json::object> body = body_of(request);
  if (!body) co_return base::problem(body.error());
  call.body = *std::move(body);
  if (call.session) {
    Task<void> seen = parts_.door.note_seen(*call.session);
    co_await std::move(seen);
  }
  if (std::optional<HttpResponse> known = begin_act(request, *found.route, call)) co_return *std::move(known);
  std::optional<store::ActKey> const act = call.actor.act;
  Task<HttpResponse> task = found.route->run(std::move(call));
  HttpResponse response = co_await std::move(task);
  if (!act) co_return response;
  Task<HttpResponse> ending = end_act(parts_, *act, found.route->shows_secret, std::move(response));
  HttpResponse answered = co_await std::move(ending);
  co_return answered;
}

}  // namespace console
