// A session: a browser in which somebody has signed in. Its secret is kept as a hash. `half`: the password was right,
// and the second factor is awaited.
#pragma once

#include "gateway/store/transaction.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace store {

enum class Stage : std::uint8_t { half, whole };
inline constexpr std::array<std::string_view, 2> stage_words{"half", "whole"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Stage) { return stage_words; }

struct Session {
  SessionId id{};
  AccountId account{};
  Stage stage = Stage::half;
  Instant created{};
  Instant last_seen{};
  Instant expires{};    // whatever happens
  std::string agent{};  // what the browser calls itself, so that its owner knows it again
};

// `id`, `created` and `last_seen` are filled in.
[[nodiscard]] Session add_session(Transaction& tx, Session session, std::string_view hash);
void note_seen(Transaction& tx, SessionId id);
// True if there was one.
bool end_session(Transaction& tx, AccountId account, SessionId id);
std::int64_t end_sessions(Transaction& tx, AccountId account);  // how many
// Those past their time, of whomever.
void drop_expired_sessions(Transaction& tx);

// One that has not expired.
[[nodiscard]] std::optional<Session> find_session(Snapshot& snapshot, std::string_view hash);
// The newest first, before `before` (none: from the newest).
[[nodiscard]] std::vector<Session> sessions_of(Snapshot& snapshot, AccountId account, int limit, SessionId before = {});

}  // namespace store
