// The roster, what a lead switches for the whole hotline, and calls that were made.
#include "gateway/console/case_json.hpp"
#include "gateway/console/routes.hpp"

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

std::string word(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool flag(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

base::Result<std::vector<desk::ShiftWords>> wanted_shifts(Call const& call) {
  boost::json::value const* const list = call.body.if_contains("shifts");
  if (list == nullptr || !list->is_array())
    return base::error(base::Code::bad_input, "shifts: a list of { account, post, days, times, first, last, woman }.");
  std::vector<desk::ShiftWords> wanted;
  for (boost::json::value const& each : list->get_array()) {
    if (!each.is_object()) return base::error(base::Code::bad_input, "shifts: each is an object.");
    boost::json::object const& shift = each.get_object();
    wanted.push_back({.account = word(shift, "account"),
                      .post = word(shift, "post"),
                      .days = word(shift, "days"),
                      .times = word(shift, "times"),
                      .first = word(shift, "first"),
                      .last = word(shift, "last"),
                      .woman = flag(shift, "woman")});
  }
  return wanted;
}

HttpResponse answer_rows(base::Result<std::vector<desk::RosterRow>> const& rows, int status) {
  if (!rows) return base::problem(rows.error());
  boost::json::array list;
  for (desk::RosterRow const& row : *rows) {
    list.push_back({{"id", store::text(row.id)},
                    {"account", row.words.account},
                    {"post", row.words.post},
                    {"days", row.words.days},
                    {"times", row.words.times},
                    {"first", row.words.first},
                    {"last", row.words.last},
                    {"woman", row.words.woman}});
  }
  return answer(status, {{"shifts", std::move(list)}});
}

HttpResponse answer_switches(base::Result<std::vector<store::Switch>> const& switches) {
  if (!switches) return base::problem(switches.error());
  boost::json::array list;
  for (store::Switch const& each : *switches)
    list.push_back({{"name", each.name}, {"who", each.who}, {"since", instant_json(each.at)}});
  return answer(200, {{"on", std::move(list)}});
}

}  // namespace

Task<HttpResponse> list_shifts(Call call) {
  base::Result<std::vector<desk::RosterRow>> const rows = co_await call.parts.rosters.list(call.actor);
  co_return answer_rows(rows, 200);
}

Task<HttpResponse> add_shifts(Call call) {
  base::Result<std::vector<desk::ShiftWords>> wanted = wanted_shifts(call);
  if (!wanted) co_return base::problem(wanted.error());
  base::Result<std::vector<desk::RosterRow>> const rows =
      co_await call.parts.rosters.add(call.actor, *std::move(wanted));
  co_return answer_rows(rows, 201);
}

Task<HttpResponse> remove_shift(Call call) {
  std::optional<store::ShiftId> const id = store::parse_id<store::ShiftId>(call.ref);
  if (!id) co_return base::problem(404, "Not found", "There is no such shift on the roster.");
  base::Result<void> const removed = co_await call.parts.rosters.remove(call.actor, *id);
  if (!removed) co_return base::problem(removed.error());
  co_return done();
}

Task<HttpResponse> show_duty(Call call) {
  base::Result<desk::RosterNow> const now = co_await call.parts.rosters.now(call.actor);
  if (!now) co_return base::problem(now.error());
  boost::json::object on_duty;
  for (auto const& [post, names] : now->on_duty) on_duty[post] = json_list(names);
  boost::json::array holes;
  for (desk::Hole const& hole : now->holes) {
    holes.push_back(
        {{"queue", hole.queue}, {"from", instant_json(hole.span.from)}, {"until", instant_json(hole.span.until)}});
  }
  boost::json::array overlaps;
  for (desk::Overlap const& each : now->overlaps) {
    overlaps.push_back({{"account", each.account},
                        {"post", each.post},
                        {"other", each.other},
                        {"from", instant_json(each.span.from)},
                        {"until", instant_json(each.span.until)}});
  }
  co_return answer(200,
                   {{"on_duty", std::move(on_duty)}, {"holes", std::move(holes)}, {"overlaps", std::move(overlaps)}});
}

Task<HttpResponse> list_switches(Call call) {
  base::Result<std::vector<store::Switch>> const switches = co_await call.parts.switches.list(call.actor);
  co_return answer_switches(switches);
}

Task<HttpResponse> set_switch(Call call) {
  boost::json::value const* const on = call.body.if_contains("on");
  if (on == nullptr || !on->is_bool()) co_return base::problem(400, "Bad request", "on: true or false.");
  std::string name = call.word("name");
  base::Result<std::vector<store::Switch>> const switches =
      co_await call.parts.switches.set(call.actor, std::move(name), on->get_bool());
  co_return answer_switches(switches);
}

Task<HttpResponse> block_number(Call call) {
  boost::json::value const* const blocked = call.body.if_contains("blocked");
  if (blocked == nullptr || !blocked->is_bool()) co_return base::problem(400, "Bad request", "blocked: true or false.");
  base::Result<void> const set = co_await call.parts.switches.block(call.actor, call.ref, blocked->get_bool());
  if (!set) co_return base::problem(set.error());
  co_return done();
}

Task<HttpResponse> note_call(Call call) {
  boost::json::value const* const reached = call.body.if_contains("reached");
  if (reached == nullptr || !reached->is_bool()) co_return base::problem(400, "Bad request", "reached: true or false.");
  base::Result<void> const noted = co_await call.parts.calls_made.note(call.actor, call.ref, reached->get_bool());
  if (!noted) co_return base::problem(noted.error());
  co_return done();
}

}  // namespace console
