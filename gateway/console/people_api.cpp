// Everybody's accounts, for whoever runs them.
#include "gateway/console/people_json.hpp"
#include "gateway/console/routes.hpp"

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

base::Result<store::Account> wanted_account(Call const& call) {
  store::Account wanted;
  wanted.name = call.word("name");
  wanted.organisation = call.word("organisation");
  std::optional<std::vector<std::string>> const roles = call.list("roles");
  std::optional<std::vector<std::string>> queues = call.list("queues");
  std::optional<std::vector<std::string>> languages = call.list("languages");
  if (!roles) return base::wrong_field("roles", "roles: a list of words.");
  if (!queues) return base::wrong_field("queues", "queues: a list of words.");
  if (!languages) return base::wrong_field("languages", "languages: a list of words.");
  for (std::string const& word : *roles) {
    std::optional<store::Role> const role = store::parse_word<store::Role>(word);
    if (!role) {
      return base::wrong_field("roles",
                               "roles: operator, senior, lead, focal, editor, approver, manager, data_officer, admin, "
                               "auditor.");
    }
    wanted.roles.push_back(*role);
  }
  wanted.queues = *std::move(queues);
  wanted.languages = *std::move(languages);
  wanted.email = store::Sealed<std::string>(call.word("email"));
  wanted.phone = store::Sealed<std::string>(call.word("phone"));
  return wanted;
}

HttpResponse answer_invited(base::Result<desk::Invited> const& invited, int status) {
  if (!invited) return base::problem(invited.error());
  boost::json::object body = to_json(invited->account);
  body["invitation"] = invited->invitation;
  return answer(status, body);
}

}  // namespace

Task<HttpResponse> list_accounts(Call call) {
  if (base::Result<void> const only = call.query.only({"limit", "cursor"}); !only)
    co_return base::problem(only.error());
  base::Result<Page> const page = page_of(call.query, 1);
  if (!page) co_return base::problem(page.error());
  std::string after = page->after.empty() ? std::string() : page->after[0];
  base::Result<std::vector<store::Account>> const accounts =
      co_await call.parts.people.list(call.actor, std::move(after), page->limit);
  if (!accounts) co_return base::problem(accounts.error());
  boost::json::array list;
  for (store::Account const& account : *accounts) list.push_back(to_json(account));
  bool const is_full = static_cast<int>(accounts->size()) == page->limit;
  std::string const last = is_full ? accounts->back().name : std::string();
  co_return answer(200, {{"accounts", std::move(list)}, {"next", next_of(last)}});
}

Task<HttpResponse> add_account(Call call) {
  base::Result<store::Account> wanted = wanted_account(call);
  if (!wanted) co_return base::problem(wanted.error());
  base::Result<desk::Invited> const invited = co_await call.parts.people.add(call.actor, *std::move(wanted));
  co_return answer_invited(invited, 201);
}

Task<HttpResponse> disable_account(Call call) {
  base::Result<store::Account> const account = co_await call.parts.people.disable(call.actor, call.ref);
  if (!account) co_return base::problem(account.error());
  co_return answer(200, to_json(*account));
}

Task<HttpResponse> reset_account(Call call) {
  base::Result<desk::Invited> const invited = co_await call.parts.people.reset(call.actor, call.ref);
  co_return answer_invited(invited, 200);
}

Task<HttpResponse> list_account_sessions(Call call) {
  if (base::Result<void> const only = call.query.only({"limit", "cursor"}); !only)
    co_return base::problem(only.error());
  base::Result<Page> const page = page_of(call.query, 1);
  if (!page) co_return base::problem(page.error());
  store::SessionId const before =
      page->after.empty() ? store::SessionId{} : store::SessionId{number_of(page->after[0]).value_or(1)};
  base::Result<std::vector<store::Session>> const sessions =
      co_await call.parts.people.sessions(call.actor, call.ref, before, page->limit);
  co_return sessions_answer(sessions, call.session, page->limit);
}

}  // namespace console
