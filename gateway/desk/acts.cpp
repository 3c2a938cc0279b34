#include "gateway/desk/acts.hpp"

#include "gateway/desk/credentials.hpp"

namespace desk {

store::ActKey Acts::begin(Actor const& actor, std::string key, std::string_view asked) {
  return {.account = actor.account,
          .key = std::move(key),
          .request = store_.next_id<store::MessageId>().value,
          .asked = hash_secret(asked)};
}

base::Result<std::optional<store::ActKey>> Acts::find(store::ActKey const& act) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<std::optional<store::ActKey>> {
    return store::find_act(snapshot, act.account, act.key);
  };
  return store_.peek(look);
}

base::Task<void> Acts::keep(store::ActKey act, int status, std::string body) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<void> {
    store::keep_answer(tx, act.account, act.key, status, body);
    return {};
  };
  base::Result<void> const kept = co_await store_.write(unit);
  (void)kept;
}

}  // namespace desk
