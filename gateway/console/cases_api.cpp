#include "gateway/console/case_json.hpp"
#include "gateway/console/live_reader.hpp"
#include "gateway/console/routes.hpp"

#include <boost/json/serialize.hpp>

namespace console {

using base::HttpResponse;
using base::Task;

namespace {

constexpr int precondition_failed = 412;

// A word of an enum, or nothing where none was given.
template <class E>
base::Result<std::optional<E>> word_of(Query const& query, std::string_view key) {
  std::string const given = query.word(key);
  if (given.empty()) return std::nullopt;
  if (std::optional<E> const word = store::parse_word<E>(given)) return word;
  std::string known;
  for (std::string_view const each : store::words(E{})) known.append(known.empty() ? "" : ", ").append(each);
  return base::wrong_field(std::string(key), std::string(key) + ": one of " + known + ".");
}

base::Result<store::CaseQuery> query_of(Query const& query) {
  base::Result<void> const only =
      query.only({"queue", "severity", "state", "mine", "closed", "ref", "limit", "cursor"});
  if (!only) return std::unexpected(only.error());
  base::Result<std::optional<store::Severity>> const severity = word_of<store::Severity>(query, "severity");
  if (!severity) return std::unexpected(severity.error());
  base::Result<std::optional<store::CaseState>> const state = word_of<store::CaseState>(query, "state");
  if (!state) return std::unexpected(state.error());
  base::Result<bool> const mine = query.flag("mine");
  if (!mine) return std::unexpected(mine.error());
  base::Result<bool> const closed = query.flag("closed");
  if (!closed) return std::unexpected(closed.error());
  return store::CaseQuery{.queue = query.word("queue"),
                          .is_closed = *closed,
                          .severity = *severity,
                          .state = *state,
                          .is_mine = *mine,
                          .ref_begins = query.word("ref")};
}

base::Result<std::optional<store::CasePlace>> place_after(Page const& page) {
  if (page.after.empty()) return std::nullopt;
  std::optional<std::int64_t> const rank = number_of(page.after[0]);
  std::optional<std::int64_t> const place = number_of(page.after[1]);
  std::optional<std::int64_t> const id = number_of(page.after[2]);
  if (!rank || !place || !id || *rank < -1 || *rank > 9)
    return base::wrong_field("cursor", "cursor: not of this list.");
  return store::CasePlace{.rank = static_cast<int>(*rank), .place = *place, .id = {*id}};
}

boost::json::value cursor_of(std::optional<store::CasePlace> const& next) {
  if (!next) return nullptr;
  return boost::json::string(cursor({std::to_string(next->rank), std::to_string(next->place), store::text(next->id)}));
}

// Changed meanwhile, or somebody else has it: what a person needs to decide anew stands beside it.
HttpResponse conflict(base::Error const& error, desk::Standing const& standing, std::optional<std::int64_t> if_match) {
  bool const is_stale = if_match && *if_match != standing.record.version;
  boost::json::array changes;
  for (store::JournalEntry const& entry : standing.changes) changes.push_back(to_json(entry));
  boost::json::object const body{{"type", "about:blank"},
                                 {"title", is_stale ? "Precondition failed" : "Conflict"},
                                 {"status", is_stale ? precondition_failed : 409},
                                 {"detail", error.message},
                                 {"holder", standing.record.holder},
                                 {"changes", std::move(changes)},
                                 {"case", to_json(standing.record)}};
  HttpResponse response = answer(is_stale ? precondition_failed : 409, body, standing.record.version);
  response.headers[0].value = "application/problem+json";
  return response;
}

}  // namespace

Task<HttpResponse> refuse_act(Call call, base::Error error) {
  if (error.code != base::Code::conflict) co_return base::problem(error);
  std::optional<desk::Standing> const standing =
      co_await call.parts.cases.standing(call.actor, call.ref, call.version());
  if (!standing) co_return base::problem(error);
  co_return conflict(error, *standing, call.if_match);
}

Task<HttpResponse> run_act(Call call, desk::Act act) {
  std::optional<std::int64_t> const seen = call.version();
  base::Result<store::Case> changed = co_await call.parts.cases.act(call.actor, call.ref, seen, std::move(act));
  Task<HttpResponse> answering = answer_act(std::move(call), std::move(changed));
  HttpResponse response = co_await std::move(answering);
  co_return response;
}

Task<HttpResponse> answer_act(Call call, base::Result<store::Case> changed) {
  if (changed) co_return answer(200, to_json(*changed), changed->version);
  Task<HttpResponse> refusing = refuse_act(std::move(call), changed.error());
  HttpResponse refused = co_await std::move(refusing);
  co_return refused;
}

Task<HttpResponse> list_cases(Call call) {
  base::Result<store::CaseQuery> query = query_of(call.query);
  if (!query) co_return base::problem(query.error());
  base::Result<Page> const asked = page_of(call.query, 3);
  if (!asked) co_return base::problem(asked.error());
  base::Result<std::optional<store::CasePlace>> const after = place_after(*asked);
  if (!after) co_return base::problem(after.error());
  base::Result<store::CasePage> const page =
      co_await call.parts.cases.list(call.actor, *std::move(query), *after, asked->limit);
  if (!page) co_return base::problem(page.error());
  boost::json::array list;
  for (store::Case const& record : page->cases) list.push_back(to_json(record));
  co_return answer(200, {{"cases", std::move(list)}, {"next", cursor_of(page->next)}});
}

Task<HttpResponse> count_cases(Call call) {
  base::Result<desk::QueueCounts> const counts = co_await call.parts.cases.counts(call.actor);
  if (!counts) co_return base::problem(counts.error());
  co_return answer(200, counts_json(*counts));
}

Task<HttpResponse> show_case(Call call) {
  base::Result<desk::CaseView> const view = co_await call.parts.cases.show(call.actor, call.ref);
  if (!view) co_return base::problem(view.error());
  co_return answer(200, to_json(*view), view->record.version);
}

Task<HttpResponse> show_timeline(Call call) {
  if (base::Result<void> const only = call.query.only({"limit", "cursor"}); !only)
    co_return base::problem(only.error());
  base::Result<Page> const page = page_of(call.query, 1);
  if (!page) co_return base::problem(page.error());
  std::int64_t const before = page->after.empty() ? 0 : number_of(page->after[0]).value_or(1);
  base::Result<std::vector<store::JournalEntry>> const acts =
      co_await call.parts.cases.timeline(call.actor, call.ref, before, page->limit);
  if (!acts) co_return base::problem(acts.error());
  boost::json::array list;
  for (store::JournalEntry const& entry : *acts) list.push_back(to_json(entry));
  bool const is_full = static_cast<int>(acts->size()) == page->limit;
  boost::json::value next = nullptr;
  if (is_full) next = boost::json::string(cursor({std::to_string(acts->back().seq)}));
  co_return answer(200, {{"timeline", std::move(list)}, {"next", std::move(next)}});
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

Task<HttpResponse> show_story(Call call) {
  base::Result<std::vector<desk::Happened>> const story = co_await call.parts.cases.story(call.actor, call.ref);
  if (!story) co_return base::problem(story.error());
  boost::json::array list;
  for (desk::Happened const& each : *story) list.push_back(to_json(each));
  co_return answer(200, {{"ref", call.ref}, {"story", std::move(list)}});
}

}  // namespace console
