#include "tests/system/stored.hpp"

#include "gateway/base/system_clock.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/secret.hpp"
#include "gateway/store/store.hpp"

#include <boost/asio/io_context.hpp>

#include <stdexcept>

namespace support {

namespace {

void add(Stored& stored, store::Outbound reply) {
  std::string const id = store::text(reply.id);
  if (reply.repeated) stored.repeated.insert(id);
  if (!store::is_finished(reply.state) && reply.state != store::OutboundState::sent) ++stored.unfinished;
  stored.replies.emplace(id, std::move(reply));
}

}  // namespace

Stored look(Serving const& serving, std::vector<std::string> const& ids, std::string const& channel) {
  auto const key = store::load_key_file(serving.folder() / "master.key");
  if (!key) throw std::runtime_error(key.error().message);
  boost::asio::io_context loop;
  base::SystemClock const clock(loop.get_executor());
  auto opened = store::open_store("sqlite:" + serving.database().string(), *key, loop.get_executor(), clock);
  if (!opened) throw std::runtime_error(opened.error().message);
  Stored stored;
  auto const read = [&](store::Snapshot& snapshot) -> base::Result<bool> {
    for (std::string const& id : ids) {
      std::optional<store::MessageId> const message = store::seen(snapshot, channel, id);
      if (!message) continue;
      stored.inbound.insert(id);
      std::vector<store::Outbound> replies = store::outbound_for(snapshot, *message);
      if (replies.empty()) ++stored.unanswered;
      if (!replies.empty()) stored.first_reply[id] = store::text(replies.front().id);
      for (store::Outbound& reply : replies) add(stored, std::move(reply));
    }
    return true;
  };
  base::Result<bool> const done = (*opened)->read_now(read);
  if (!done) throw std::runtime_error(done.error().message);
  (*opened)->close();
  return stored;
}

}  // namespace support
