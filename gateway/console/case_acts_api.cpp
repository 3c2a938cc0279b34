// What people do with a case, as calls: each reads what it needs from the body and names the act.
#include "gateway/console/case_json.hpp"
#include "gateway/console/routes.hpp"
#include "gateway/desk/attachments.hpp"
#include "gateway/desk/case_states.hpp"
#include "gateway/desk/closing.hpp"
#include "gateway/desk/handover.hpp"
#include "gateway/desk/joined_cases.hpp"
#include "gateway/desk/known_facts.hpp"
#include "gateway/desk/notes.hpp"
#include "gateway/desk/ownership.hpp"
#include "gateway/desk/stranger.hpp"

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

Task<HttpResponse> wrong(std::string field, std::string sentence) {
  co_return base::problem(base::wrong_field(std::move(field), std::move(sentence)).error());
}

template <class E>
std::string choices(std::string_view key) {
  std::string all = "\"" + std::string(key) + "\" is one of:";
  for (std::string_view const word : store::words(E{})) all.append(" ").append(word);
  return all + ".";
}

bool flag(Call const& call, std::string_view key) {
  boost::json::value const* const value = call.body.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

// Numbers and lists of words, too, as people write them: "1 4 8".
std::string written(boost::json::value const& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_int64()) return std::to_string(value.get_int64());
  std::string all;
  if (!value.is_array()) return all;
  for (boost::json::value const& each : value.get_array()) all += (all.empty() ? "" : " ") + written(each);
  return all;
}

}  // namespace

Task<HttpResponse> claim_case(Call call) { return run_act(std::move(call), desk::claim()); }
Task<HttpResponse> release_case(Call call) { return run_act(std::move(call), desk::release()); }
Task<HttpResponse> accept_case(Call call) { return run_act(std::move(call), desk::accept()); }
Task<HttpResponse> resume_case(Call call) { return run_act(std::move(call), desk::resume()); }
Task<HttpResponse> split_case(Call call) { return run_act(std::move(call), desk::split()); }
Task<HttpResponse> unwatch_case(Call call) { return run_act(std::move(call), desk::unwatch()); }

