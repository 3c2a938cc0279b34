// The doors: sign-in in two steps, an invitation accepted, sign-out; and one's own sessions and tokens.
#include "gateway/console/api_description.hpp"
#include "gateway/console/people_json.hpp"
#include "gateway/console/routes.hpp"
#include "gateway/desk/credentials.hpp"

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

HttpResponse answer_opened(base::Result<desk::Opened> const& opened, bool is_https) {
  if (!opened) return base::problem(opened.error());
  bool const is_whole = opened->stage == store::Stage::whole;
  boost::json::object body{{"next", is_whole ? "desk" : "code"}};
  if (is_whole) body["csrf"] = desk::csrf_of(opened->secret);
  HttpResponse response = answer(200, body);
  response.headers.push_back(cookie(opened->secret, is_https));
  if (!opened->known.empty()) response.headers.push_back(known_cookie(opened->known, is_https));
  return response;
}

}  // namespace

Task<HttpResponse> give_password(Call call) {
  std::string name = call.word("name");
  std::string password = call.word("password");
  if (name.empty()) co_return wrong_field("name", "name: give the name of your account.");
  if (password.empty()) co_return wrong_field("password", "password: give it beside the name.");
  base::Result<desk::Opened> const opened =
      co_await call.parts.door.give_password(std::move(name), std::move(password), call.caller);
  co_return answer_opened(opened, call.parts.is_https);
}

Task<HttpResponse> give_code(Call call) {
  std::string code = call.word("code");
  if (code.empty()) co_return wrong_field("code", "code: give the one that your telephone shows.");
  base::Result<desk::Opened> const opened =
      co_await call.parts.door.give_code(call.secret, std::move(code), call.caller);
  co_return answer_opened(opened, call.parts.is_https);
}

Task<HttpResponse> accept_invitation(Call call) {
  std::string invitation = call.word("invitation");
  std::string password = call.word("password");
  if (invitation.empty()) co_return wrong_field("invitation", "invitation: give the one you were sent.");
  base::Result<desk::Enrolment> const enrolment =
      co_await call.parts.door.accept_invitation(std::move(invitation), std::move(password), call.caller);
  if (!enrolment) co_return base::problem(enrolment.error());
  co_return answer(200, {{"name", enrolment->name},
                         {"code_secret", enrolment->code_secret},
                         {"uri", enrolment->uri},
                         {"recovery_codes", json_list(enrolment->recovery_codes)}});
}

Task<HttpResponse> sign_out(Call call) {
  if (!call.session) co_return base::problem(409, "Conflict", "There is no session to end.");
  base::Result<void> const ended =
      co_await call.parts.people.end_session(call.actor, call.actor.name, call.session->id);
  if (!ended) co_return base::problem(ended.error());
  HttpResponse response = done();
  response.headers.push_back(cookie({}, call.parts.is_https));
  co_return response;
}

Task<HttpResponse> show_me(Call call) {
  base::Result<store::Account> const account = co_await call.parts.people.show(call.actor, call.actor.name);
  if (!account) co_return base::problem(account.error());
  boost::json::object body = to_json(*account);
  boost::json::array rights;
  for (std::string_view const word : desk::right_words) {
    std::optional<desk::Right> const right = store::parse_word<desk::Right>(word);
    if (right && desk::may(call.actor, *right)) rights.emplace_back(word);
  }
  body["rights"] = std::move(rights);
  if (call.session) body["csrf"] = desk::csrf_of(call.secret);
  co_return answer(200, body);
}

Task<HttpResponse> list_sessions(Call call) {
  call.ref = call.actor.name;
  Task<HttpResponse> listing = list_account_sessions(std::move(call));
  HttpResponse response = co_await std::move(listing);
  co_return response;
}

Task<HttpResponse> end_session(Call call) {
  std::optional<store::SessionId> const id = store::parse_id<store::SessionId>(call.ref);
  if (!id) co_return base::problem(404, "Not found", "There is no such session.");
  base::Result<void> const ended = co_await call.parts.people.end_session(call.actor, call.actor.name, *id);
  if (!ended) co_return base::problem(ended.error());
  co_return done();
}

Task<HttpResponse> list_tokens(Call call) {
  if (base::Result<void> const only = call.query.only({"limit", "cursor"}); !only)
    co_return base::problem(only.error());
  base::Result<Page> const page = page_of(call.query, 1);
  if (!page) co_return base::problem(page.error());
  store::ApiTokenId before;
  if (!page->after.empty()) before.value = number_of(page->after[0]).value_or(1);
  base::Result<std::vector<store::ApiToken>> const tokens =
      co_await call.parts.people.tokens(call.actor, before, page->limit);
  if (!tokens) co_return base::problem(tokens.error());
  boost::json::array list;
  for (store::ApiToken const& token : *tokens) list.push_back(to_json(token));
  bool const is_full = static_cast<int>(tokens->size()) == page->limit;
  std::string const last = is_full ? store::text(tokens->back().id) : std::string();
  co_return answer(200, {{"tokens", std::move(list)}, {"next", next_of(last)}});
}

Task<HttpResponse> make_token(Call call) {
  std::optional<std::vector<std::string>> scopes = call.list("scopes");
  if (!scopes) co_return wrong_field("scopes", "scopes: a list of words.");
  base::Result<desk::NewToken> const made =
      co_await call.parts.people.add_token(call.actor, call.word("label"), *std::move(scopes));
  if (!made) co_return base::problem(made.error());
  boost::json::object body = to_json(made->token);
  body["secret"] = made->secret;
  co_return answer(201, body);
}

Task<HttpResponse> end_token(Call call) {
  std::optional<store::ApiTokenId> const id = store::parse_id<store::ApiTokenId>(call.ref);
  if (!id) co_return base::problem(404, "Not found", "There is no such token.");
  base::Result<void> const ended = co_await call.parts.people.end_token(call.actor, *id);
  if (!ended) co_return base::problem(ended.error());
  co_return done();
}

Task<HttpResponse> show_api(Call) { co_return base::json(200, api_description()); }

}  // namespace console
