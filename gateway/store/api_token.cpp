#include "gateway/store/api_token.hpp"

#include "gateway/store/case_json.hpp"

#include <limits>

namespace store {
namespace {

ApiToken read_token(Rows const& row) {
  return ApiToken{.id = row.get<ApiTokenId>(0),
                  .account = row.get<AccountId>(1),
                  .label = row.get<std::string>(2),
                  .scopes = list_from_json(row.bytes(3)),
                  .created = row.get<Instant>(4),
                  .expires = row.get<Instant>(5)};
}

}  // namespace

ApiToken add_api_token(Transaction& tx, ApiToken token, std::string_view hash) {
  token.id = tx.next_id<ApiTokenId>();
  token.created = tx.now();
  tx.execute(
      "insert into api_token (id, hash, account_id, label, scopes, created, expires) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      token.id, Blob{hash}, token.account, token.label, list_to_json(token.scopes), token.created, token.expires);
  return token;
}

bool end_api_token(Transaction& tx, AccountId account, ApiTokenId id) {
  return tx.execute("delete from api_token where id = $1 and account_id = $2", id, account) == 1;
}

std::int64_t end_api_tokens(Transaction& tx, AccountId account) {
  return tx.execute("delete from api_token where account_id = $1", account);
}

std::optional<ApiToken> find_api_token(Snapshot& snapshot, std::string_view hash) {
  Rows rows = snapshot.query(
      "select id, account_id, label, scopes, created, expires from api_token where hash = $1 and expires > $2",
      Blob{hash}, snapshot.now());
  if (!rows.next()) return std::nullopt;
  return read_token(rows);
}

std::vector<ApiToken> api_tokens_of(Snapshot& snapshot, AccountId account, int limit, ApiTokenId before) {
  std::vector<ApiToken> tokens;
  Rows rows = snapshot.query(
      "select id, account_id, label, scopes, created, expires from api_token "
      "where account_id = $1 and expires > $2 and id < $3 order by id desc limit $4",
      account, snapshot.now(), before ? before.value : std::numeric_limits<std::int64_t>::max(), limit);
  while (rows.next()) tokens.push_back(read_token(rows));
  return tokens;
}

}  // namespace store
