#include "gateway/desk/people.hpp"

#include "gateway/desk/credentials.hpp"
#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/invitation.hpp"
#include "gateway/store/known_browser.hpp"
#include "gateway/store/recovery_code.hpp"

#include <algorithm>

namespace desk {

namespace {

using base::Code;
using base::Result;
using store::Account;

constexpr std::size_t name_letters_max = 32;
constexpr std::size_t label_bytes_max = 80;

std::string subject(std::string_view name) { return "account " + std::string(name); }

bool is_account_name(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
  return name.size() >= 2 && name.size() <= name_letters_max &&
         name.find_first_not_of(letters) == std::string_view::npos && name.front() >= 'a';
}

bool is_plain(std::string_view text, std::size_t bytes_max) {
  return text.size() <= bytes_max &&
         std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

Result<Account> find(store::Snapshot& snapshot, std::string const& name) {
  std::optional<Account> account = store::find_account(snapshot, name);
  if (!account) return base::error(Code::not_found, "There is no account of this name.");
  return *std::move(account);
}

void end_everything(store::Transaction& tx, store::AccountId account) {
  store::withdraw_invitations(tx, account);
  store::end_sessions(tx, account);
  store::end_api_tokens(tx, account);
  store::forget_browsers(tx, account);
}

}  // namespace

Result<void> People::check(Account const& wanted) const {
  if (!is_account_name(wanted.name)) {
    return base::wrong_field("name",
                             "name: 2 to 32 small letters, digits, '.', '-' or '_', with a letter at the beginning.");
  }
  if (!codes_.is_organisation(wanted.organisation)) {
    return base::wrong_field("organisation", "organisation: not a code of the directory.");
  }
  if (wanted.roles.empty()) return base::wrong_field("roles", "roles: name at least one.");
  for (std::string const& queue : wanted.queues) {
    if (!is_plain(queue, name_letters_max) || !codes_.is_queue(queue)) {
      return base::wrong_field("queues", "queues: one of them is not a queue of the directory.");
    }
  }
  bool const is_well = std::ranges::all_of(wanted.languages, [](std::string const& language) {
    return !language.empty() && is_plain(language, name_letters_max);
  });
  if (!is_well) return base::wrong_field("languages", "languages: codes such as ne or en.");
  return {};
}

base::Task<Result<Invited>> People::add(Actor actor, Account wanted) {
  if (Result<void> const good = check(wanted); !good) co_return std::unexpected(good.error());
  Invited invited{.account = {}, .invitation = make_secret(random_)};
  auto const unit = [&](store::Transaction& tx) -> Result<Account> {
    Result<Account> made = store::make_account(tx, {.name = wanted.name,
                                                    .organisation = wanted.organisation,
                                                    .roles = wanted.roles,
                                                    .queues = wanted.queues,
                                                    .languages = wanted.languages,
                                                    .email = wanted.email,
                                                    .phone = wanted.phone});
    if (!made) return made;
    store::invite(tx, made->id, hash_secret(invited.invitation), tx.now() + invitation_time);
    record_act(tx, actor, "invited", subject(made->name));
    return made;
  };
  Result<Account> made = co_await store_.write(unit);
  if (!made) co_return std::unexpected(made.error());
  invited.account = *std::move(made);
  co_return invited;
}

base::Task<Result<std::vector<Account>>> People::list(Actor actor, std::string after, int limit) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::vector<Account>> {
    return store::accounts(snapshot, std::clamp(limit, 1, people_a_page_max), after);
  };
  Result<std::vector<Account>> all = co_await store_.read(look);
  if (!all) co_return all;
  base::Task<void> noting = looks_.note(std::move(actor), "listed", "accounts");
  co_await std::move(noting);
  co_return all;
}

base::Task<Result<Account>> People::show(Actor actor, std::string name) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<Account> { return find(snapshot, name); };
  Result<Account> account = co_await store_.read(look);
  if (!account) co_return account;
  base::Task<void> noting = looks_.note(std::move(actor), "looked", subject(name));
  co_await std::move(noting);
  co_return account;
}

base::Task<Result<Account>> People::disable(Actor actor, std::string name) {
  auto const unit = [&](store::Transaction& tx) -> Result<Account> {
    Result<Account> account = find(tx, name);
    if (!account) return account;
    account->state = store::AccountState::disabled;
    store::save_account(tx, *account);
    end_everything(tx, account->id);
    record_act(tx, actor, "disabled", subject(name));
    return account;
  };
  Result<Account> account = co_await store_.write(unit);
  co_return account;
}

