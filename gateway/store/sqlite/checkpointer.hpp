// Writes what is in the write-ahead log back into the database file, on a thread of its own, so that no commit waits
// for it (a checkpoint of 1,000 pages takes some milliseconds, every hundred texts). While it works the log grows, so
// the little that came meanwhile is for the writer: with that the log is written back whole and begins anew.
// Threads: `note` on the writer's.
#pragma once

#include "gateway/store/sqlite/connection.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

namespace store::sqlite {

class Checkpointer {
 public:
  explicit Checkpointer(std::filesystem::path const& database);
  ~Checkpointer();
  Checkpointer(Checkpointer const&) = delete;
  Checkpointer& operator=(Checkpointer const&) = delete;

  // After each commit: so many pages are in the log. True: the writer shall write back what is left, now.
  [[nodiscard]] bool note(int pages);

 private:
  enum class Stage { idle, wanted, done };  // done: all but what came meanwhile
  void run();

  SqliteConnection connection_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  Stage stage_ = Stage::idle;
  bool is_stopping_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace store::sqlite
