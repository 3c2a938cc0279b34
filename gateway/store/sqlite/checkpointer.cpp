#include "gateway/store/sqlite/checkpointer.hpp"

namespace store::sqlite {
namespace {

// 4 MB. More would make it rarer and each one longer, and a start after a crash reads the log again.
constexpr int pages_wanted = 1000;

}  // namespace

Checkpointer::Checkpointer(std::filesystem::path const& database) : connection_(database, Access::write) {
  // The reading opens every file that it will need: later there may be no descriptor left.
  connection_.run("pragma synchronous = full; pragma wal_autocheckpoint = 0; select name from meta limit 1;");
  thread_ = std::thread([this] { run(); });
}

Checkpointer::~Checkpointer() {
  {
    std::scoped_lock const lock(mutex_);
    is_stopping_ = true;
  }
  has_work_.notify_one();
  thread_.join();
}

bool Checkpointer::note(int pages) {
  if (pages < pages_wanted) return false;
  std::scoped_lock const lock(mutex_);
  bool const is_done = stage_ == Stage::done;
  if (stage_ == Stage::idle) {
    stage_ = Stage::wanted;
    has_work_.notify_one();
  }
  if (is_done) stage_ = Stage::idle;
  return is_done;
}

void Checkpointer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    has_work_.wait(lock, [this] { return stage_ == Stage::wanted || is_stopping_; });
    if (is_stopping_) return;
    lock.unlock();
    connection_.checkpoint();
    lock.lock();
    stage_ = Stage::done;
  }
}

}  // namespace store::sqlite
