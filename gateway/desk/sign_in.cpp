#include "gateway/desk/sign_in.hpp"

#include "gateway/desk/one_time_code.hpp"
#include "gateway/store/api_token.hpp"
#include "gateway/store/invitation.hpp"
#include "gateway/store/known_browser.hpp"
#include "gateway/store/recovery_code.hpp"

#include <algorithm>
#include <array>

namespace desk {

namespace {

using base::Code;
using base::Result;
using store::Account;

constexpr std::size_t agent_bytes_max = 160;
constexpr base::Milliseconds seen_step = std::chrono::minutes(1);

base::Error wrong() {
  return {Code::unauthorised,
          "Name, password or code is not right, or there were too many attempts: look again, then wait some minutes.",
          {}};
}

base::Error too_many() {
  return {Code::too_often,
          "There were too many wrong attempts: wait a minute, after more of them a quarter of an hour.",
          {}};
}

std::string subject(Account const& account) { return "account " + account.name; }

bool is_locked(Account const& account, base::Instant now) {
  return account.locked_until && now < *account.locked_until;
}

// What a browser may say of itself in a list: letters that can be shown, and not many.
std::string plain_agent(std::string const& agent) {
  std::string plain = agent.substr(0, agent_bytes_max);
  std::ranges::replace_if(plain, [](char c) { return c < ' ' || c > '~'; }, ' ');
  return plain;
}

void note_mistake_of(store::Transaction& tx, Account account, bool counts, bool pauses) {
  if (counts) {
    account.failures += 1;
    base::Milliseconds const pause = pause_after(account.failures, account_mistakes_free);
    if (pause.count() > 0) account.locked_until = tx.now() + pause;
    pauses = pauses || pause.count() > 0;
    store::save_account(tx, account);
  }
  tx.journal(account.name, pauses ? "locked_out" : "sign_in_refused", subject(account));
}

// The code is taken in this very unit, so that it is good once.
bool takes_code(store::Transaction& tx, Account& account, std::string const& code) {
  std::string const& secret = account.code_secret.reveal(base::Reason::to_find);
  if (std::optional<std::int64_t> const step = accepted_step(secret, code, tx.now(), account.code_step)) {
    account.code_step = *step;
    return true;
  }
  if (!store::take_recovery_code(tx, account.id, hash_recovery_code(code))) return false;
  tx.journal(account.name, "used_recovery_code", subject(account));
  return true;
}

// Half a session becomes a whole one, in a browser that the door will know again.
void make_whole(store::Transaction& tx, Account& account, store::Session const& half, std::string const& secret,
                std::string const& known) {
  account.failures = 0;
  account.locked_until.reset();
  store::save_account(tx, account);
  store::end_session(tx, account.id, half.id);
  (void)store::add_session(
      tx,
      {.account = account.id, .stage = store::Stage::whole, .expires = tx.now() + session_time, .agent = half.agent},
      hash_secret(secret));
  if (!known.empty()) store::add_known_browser(tx, account.id, hash_secret(known));
  tx.journal(account.name, "signed_in", subject(account));
}

}  // namespace

SignIn::Guesser SignIn::guesser_of(Caller const& caller, std::string_view name, bool is_known) const {
  Guesser guesser{.address = caller.address, .key = {}, .is_known = is_known};
  guesser.key = is_known ? "browser " + hash_secret(caller.known) : caller.address + " " + std::string(name);
  return guesser;
}

bool SignIn::is_paused(Guesser const& guesser) const {
  bool const is_address_paused = !guesser.is_known && addresses_.is_paused(guesser.address, clock_.now());
  return is_address_paused || guessers_.is_paused(guesser.key, clock_.now());
}

bool SignIn::count_attempt(Guesser const& guesser) {
  if (!guesser.is_known) addresses_.note_mistake(guesser.address, clock_.now());
  guessers_.note_mistake(guesser.key, clock_.now());
  return !guesser.is_known && guessers_.mistakes(guesser.key) <= guesser_mistakes_free;
}

void SignIn::take_back(Guesser const& guesser) {
  if (!guesser.is_known) addresses_.take_back(guesser.address);
  guessers_.take_back(guesser.key);
}

void SignIn::forgive(Guesser const& guesser) {
  addresses_.forgive(guesser.address);
  guessers_.forgive(guesser.key);
}

base::Task<Result<void>> SignIn::note_mistake(store::AccountId account, Guesser guesser, bool counts) {
  bool const pauses = is_paused(guesser);
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    if (std::optional<Account> found = store::find_account(tx, account)) {
      note_mistake_of(tx, *std::move(found), counts, pauses);
    }
    return {};
  };
  Result<void> const noted = co_await store_.write(unit);
  co_return noted;
}

