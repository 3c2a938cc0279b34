// What is kept and what is not: erasures and legal holds by the data officer, and that a backup was made.
#include "gateway/console/routes.hpp"

namespace console {

using base::HttpResponse;
using base::Task;

Task<HttpResponse> erase_person(Call call) {
  std::string ref = call.word("case");
  std::string reason = call.word("reason");
  base::Result<void> const erased = co_await call.parts.erasure.erase(call.actor, std::move(ref), std::move(reason));
  if (!erased) co_return base::problem(erased.error());
  co_return done();
}

Task<HttpResponse> hold_data(Call call) {
  boost::json::value const* const on = call.body.if_contains("on");
  if (on == nullptr || !on->is_bool()) co_return wrong_field("on", "on: true or false.");
  std::string ref = call.word("case");
  std::string reason = call.word("reason");
  base::Result<void> const held =
      co_await call.parts.erasure.hold(call.actor, std::move(ref), on->get_bool(), std::move(reason));
  if (!held) co_return base::problem(held.error());
  co_return done();
}

Task<HttpResponse> note_backup(Call call) {
  std::string file = call.word("file");
  base::Result<void> const noted = co_await call.parts.backups.note(call.actor, std::move(file));
  if (!noted) co_return base::problem(noted.error());
  co_return done();
}

}  // namespace console
