// Reads on the loop's own thread, for a few rows by key: to wake a reader's thread and to be woken by it costs more
// than the rows do. Peeks of one round of the loop share a view unless something was committed meanwhile, so that pages
// are read once for all of them. Threads: the loop's alone.
#pragma once

#include "gateway/store/engine.hpp"
#include "gateway/store/transaction.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace store {

class NearView {
 public:
  using Unit = std::move_only_function<std::optional<base::Error>(Snapshot&)>;

  NearView(std::unique_ptr<Connection> connection, Sealer& sealer, boost::asio::any_io_executor loop);

  // `commits`: how many there were by now. A view from before the newest is not used again.
  [[nodiscard]] std::optional<base::Error> peek(Unit& unit, Instant now, std::uint64_t commits);

 private:
  struct View {
    std::unique_ptr<Connection> connection;
    bool is_open = false;
    std::uint64_t commits = 0;  // at its opening
  };

  std::shared_ptr<View> view_;  // shared with the call that ends it at the end of the round
  Sealer& sealer_;
  boost::asio::any_io_executor loop_;
};

}  // namespace store
