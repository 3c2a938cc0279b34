#include "gateway/store/near_view.hpp"

#include "gateway/store/readers.hpp"

#include <boost/asio/post.hpp>

namespace store {

NearView::NearView(std::unique_ptr<Connection> connection, Sealer& sealer, boost::asio::any_io_executor loop)
    : view_(std::make_shared<View>()), sealer_(sealer), loop_(std::move(loop)) {
  view_->connection = std::move(connection);
}

std::optional<base::Error> NearView::peek(Unit& unit, Instant now, std::uint64_t commits) {
  View& view = *view_;
  if (view.is_open && view.commits != commits) {
    view.connection->roll_back();
    view.is_open = false;
  }
  return guarded([&] {
    if (!view.is_open) {
      view.connection->begin_read();
      view.is_open = true;
      view.commits = commits;
      // A view that stays open would keep the log from being written back.
      boost::asio::post(loop_, [kept = std::weak_ptr<View>(view_)] {
        std::shared_ptr<View> const still = kept.lock();
        if (!still || !still->is_open) return;
        still->connection->roll_back();
        still->is_open = false;
      });
    }
    Snapshot snapshot(*view.connection, sealer_, now);
    return unit(snapshot);
  });
}

}  // namespace store