base::Task<Result<Invited>> People::reset(Actor actor, std::string name) {
  Invited invited{.account = {}, .invitation = make_secret(random_)};
  auto const unit = [&](store::Transaction& tx) -> Result<Account> {
    Result<Account> account = find(tx, name);
    if (!account) return account;
    account->state = store::AccountState::invited;
    account->password_hash.clear();
    account->code_secret = {};
    account->failures = 0;
    account->locked_until.reset();
    store::save_account(tx, *account);
    store::replace_recovery_codes(tx, account->id, {});
    end_everything(tx, account->id);
    store::invite(tx, account->id, hash_secret(invited.invitation), tx.now() + invitation_time);
    record_act(tx, actor, "reset", subject(name));
    return account;
  };
  Result<Account> account = co_await store_.write(unit);
  if (!account) co_return std::unexpected(account.error());
  invited.account = *std::move(account);
  co_return invited;
}

base::Task<Result<std::vector<store::Session>>> People::sessions(Actor actor, std::string name, store::SessionId before,
                                                                 int limit) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::vector<store::Session>> {
    Result<Account> const account = find(snapshot, name);
    if (!account) return std::unexpected(account.error());
    return store::sessions_of(snapshot, account->id, std::clamp(limit, 1, people_a_page_max), before);
  };
  Result<std::vector<store::Session>> all = co_await store_.read(look);
  if (!all) co_return all;
  base::Task<void> noting = looks_.note(std::move(actor), "listed_sessions", subject(name));
  co_await std::move(noting);
  co_return all;
}

base::Task<Result<void>> People::end_session(Actor actor, std::string name, store::SessionId id) {
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    Result<Account> const account = find(tx, name);
    if (!account) return std::unexpected(account.error());
    if (!store::end_session(tx, account->id, id)) return base::error(Code::not_found, "There is no such session.");
    record_act(tx, actor, "ended_session", subject(name));
    return {};
  };
  Result<void> const ended = co_await store_.write(unit);
  co_return ended;
}

base::Task<Result<NewToken>> People::add_token(Actor actor, std::string label, std::vector<std::string> scopes) {
  bool const are_known = std::ranges::all_of(
      scopes, [](std::string const& each) { return std::ranges::find(scope_words, each) != scope_words.end(); });
  if (scopes.empty() || !are_known) {
    co_return base::wrong_field("scopes", "scopes: some of cases:read, cases:write, content, board, journal.");
  }
  if (label.empty() || !is_plain(label, label_bytes_max)) {
    co_return base::wrong_field("label", "label: say in a few words what the token is for.");
  }
  NewToken made{.token = {}, .secret = make_secret(random_)};
  auto const unit = [&](store::Transaction& tx) -> Result<store::ApiToken> {
    std::optional<Account> const account = store::find_account(tx, actor.account);
    if (!account) return base::error(Code::not_found, "A token belongs to an account, and the shell has none.");
    record_act(tx, actor, "made_token", subject(account->name));
    return store::add_api_token(
        tx, {.account = account->id, .label = label, .scopes = scopes, .expires = tx.now() + token_time},
        hash_secret(made.secret));
  };
  Result<store::ApiToken> token = co_await store_.write(unit);
  if (!token) co_return std::unexpected(token.error());
  made.token = *std::move(token);
  co_return made;
}

base::Task<Result<std::vector<store::ApiToken>>> People::tokens(Actor actor, store::ApiTokenId before, int limit) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::vector<store::ApiToken>> {
    return store::api_tokens_of(snapshot, actor.account, std::clamp(limit, 1, people_a_page_max), before);
  };
  Result<std::vector<store::ApiToken>> all = co_await store_.read(look);
  if (!all) co_return all;
  std::string own = subject(actor.name);
  base::Task<void> noting = looks_.note(std::move(actor), "listed_tokens", std::move(own));
  co_await std::move(noting);
  co_return all;
}

base::Task<Result<void>> People::end_token(Actor actor, store::ApiTokenId id) {
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    if (!store::end_api_token(tx, actor.account, id)) return base::error(Code::not_found, "There is no such token.");
    record_act(tx, actor, "ended_token", subject(actor.name));
    return {};
  };
  Result<void> const ended = co_await store_.write(unit);
  co_return ended;
}

}  // namespace desk
