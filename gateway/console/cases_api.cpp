#include "gateway/console/case_json.hpp"
#include "gateway/console/routes.hpp"

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

HttpResponse answer_with(base::Result<store::Case> const& changed) {
  if (!changed) return base::problem(changed.error());
  return answer(200, to_json(*changed));
}

}  // namespace

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

Task<HttpResponse> claim_case(Call call) {
  base::Result<store::Case> const changed = co_await call.parts.cases.claim(call.actor, call.ref, call.version());
  co_return answer_with(changed);
}

Task<HttpResponse> release_case(Call call) {
  base::Result<store::Case> const changed = co_await call.parts.cases.release(call.actor, call.ref, call.version());
  co_return answer_with(changed);
}

Task<HttpResponse> close_case(Call call) {
  std::string outcome = call.word("outcome");
  if (outcome.empty()) co_return base::problem(400, "Bad request", "Say how it ended: \"outcome\".");
  base::Result<store::Case> const changed =
      co_await call.parts.cases.close(call.actor, call.ref, call.version(), std::move(outcome));
  co_return answer_with(changed);
}

Task<HttpResponse> answer_case(Call call) {
  std::string text = call.word("text");
  base::Result<store::MessageId> const queued = co_await call.parts.cases.answer(call.actor, call.ref, std::move(text));
  if (!queued) co_return base::problem(queued.error());
  co_return answer(202, {{"id", store::text(*queued)}});
}

}  // namespace console