Task<HttpResponse> assign_case(Call call) {
  desk::Act act = desk::assign(call.word("to"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> offer_case(Call call) {
  desk::Act act = desk::offer({.to = call.word("to"), .queue = call.word("queue"), .next_step = call.word("next_step")},
                              call.parts.is_queue);
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> refuse_case(Call call) {
  desk::Act act = desk::refuse(call.word("reason"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> wait_case(Call call) {
  std::optional<store::CaseState> const state = store::parse_word<store::CaseState>(call.word("state"));
  desk::Act act = desk::wait(state.value_or(store::CaseState::queued), call.word("reason"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> judge_case(Call call) {
  std::optional<store::Severity> const severity = store::parse_word<store::Severity>(call.word("severity"));
  if (!severity) return wrong("severity", choices<store::Severity>("severity"));
  desk::Act act = desk::set_severity(*severity, call.word("reason"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> close_case(Call call) {
  desk::Act act =
      desk::close({.code = call.word("outcome"), .said = call.word("said"), .follow_up = flag(call, "follow_up")});
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> reopen_case(Call call) {
  desk::Act act = desk::reopen(call.word("reason"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> list_closing_codes(Call) {
  boost::json::array list;
  for (desk::ClosingCode const& each : desk::closing_codes()) {
    list.push_back({{"code", each.code}, {"meaning", each.meaning}, {"by_hand", each.by_hand}});
  }
  co_return answer(200, {{"codes", std::move(list)}});
}

Task<HttpResponse> link_case(Call call) {
  std::optional<store::CaseLinkKind> const kind = store::parse_word<store::CaseLinkKind>(call.word("kind"));
  if (!kind) return wrong("kind", choices<store::CaseLinkKind>("kind"));
  desk::Act act = desk::link(call.word("other"), *kind);
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> unlink_case(Call call) {
  desk::Act act = desk::unlink(call.word("other"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> merge_case(Call call) {
  desk::Act act = desk::merge(call.word("into"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> note_case(Call call) {
  desk::Act act = desk::add_note(call.word("text"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> watch_case(Call call) {
  desk::Act act = desk::watch(call.word("name"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> add_case_task(Call call) {
  std::string const due = call.word("due");
  std::optional<base::Instant> const at = parse_instant(due);
  if (!due.empty() && !at) return wrong("due", "\"due\" is a moment in UTC: 2026-11-25T14:00:00Z.");
  desk::Act act = desk::add_task({.assignee = call.word("assignee"), .words = call.word("words"), .due = at});
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> finish_case_task(Call call) {
  std::optional<store::CaseTaskId> const id = store::parse_id<store::CaseTaskId>(call.word("id"));
  if (!id) return wrong("id", "Say which task: \"id\".");
  desk::Act act = desk::finish_task(*id);
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> set_case_facts(Call call) {
  desk::FactValues values;
  boost::json::value const* const facts = call.body.if_contains("facts");
  if (facts != nullptr && facts->is_object()) {
    for (auto const& [kind, value] : facts->get_object()) values.emplace_back(kind, written(value));
  }
  desk::Act act = desk::set_facts(std::move(values));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> attach_to_case(Call call) {
  std::optional<std::string> bytes = from_base64(call.word("bytes"));
  if (!bytes) return wrong("bytes", "\"bytes\" is the file in base64.");
  desk::Act act = desk::attach({.kind = call.word("kind"), .name = call.word("name"), .bytes = *std::move(bytes)});
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> show_attachment(Call call) {
  std::optional<store::AttachmentId> const id = store::parse_id<store::AttachmentId>(call.ref);
  store::AttachmentId const which = id.value_or(store::AttachmentId{});
  base::Result<store::Attachment> const found = co_await call.parts.cases.attachment(call.actor, which);
  if (!found) co_return base::problem(found.error());
  HttpResponse response;
  response.headers = {{"Content-Type", found->kind},
                      {"Cache-Control", "no-store"},
                      {"Content-Disposition", "attachment"},
                      {"X-Content-Type-Options", "nosniff"}};
  response.body = found->bytes.reveal(base::Reason::to_show_holder);
  co_return response;
}

Task<HttpResponse> answer_case(Call call) {
  desk::Answer said{.text = call.word("text"), .reason = call.word("override")};
  if (!call.word("after").empty()) {
    said.after = store::parse_id<store::MessageId>(call.word("after"));
    if (!said.after) co_return base::problem(400, "Bad request", "\"after\" is the id of the last message you read.");
  }
  if (boost::json::value const* const undo = call.body.if_contains("undo")) {
    std::int64_t const seconds = undo->is_int64() ? undo->get_int64() : -1;
    if (seconds < 0 || seconds > desk::undo_max.count())
      co_return base::problem(400, "Bad request", "\"undo\" is how long it can be taken back: 0 to 10 seconds.");
    said.undo = std::chrono::seconds(seconds);
  }
  std::optional<std::int64_t> const seen = call.version();
  base::Result<store::MessageId> const queued =
      co_await call.parts.cases.answer(call.actor, call.ref, seen, std::move(said));
  if (queued) co_return answer(202, {{"id", store::text(*queued)}});
  Task<HttpResponse> refusing = refuse_act(std::move(call), queued.error());
  HttpResponse refused = co_await std::move(refusing);
  co_return refused;
}

Task<HttpResponse> take_back_answer(Call call) {
  std::optional<store::MessageId> const id = store::parse_id<store::MessageId>(call.word("id"));
  if (!id) return wrong("id", "Say which message: \"id\".");
  desk::Act act = desk::take_back(*id);
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> freeze_rules(Call call) {
  desk::Act act = desk::freeze_rules(call.word("sign"));
  return run_act(std::move(call), std::move(act));
}

Task<HttpResponse> lift_freeze(Call call) {
  desk::Act act = desk::lift_freeze(call.word("how"), call.word("reason"));
  return run_act(std::move(call), std::move(act));
}

}  // namespace console
