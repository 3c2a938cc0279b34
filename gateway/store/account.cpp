#include "gateway/store/account.hpp"

#include "gateway/store/case_json.hpp"

namespace store {
namespace {

constexpr std::string_view columns =
    "select id, name, organisation, roles, queues, languages, state, password_hash, code_step, failures, locked_until, "
    "created, email, phone, code_secret from account ";

std::string sql(std::string_view rest) { return std::string(columns).append(rest); }

std::string json_of(std::vector<Role> const& roles) {
  std::vector<std::string> all;
  all.reserve(roles.size());
  for (Role const role : roles) all.emplace_back(name(role));
  return list_to_json(all);
}

std::vector<Role> roles_of(std::string_view json) {
  std::vector<Role> roles;
  for (std::string const& word : list_from_json(json)) {
    if (std::optional<Role> const role = parse_word<Role>(word)) roles.push_back(*role);
  }
  return roles;
}

Account read_account(Snapshot& snapshot, Rows const& row) {
  std::int64_t const id = row.get<std::int64_t>(0);
  return Account{.id = {id},
                 .name = row.get<std::string>(1),
                 .organisation = row.get<std::string>(2),
                 .roles = roles_of(row.bytes(3)),
                 .queues = list_from_json(row.bytes(4)),
                 .languages = list_from_json(row.bytes(5)),
                 .state = row.get<AccountState>(6),
                 .password_hash = row.get<std::string>(7),
                 .code_step = row.get<std::int64_t>(8),
                 .failures = row.get<int>(9),
                 .locked_until = row.get<std::optional<Instant>>(10),
                 .created = row.get<Instant>(11),
                 .email = unseal(snapshot, sealed_columns::account_email, id, id, row.bytes(12)),
                 .phone = unseal(snapshot, sealed_columns::account_phone, id, id, row.bytes(13)),
                 .code_secret = unseal(snapshot, sealed_columns::account_code_secret, id, id, row.bytes(14))};
}

struct SealedParts {
  std::string email;
  std::string phone;
  std::string code_secret;
};

SealedParts seal_parts(Transaction& tx, Account const& account) {
  std::int64_t const id = account.id.value;
  auto const sealed = [&](SealedColumn const& column, Sealed<std::string> const& plain) {
    return seal(tx, column, id, id, plain.reveal(base::Reason::to_seal));
  };
  return {.email = sealed(sealed_columns::account_email, account.email),
          .phone = sealed(sealed_columns::account_phone, account.phone),
          .code_secret = sealed(sealed_columns::account_code_secret, account.code_secret)};
}

}  // namespace

base::Result<Account> make_account(Transaction& tx, Account account) {
  if (tx.query("select 1 from account where name = $1", account.name).next()) {
    return base::error(base::Code::conflict, "There is an account of this name already: choose another.");
  }
  account.id = tx.next_id<AccountId>();
  account.created = tx.now();
  SealedParts const parts = seal_parts(tx, account);
  tx.execute(
      "insert into account (id, name, organisation, roles, queues, languages, state, password_hash, code_step, "
      "failures, locked_until, created, email, phone, code_secret) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      account.id, account.name, account.organisation, json_of(account.roles), list_to_json(account.queues),
      list_to_json(account.languages), account.state, account.password_hash, account.code_step, account.failures,
      account.locked_until, account.created, Blob{parts.email}, Blob{parts.phone}, Blob{parts.code_secret});
  return account;
}

void save_account(Transaction& tx, Account const& account) {
  SealedParts const parts = seal_parts(tx, account);
  tx.execute(
      "update account set organisation = $2, roles = $3, queues = $4, languages = $5, state = $6, password_hash = $7, "
      "code_step = $8, failures = $9, locked_until = $10, email = $11, phone = $12, code_secret = $13 where id = $1",
      account.id, account.organisation, json_of(account.roles), list_to_json(account.queues),
      list_to_json(account.languages), account.state, account.password_hash, account.code_step, account.failures,
      account.locked_until, Blob{parts.email}, Blob{parts.phone}, Blob{parts.code_secret});
}

std::optional<Account> find_account(Snapshot& snapshot, std::string_view name) {
  std::string const text = sql("where name = $1");
  Rows rows = snapshot.query(text, name);
  if (!rows.next()) return std::nullopt;
  return read_account(snapshot, rows);
}

std::optional<Account> find_account(Snapshot& snapshot, AccountId id) {
  std::string const text = sql("where id = $1");
  Rows rows = snapshot.query(text, id);
  if (!rows.next()) return std::nullopt;
  return read_account(snapshot, rows);
}

std::vector<Account> accounts(Snapshot& snapshot, int limit, std::string_view after) {
  std::string const text = sql("where name > $1 order by name limit $2");
  std::vector<Account> all;
  Rows rows = snapshot.query(text, after, limit);
  while (rows.next()) all.push_back(read_account(snapshot, rows));
  return all;
}

}  // namespace store