base::Task<Result<Opened>> SignIn::give_password(std::string name, std::string password, Caller caller) {
  if (password.size() > password_bytes_max) co_return std::unexpected(wrong());
  bool is_known = false;
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::optional<Account>> {
    std::optional<Account> found = store::find_account(snapshot, name);
    is_known = found && store::is_known_browser(snapshot, found->id, hash_secret(caller.known));
    return found;
  };
  Result<std::optional<Account>> const account = store_.peek(look);
  if (!account) co_return std::unexpected(account.error());
  Guesser const guesser = guesser_of(caller, name, is_known);
  if (is_paused(guesser)) co_return std::unexpected(too_many());
  bool const counts = count_attempt(guesser);
  bool const is_demos = password.contains(demo_password);  // everybody knows it
  bool const may_try = *account && (*account)->state == store::AccountState::active &&
                       (is_known || !is_locked(**account, clock_.now())) && (options_.is_demo || !is_demos);
  std::string hash;
  if (may_try) hash = (*account)->password_hash;
  Result<bool> const fits = co_await hasher_.fits(std::move(hash), std::move(password));
  if (!fits) co_return std::unexpected(fits.error());
  if (!*fits) {
    store::AccountId const whose = may_try ? (*account)->id : store::AccountId{};
    Result<void> const noted = co_await note_mistake(whose, guesser, counts);
    co_return std::unexpected(noted ? wrong() : noted.error());
  }
  take_back(guesser);
  std::string const secret = make_secret(random_);
  // People of the demo have no second factor.
  bool const is_enough = options_.is_demo && (*account)->code_secret.empty();
  store::Stage const stage = is_enough ? store::Stage::whole : store::Stage::half;
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    std::optional<Account> const again = store::find_account(tx, (*account)->id);
    bool const still =
        again && again->state == store::AccountState::active && again->password_hash == (*account)->password_hash;
    if (!still) return std::unexpected(wrong());
    store::drop_expired_sessions(tx);
    (void)store::add_session(tx,
                             {.account = again->id,
                              .stage = stage,
                              .expires = tx.now() + (stage == store::Stage::half ? half_session_time : session_time),
                              .agent = plain_agent(caller.agent)},
                             hash_secret(secret));
    tx.journal(again->name, "gave_password", subject(*again));
    return {};
  };
  Result<void> const opened = co_await store_.write(unit);
  if (!opened) co_return std::unexpected(opened.error());
  co_return Opened{.secret = secret, .stage = stage};
}

base::Task<Result<Opened>> SignIn::give_code(std::string half_secret, std::string code, Caller caller) {
  bool is_known = false;
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::optional<Account>> {
    std::optional<store::Session> const half = store::find_session(snapshot, hash_secret(half_secret));
    if (!half || half->stage != store::Stage::half) return std::nullopt;
    is_known = store::is_known_browser(snapshot, half->account, hash_secret(caller.known));
    return store::find_account(snapshot, half->account);
  };
  Result<std::optional<Account>> const whose = store_.peek(look);
  if (!whose) co_return std::unexpected(whose.error());
  Guesser const guesser = guesser_of(caller, *whose ? (*whose)->name : std::string(), is_known);
  if (is_paused(guesser)) co_return std::unexpected(too_many());
  bool const counts = count_attempt(guesser);
  std::string const secret = make_secret(random_);
  std::string const known = is_known ? std::string() : make_secret(random_);
  bool is_right = false;
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    is_right = false;
    std::optional<store::Session> const half = store::find_session(tx, hash_secret(half_secret));
    if (!half || half->stage != store::Stage::half) return std::unexpected(wrong());
    std::optional<Account> account = store::find_account(tx, half->account);
    bool const may_try =
        account && account->state == store::AccountState::active && (is_known || !is_locked(*account, tx.now()));
    if (!may_try) return std::unexpected(wrong());
    is_right = takes_code(tx, *account, code);
    if (is_right) make_whole(tx, *account, *half, secret, known);
    return {};
  };
  Result<void> const done = co_await store_.write(unit);
  if (!done) co_return std::unexpected(done.error());
  if (!is_right) {
    store::AccountId const account = *whose ? (*whose)->id : store::AccountId{};
    Result<void> const noted = co_await note_mistake(account, guesser, counts);
    co_return std::unexpected(noted ? wrong() : noted.error());
  }
  forgive(guesser);
  co_return Opened{.secret = secret, .stage = store::Stage::whole, .known = known};
}

