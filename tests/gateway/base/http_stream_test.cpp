// Answers that come by and by: sent as they come, bounded by the reader's pace, ended with the server.
#include "gateway/base/http_stream.hpp"

#include "tests/gateway/base/http_house.hpp"

using namespace base_test;

namespace {

// Gives what the test puts in, piece by piece.
class Pieces final : public base::HttpStream {
 public:
  Pieces(boost::asio::any_io_executor const& loop, base::Clock& clock) : wakeup(loop, clock) {}
  base::Task<std::string> next() override {
    while (pieces.empty() && !is_over) {
      base::Task<void> waiting = wakeup.wait();
      co_await std::move(waiting);
    }
    if (pieces.empty()) co_return std::string();
    std::string piece = std::move(pieces.front());
    pieces.erase(pieces.begin());
    co_return piece;
  }
  void end() override {
    give("bye");
    is_over = true;
  }
  void give(std::string piece) {
    pieces.push_back(std::move(piece));
    wakeup.notify();
  }
  std::vector<std::string> pieces;
  bool is_over = false;
  base::Wakeup wakeup;
};

}  // namespace

TEST_CASE(
    "a stream is sent piece by piece, outlives the request's time, and ends with a last word when the server stops") {
  House house;
  auto const pieces = std::make_shared<Pieces>(house.loop.executor(), house.clock);
  house.stream = pieces;
  Wire wire = house.connect();
  wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  auto const await_text = [&](std::string_view text) {
    house.loop.until([&] {
      wire.pump();
      return wire.received().contains(text);
    });
  };
  await_text("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  CHECK_FALSE(wire.received().contains("Content-Length"));
  pieces->give("one");
  await_text("3\r\none\r\n");
  house.clock.advance(std::chrono::hours(1));
  house.settle_after(1);
  pieces->give("two and more");
  await_text("c\r\ntwo and more\r\n");
  house.stop();
  wire.pump();
  await_text("3\r\nbye\r\n0\r\n\r\n");
}

TEST_CASE("a stream's reader who takes nothing is dropped after the time for writing") {
  House house;
  auto const pieces = std::make_shared<Pieces>(house.loop.executor(), house.clock);
  house.stream = pieces;
  Wire wire = house.connect();
  wire.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  house.settle_after(1);
  pieces->give(std::string(std::size_t{64} * 1024 * 1024, 'x'));
  house.settle_after(1);
  house.clock.advance(21s);
  house.settle_after(0);
  CHECK(house.refusals(base::HttpRefusal::write_too_slow) == 1);
  CHECK(pieces.use_count() == 2);  // the test's own two: the server let go of it
}

TEST_CASE("a stream whose peer has gone ends with its next piece, and one for HTTP/1.0 is not cut into chunks") {
  House house;
  auto const pieces = std::make_shared<Pieces>(house.loop.executor(), house.clock);
  house.stream = pieces;
  {
    Wire wire = house.connect();
    wire.send("GET /stream HTTP/1.0\r\n\r\n");
    pieces->give("plain");
    house.loop.until([&] {
      wire.pump();
      return wire.received().ends_with("\r\n\r\nplain");
    });
    CHECK_FALSE(wire.received().contains("chunked"));
  }
  for (int i = 0; i < 3; ++i) {
    pieces->give("more");
    house.settle_after(house.server.connections());
  }
  house.settle_after(0);
}
