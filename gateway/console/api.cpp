#include "gateway/console/api.hpp"

#include "gateway/console/case_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>

namespace console {

namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Task;

// What a route's function gets.
struct Call {
  desk::CaseDesk& cases;
  desk::Actor actor;
  std::string ref;           // {ref} of the path
  boost::json::object body;  // of a POST; empty: none

  [[nodiscard]] std::string word(std::string_view key) const {
    boost::json::value const* const value = body.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
  }
  [[nodiscard]] std::optional<std::int64_t> version() const {
    boost::json::value const* const value = body.if_contains("version");
    if (value == nullptr || !value->is_int64()) return std::nullopt;
    return value->get_int64();
  }
};

HttpResponse answer_with(base::Result<store::Case> const& changed) {
  if (!changed) return base::problem(changed.error());
  return base::json(200, boost::json::serialize(to_json(*changed)));
}

Task<HttpResponse> list_cases(Call call) {
  base::Result<std::vector<store::Case>> const cases = co_await call.cases.list(call.actor);
  if (!cases) co_return base::problem(cases.error());
  boost::json::array list;
  for (store::Case const& record : *cases) list.push_back(to_json(record));
  co_return base::json(200, boost::json::serialize(boost::json::object{{"cases", std::move(list)}}));
}

Task<HttpResponse> show_case(Call call) {
  base::Result<desk::CaseView> const view = co_await call.cases.show(call.actor, call.ref);
  if (!view) co_return base::problem(view.error());
  co_return base::json(200, boost::json::serialize(to_json(*view)));
}

Task<HttpResponse> claim_case(Call call) {
  base::Result<store::Case> const changed = co_await call.cases.claim(call.actor, call.ref, call.version());
  co_return answer_with(changed);
}

Task<HttpResponse> release_case(Call call) {
  base::Result<store::Case> const changed = co_await call.cases.release(call.actor, call.ref, call.version());
  co_return answer_with(changed);
}

Task<HttpResponse> close_case(Call call) {
  std::string outcome = call.word("outcome");
  if (outcome.empty()) co_return base::problem(400, "Bad request", "Say how it ended: \"outcome\".");
  base::Result<store::Case> const changed =
      co_await call.cases.close(call.actor, call.ref, call.version(), std::move(outcome));
  co_return answer_with(changed);
}

Task<HttpResponse> answer_case(Call call) {
  std::string text = call.word("text");
  base::Result<store::MessageId> const queued = co_await call.cases.answer(call.actor, call.ref, std::move(text));
  if (!queued) co_return base::problem(queued.error());
  co_return base::json(202, boost::json::serialize(boost::json::object{{"id", store::text(*queued)}}));
}

struct Route {
  std::string_view method;
  std::string_view path;  // {ref} stands for one part
  Task<HttpResponse> (*run)(Call call);
};
constexpr std::array routes{
    Route{"GET", "/api/v1/cases", list_cases},
    Route{"GET", "/api/v1/cases/{ref}", show_case},
    Route{"POST", "/api/v1/cases/{ref}/claim", claim_case},
    Route{"POST", "/api/v1/cases/{ref}/release", release_case},
    Route{"POST", "/api/v1/cases/{ref}/messages", answer_case},
    Route{"POST", "/api/v1/cases/{ref}/close", close_case},
};

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

base::Result<boost::json::object> body_of(HttpRequest const& request) {
  if (request.body.empty()) return boost::json::object{};
  boost::system::error_code failed;
  boost::json::value value = boost::json::parse(request.body, failed);
  if (failed || !value.is_object()) return base::error(base::Code::bad_input, "The body must be a JSON object.");
  return std::move(value.get_object());
}

}  // namespace

Task<HttpResponse> Api::handle(HttpRequest request) {
  if (!request.trusted_local) co_return base::problem(404, "Not found");
  std::string const name(base::find_header(request.headers, "X-Saathi-As"));
  if (name.empty()) co_return base::problem(401, "Unauthorized", "Say who acts: --as NAME.");
  bool is_known = false;
  for (Route const& route : routes) {
    std::optional<std::string> ref = fits(route.path, request.path);
    if (!ref) continue;
    is_known = true;
    if (route.method != request.method) continue;
    base::Result<boost::json::object> body = body_of(request);
    if (!body) co_return base::problem(body.error());
    Call call{cases_, desk::Actor{name}, std::move(*ref), std::move(*body)};
    Task<HttpResponse> task = route.run(std::move(call));
    HttpResponse response = co_await std::move(task);
    co_return response;
  }
  if (is_known) co_return base::problem(405, "Method not allowed");
  co_return base::problem(404, "Not found");
}

}  // namespace console
