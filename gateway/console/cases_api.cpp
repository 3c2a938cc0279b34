#include "gateway/console/case_json.hpp"
#include "gateway/console/routes.hpp"

namespace console {

using base::HttpResponse;
using base::Task;

Task<HttpResponse> run_act(Call call, desk::Act act) {
  std::optional<std::int64_t> const seen = call.version();
  base::Result<store::Case> const changed = co_await call.parts.cases.act(call.actor, call.ref, seen, std::move(act));
  if (changed) co_return answer(200, to_json(*changed));
  co_return refuse_act(call, changed.error());
}

HttpResponse refuse_act(Call const& call, base::Error const& error) {
  if (error.code != base::Code::conflict) return base::problem(error);
  std::int64_t const seen = call.version().value_or(0);
  base::Result<desk::CaseDesk::Standing> const standing = call.parts.cases.standing(call.actor, call.ref, seen);
  if (!standing) return base::problem(error);
  boost::json::array changes;
  for (desk::CaseChangeMade const& change : standing->changes) {
    changes.push_back({{"at", instant_json(change.at)}, {"who", change.who}, {"what", change.what}});
  }
  HttpResponse response = answer(409, {{"title", "Conflict"},
                                       {"status", 409},
                                       {"detail", error.message},
                                       {"holder", standing->holder},
                                       {"version", standing->version},
                                       {"changes", std::move(changes)}});
  for (base::HttpHeader& header : response.headers) {
    if (header.name == "Content-Type") header.value = "application/problem+json";
  }
  return response;
}

Task<HttpResponse> list_cases(Call call) {
  base::Result<std::vector<store::Case>> const cases = co_await call.parts.cases.list(call.actor);
  if (!cases) co_return base::problem(cases.error());
  boost::json::array list;
  for (store::Case const& record : *cases) list.push_back(to_json(record));
  co_return answer(200, {{"cases", std::move(list)}});
}

Task<HttpResponse> show_case(Call call) {
  base::Result<desk::CaseView> const view = co_await call.parts.cases.show(call.actor, call.ref);
  if (!view) co_return base::problem(view.error());
  co_return answer(200, to_json(*view));
}

Task<HttpResponse> list_canned(Call call) {
  base::Result<desk::CaseView> const view = co_await call.parts.cases.show(call.actor, call.ref);
  if (!view) co_return base::problem(view.error());
  boost::json::array list;
  desk::Canned const replies = call.parts.canned ? call.parts.canned() : desk::Canned{};
  desk::Variables const values{.ref = call.ref, .name = call.actor.name};
  for (desk::FilledReply const& reply : desk::fill_canned(replies, view->record.language, values)) {
    list.push_back({{"id", reply.id},
                    {"about", reply.about},
                    {"language", reply.language},
                    {"text", reply.text},
                    {"parts", reply.segments.parts},
                    {"is_unicode", reply.segments.encoding == flows::Encoding::ucs2},
                    {"is_reviewed", reply.is_reviewed}});
  }
  co_return answer(200, {{"replies", std::move(list)}});
}

Task<HttpResponse> show_timeline(Call call) {
  base::Result<std::vector<desk::Happened>> const timeline = co_await call.parts.cases.timeline(call.actor, call.ref);
  if (!timeline) co_return base::problem(timeline.error());
  boost::json::array list;
  for (desk::Happened const& each : *timeline) list.push_back(to_json(each));
  co_return answer(200, {{"ref", call.ref}, {"timeline", std::move(list)}});
}

}  // namespace console
