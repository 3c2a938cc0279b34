// The accounts of those who work here: invited, looked at, disabled, given a new invitation; their sessions and tokens.
// Every look and act is in the journal. Whether somebody may is asked before, by the right that the route names.
// Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/desk/looks.hpp"
#include "gateway/store/api_token.hpp"
#include "gateway/store/session.hpp"
#include "gateway/store/store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

inline constexpr base::Milliseconds invitation_time = std::chrono::hours(72);
inline constexpr base::Milliseconds token_time = std::chrono::days(365);
inline constexpr int people_a_page_max = 200;

// An account and what was made for it, shown once.
struct Invited {
  store::Account account;
  std::string invitation;  // kept nowhere
};

struct NewToken {
  store::ApiToken token;
  std::string secret;  // kept nowhere
};

class People {
 public:
  // Which codes the directory knows.
  struct Codes {
    std::function<bool(std::string_view)> is_queue;
    std::function<bool(std::string_view)> is_organisation;
  };
  People(store::Store& store, base::Random& random, Codes codes)
      : store_(store), random_(random), codes_(std::move(codes)), looks_(store) {}

  // Name, organisation, roles, queues, languages, e-mail and telephone are taken from `wanted`.
  [[nodiscard]] base::Task<base::Result<Invited>> add(Actor actor, store::Account wanted);
  // By name, behind `after`. Lists are shown also while nothing can be written.
  [[nodiscard]] base::Task<base::Result<std::vector<store::Account>>> list(Actor actor, std::string after, int limit);
  [[nodiscard]] base::Task<base::Result<store::Account>> show(Actor actor, std::string name);
  // Ends what she has open, at once.
  [[nodiscard]] base::Task<base::Result<store::Account>> disable(Actor actor, std::string name);
  // A new invitation: password, second factor, sessions and tokens of before are no longer good.
  [[nodiscard]] base::Task<base::Result<Invited>> reset(Actor actor, std::string name);

  // The newest first, before `before` (none: from the newest); tokens likewise.
  [[nodiscard]] base::Task<base::Result<std::vector<store::Session>>> sessions(Actor actor, std::string name,
                                                                               store::SessionId before, int limit);
  [[nodiscard]] base::Task<base::Result<void>> end_session(Actor actor, std::string name, store::SessionId id);

  // For the actor's own account.
  [[nodiscard]] base::Task<base::Result<NewToken>> add_token(Actor actor, std::string label,
                                                             std::vector<std::string> scopes);
  [[nodiscard]] base::Task<base::Result<std::vector<store::ApiToken>>> tokens(Actor actor, store::ApiTokenId before,
                                                                              int limit);
  [[nodiscard]] base::Task<base::Result<void>> end_token(Actor actor, store::ApiTokenId id);

 private:
  [[nodiscard]] base::Result<void> check(store::Account const& wanted) const;

  store::Store& store_;
  base::Random& random_;
  Codes codes_;
  Looks looks_;
};

}  // namespace desk
