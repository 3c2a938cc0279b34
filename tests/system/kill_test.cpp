// Promise 1, tried: the server is killed under load, again and again; what it acknowledged is there once, every
// conversation stands where its inputs put it, and every reply reached the sink unless her next text overtook it, none
// twice but those marked as repeated.
#include "tests/support/catch.hpp"
#include "tests/system/serving.hpp"
#include "tests/system/stored.hpp"

#include <cstdlib>

namespace {

using namespace support;

constexpr int writers = 4;
// A kill comes after so many further acknowledgements: a point in the work, not in time.
constexpr int acknowledged_between_kills = 12;

int kills_wanted() {
  char const* const said = std::getenv("SAATHI_KILLS");
  return said == nullptr ? 20 : std::atoi(said);
}

// Sends texts one after the other until told to stop; what was not acknowledged is sent again under the same id, as a
// provider does.
class Writer {
 public:
  Writer(int number, int port, std::atomic<int>& acknowledged)
      : number_(number), port_(port), acknowledged_(acknowledged) {
    thread_ = std::jthread([this](std::stop_token const& stop) { write(stop); });
  }
  // Ends when the text in hand is acknowledged.
  std::vector<std::string> finish() {
    thread_.request_stop();
    thread_.join();
    return ids_;
  }

 private:
  void write(std::stop_token const& stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
      std::string const id = "w" + std::to_string(number_) + "-" + std::to_string(i);
      // Each person writes twice, so that conversations stand in the middle when the kill comes.
      std::string const from = "+97455" + std::to_string(500000 + number_ * 100000 + i / 2);
      std::string const text = i % 2 == 0 ? "talab payena" : "1";
      std::string const body =
          R"({"id":")" + id + R"(","from":")" + from + R"(","to":"4040","text":")" + text + R"("})";
      if (!eventually([&] { return http(port_, "POST", "/hooks/lo/message", body).status == 200; })) return;
      ids_.push_back(id);
      acknowledged_.fetch_add(1);
    }
  }

  int number_;
  int port_;
  std::atomic<int>& acknowledged_;
  std::vector<std::string> ids_;
  std::jthread thread_;
};

}  // namespace

TEST_CASE("No acknowledged text is lost and no reply is silently sent twice, however often the server is killed") {
  ThreadedSink sink;
  Serving serving(local_channel(sink.port()));
  serving.start();
  std::atomic<int> acknowledged = 0;
  std::vector<std::unique_ptr<Writer>> all;
  for (int i = 0; i < writers; ++i) all.push_back(std::make_unique<Writer>(i, serving.port(), acknowledged));

  int const kills = kills_wanted();
  for (int kill = 0; kill < kills; ++kill) {
    int const wanted = acknowledged + acknowledged_between_kills;
    REQUIRE(eventually([&] { return acknowledged >= wanted; }));
    serving.kill();
    serving.start();
  }
  std::vector<std::string> ids;
  for (auto const& writer : all) {
    std::vector<std::string> const theirs = writer->finish();
    ids.insert(ids.end(), theirs.begin(), theirs.end());
  }
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);

  Stored const stored = look(serving, ids);
  CHECK(stored.inbound.size() == ids.size());
  CHECK(stored.unanswered == 0);
  CHECK(stored.unfinished == 0);
  std::map<std::string, int> const arrivals = sink.arrivals();
  int overtaken = 0;
  for (auto const& [reply, row] : stored.replies) {
    CAPTURE(reply);
    bool const is_overtaken = row.asks && row.state == store::OutboundState::withdrawn;
    if (is_overtaken) ++overtaken;
    CHECK((is_overtaken || arrivals.contains(reply)));
  }
  int repeats = 0;
  for (auto const& [id, count] : arrivals) {
    CAPTURE(id);
    CHECK((count == 1 || stored.repeated.contains(id)));
    if (count > 1) ++repeats;
  }
  // At most one a kill and connection that was sending.
  CHECK(repeats <= kills * 16);
  WARN(ids.size() << " texts acknowledged, " << arrivals.size() << " replies, " << overtaken << " overtaken, " << kills
                  << " kills, " << repeats << " repeats, all marked");
}