base::Task<Result<Enrolment>> SignIn::accept_invitation(std::string invitation, std::string password, Caller caller) {
  base::Error const gone{Code::not_found, "This invitation was used, is too old or was replaced: ask for another.", {}};
  if (addresses_.is_paused(caller.address, clock_.now())) co_return std::unexpected(too_many());
  std::string const key = hash_secret(invitation);
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::optional<Account>> {
    std::optional<store::AccountId> const id = store::find_invitation(snapshot, key);
    return id ? store::find_account(snapshot, *id) : std::nullopt;
  };
  Result<std::optional<Account>> const invited = store_.peek(look);
  if (!invited) co_return std::unexpected(invited.error());
  if (!*invited || (*invited)->state == store::AccountState::disabled) {
    addresses_.note_mistake(caller.address, clock_.now());
    co_return std::unexpected(gone);
  }
  if (Result<void> const good = check_password(password, (*invited)->name, options_.is_demo); !good) {
    co_return std::unexpected(good.error());
  }
  Result<std::string> const hash = co_await hasher_.hash(std::move(password));
  if (!hash) co_return std::unexpected(hash.error());
  std::array<std::byte, code_secret_bytes> bytes{};
  random_.fill(bytes);
  std::string const code_secret(reinterpret_cast<char const*>(bytes.data()), bytes.size());
  std::vector<std::string> const codes = make_recovery_codes(random_);
  auto const unit = [&](store::Transaction& tx) -> Result<std::string> {
    std::optional<store::AccountId> const id = store::find_invitation(tx, key);
    std::optional<Account> account = id ? store::find_account(tx, *id) : std::nullopt;
    if (!account || account->state == store::AccountState::disabled) return std::unexpected(gone);
    account->password_hash = *hash;
    account->code_secret = store::Sealed<std::string>(code_secret);
    account->code_step = 0;
    account->failures = 0;
    account->locked_until.reset();
    account->state = store::AccountState::active;
    store::save_account(tx, *account);
    std::vector<std::string> hashes;
    for (std::string const& code : codes) hashes.push_back(hash_recovery_code(code));
    store::replace_recovery_codes(tx, account->id, hashes);
    store::withdraw_invitations(tx, account->id);
    store::end_sessions(tx, account->id);
    tx.journal(account->name, "accepted_invitation", subject(*account));
    return account->name;
  };
  Result<std::string> const name = co_await store_.write(unit);
  if (!name) co_return std::unexpected(name.error());
  co_return Enrolment{.name = *name,
                      .code_secret = base32(code_secret),
                      .uri = enrolment_uri(*name, code_secret),
                      .recovery_codes = codes};
}

std::optional<SignedIn> SignIn::find_session(std::string_view secret) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::optional<SignedIn>> {
    std::optional<store::Session> const session = store::find_session(snapshot, hash_secret(secret));
    if (!session || session->stage != store::Stage::whole) return std::nullopt;
    if (session->last_seen + session_idle_max <= snapshot.now()) return std::nullopt;
    std::optional<Account> const account = store::find_account(snapshot, session->account);
    if (!account || account->state != store::AccountState::active) return std::nullopt;
    return SignedIn{.actor = Actor(*account), .session = *session};
  };
  return store_.peek(look).value_or(std::nullopt);
}

std::optional<Actor> SignIn::find_token(std::string_view secret) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::optional<Actor>> {
    std::optional<store::ApiToken> const token = store::find_api_token(snapshot, hash_secret(secret));
    if (!token) return std::nullopt;
    std::optional<Account> const account = store::find_account(snapshot, token->account);
    if (!account || account->state != store::AccountState::active) return std::nullopt;
    return Actor(*account, token->scopes);
  };
  return store_.peek(look).value_or(std::nullopt);
}

base::Task<void> SignIn::note_seen(store::Session session) {
  if (clock_.now() < session.last_seen + seen_step) co_return;
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    store::note_seen(tx, session.id);
    return {};
  };
  Result<void> const noted = co_await store_.write(unit);
  (void)noted;  // a session that could not be noted ends earlier, no more
}

}  // namespace desk
