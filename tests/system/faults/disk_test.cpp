// The disk runs full under the running program: what was acknowledged stays, the rest is refused so that the provider
// comes again, and service comes back by itself.
#include "gateway/line/voice/prompts.hpp"
#include "tests/support/catch.hpp"
#include "tests/system/faults/disks.hpp"
#include "tests/system/stored.hpp"

#include <atomic>

namespace {

using namespace support;

// Far more than what the free pages of a full disk can take.
constexpr int texts_max = 2000;

}  // namespace

TEST_CASE("Disk full: refuse with 503 so that the provider retries, and with room again each text is stored once") {
  Folder const folder;
  SmallDisk disk(folder.path());
  if (!disk.is_mounted()) WARN("no disk could be mounted here: the program's files may grow no further instead");
  ThreadedSink sink;
  Serving serving({.channels = local_channel(sink.port()), .store = disk.path()});
  serving.start();
  std::vector<std::string> acknowledged;
  int next = 0;
  auto const send = [&] {
    std::string const id = "t" + std::to_string(next);
    Answer answer = serving.text(id, person(next), "talab payena");
    if (answer.status == 200) acknowledged.push_back(id);
    if (answer.status == 200) ++next;
    return answer;
  };
  while (next < 20) REQUIRE(send().status == 200);

  disk.fill(serving.pid());
  Answer refused;
  do refused = send();
  while (refused.status == 200 && next < texts_max);
  REQUIRE(refused.status == 503);
  CHECK(refused.head.contains("Retry-After: "));
  Answer const ready = http(serving.port(), "GET", "/readyz");
  CHECK(ready.status == 503);
  CHECK(ready.body.contains(disk.is_mounted() ? "The disk is full" : "The disk takes nothing more"));
  CHECK(http(serving.port(), "GET", "/healthz").status == 200);
  CHECK(send().status == 503);

  disk.free(serving.pid());
  CHECK(eventually([&] { return http(serving.port(), "GET", "/readyz").status == 200; }));
  CHECK(send().status == 200);
  CHECK(serving.text(acknowledged.back(), person(next - 1), "talab payena").status == 200);
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, acknowledged);
  CHECK(stored.inbound.size() == acknowledged.size());
  CHECK(stored.replies.size() == acknowledged.size());
  CHECK(stored.unfinished == 0);
  // What a provider answered while nothing could be written was not forgotten.
  CHECK(stored.repeated.empty());
  for (auto const& [id, count] : sink.arrivals()) CHECK(count == 1);
}

TEST_CASE("Killed while the disk is full, it loses nothing that it acknowledged") {
  Folder const folder;
  SmallDisk disk(folder.path());
  ThreadedSink sink;
  Serving serving({.channels = local_channel(sink.port()), .store = disk.path()});
  serving.start();
  std::vector<std::string> acknowledged;
  disk.fill(serving.pid());
  for (int i = 0; i < texts_max; ++i) {
    std::string const id = "t" + std::to_string(i);
    if (serving.text(id, person(i), "talab payena").status != 200) break;
    acknowledged.push_back(id);
  }
  serving.kill();
  if (disk.is_mounted()) disk.free(0);
  serving.start();
  REQUIRE(serving.has_sent_all());
  REQUIRE(serving.stop() == 0);
  Stored const stored = look(serving, acknowledged);
  CHECK(stored.inbound.size() == acknowledged.size());
  CHECK(stored.unanswered == 0);
}

TEST_CASE("A start on a full disk ends with 3 and says what to do") {
  Folder const folder;
  SmallDisk disk(folder.path());
  std::vector<std::string> const full = disk.full();
  Serving serving({.channels = local_channel(1), .store = disk.path(), .within = full});
  Ended const ended = serving.run({"serve"});
  CHECK(ended.exit == 3);
  CHECK(ended.output.contains("The disk is full: free some space"));
}

TEST_CASE("Spoken lines are never cut short by a full disk, and leave the store its room") {
  Folder const folder;
  SmallDisk const disk(folder.path());
  if (!disk.is_mounted()) {
    WARN("no disk could be mounted here, so this cannot be tried");
    return;
  }
  std::atomic<bool> is_told = false;
  base::Log log(base::Level::info, [&](base::Level, std::string_view line) {
    if (line.contains("prompts_not_recorded") && line.contains("free some space")) is_told = true;
  });
  line::Prompts prompts(disk.path() / "prompts", "http://127.0.0.1", log);
  prompts.record({{"ne", "नमस्ते"}});
  CHECK(eventually([&] { return is_told.load(); }));
  CHECK(prompts.url("ne", "नमस्ते").empty());
  CHECK(std::filesystem::is_empty(disk.path() / "prompts"));
}
