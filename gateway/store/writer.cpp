#include "gateway/store/writer.hpp"

#include "gateway/store/readers.hpp"

#include <algorithm>

namespace store {
namespace {

using base::Code;
using base::Error;

Error overloaded() { return {Code::busy, "Too much at once: try again in a moment.", "write queue full"}; }
Error closed() { return {Code::busy, "The gateway is stopping: try again in a moment.", "store closed"}; }

}  // namespace

Writer::Writer(Parts parts)
    : parts_(std::move(parts)),
      state_{.next_id = parts_.next_id, .random = parts_.random},
      thread_(parts_.has_work ? std::thread() : std::thread([this] { run(); })) {}

std::optional<Error> Writer::add(WriteJob& job) {
  bool is_first = false;
  {
    std::scoped_lock const lock(mutex_);
    if (is_closing_) return closed();
    if (jobs_.size() >= write_queue_max) return overloaded();
    is_first = jobs_.empty();
    jobs_.push_back(std::move(job));
  }
  has_jobs_.notify_one();
  if (is_first && parts_.has_work) parts_.has_work();
  return std::nullopt;
}

void Writer::close() {
  {
    std::scoped_lock const lock(mutex_);
    is_closing_ = true;
  }
  has_jobs_.notify_one();
  if (thread_.joinable()) thread_.join();
  while (counts().waiting > 0) work();
}

Health Writer::health() const {
  std::scoped_lock const lock(mutex_);
  return health_;
}

Counts Writer::counts() const {
  std::scoped_lock const lock(mutex_);
  Counts counts = counts_;
  counts.waiting = jobs_.size();
  return counts;
}

void Writer::run() {
  while (true) {
    std::vector<WriteJob> jobs = wait_for_jobs();
    if (!jobs.empty()) {
      commit(jobs);
      continue;
    }
    {
      std::scoped_lock const lock(mutex_);
      if (is_closing_ && jobs_.empty()) return;
    }
    if (is_scrub_due_) {
      scrub();
    } else {
      probe();
    }
  }
}

void Writer::work() {
  std::vector<WriteJob> jobs;
  bool is_more = false;
  {
    std::scoped_lock const lock(mutex_);
    jobs = take_jobs();
    is_more = !jobs_.empty();
  }
  if (!jobs.empty()) commit(jobs);
  if (is_more) parts_.has_work();
}

// Empty: it is time to stop, to see whether the disk is well again, or to try once more to empty the log.
std::vector<WriteJob> Writer::wait_for_jobs() {
  std::unique_lock lock(mutex_);
  auto const has_work = [this] { return !jobs_.empty() || is_closing_; };
  if (health_.writable && !is_scrub_due_) {
    has_jobs_.wait(lock, has_work);
  } else {
    has_jobs_.wait_for(lock, probe_every, has_work);
  }
  return take_jobs();
}

// Under the lock.
std::vector<WriteJob> Writer::take_jobs() {
  std::vector<WriteJob> taken;
  while (!jobs_.empty() && taken.size() < units_per_commit_max) {
    taken.push_back(std::move(jobs_.front()));
    jobs_.pop_front();
  }
  return taken;
}

void Writer::commit(std::vector<WriteJob>& jobs) {
  std::vector<std::optional<Error>> outcomes(jobs.size());
  std::optional<Error> lost = run_all(jobs, Guard::none, outcomes);
  if (std::exchange(is_spoiled_, false)) {
    drop_commit();
    lost = run_all(jobs, Guard::savepoint, outcomes);
  }
  auto const kept = static_cast<std::size_t>(
      std::ranges::count_if(outcomes, [](std::optional<Error> const& outcome) { return !outcome; }));
  if (!lost && kept > 0) lost = end_commit();
  if (lost || kept == 0) drop_commit();

  std::optional<Error> disk = lost;
  for (std::optional<Error>& outcome : outcomes) {
    if (lost && !outcome) outcome = lost;
    if (!disk && kept == 0 && outcome && outcome->code == Code::storage) disk = outcome;
  }
  {
    std::scoped_lock const lock(mutex_);
    counts_.commits += !lost && kept > 0 ? 1 : 0;
    counts_.commits_failed += lost ? 1 : 0;
    counts_.units += lost ? 0 : kept;
    counts_.units_failed += lost ? jobs.size() : jobs.size() - kept;
  }
  if (!lost && kept > 0) ++commits_;
  if (!lost && kept > 0 && state_.changes.erased) is_scrub_due_ = true;
  if (is_scrub_due_) scrub();
  if (disk || kept > 0) note_health(disk);
  if (!lost && kept > 0 && state_.changes.any()) parts_.committed(state_.changes);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(outcomes[i]));
}

std::optional<Error> Writer::run_all(std::vector<WriteJob>& jobs, Guard guard,
                                     std::vector<std::optional<Error>>& outcomes) {
  state_.changes = {};
  state_.new_keys.clear();
  try {
    parts_.connection.begin_write();
  } catch (Failure const& failure) {
    return failure.error();
  }
  for (std::size_t i = 0; i < jobs.size() && !is_spoiled_; ++i) {
    outcomes[i] = run_unit(jobs[i], guard);
    if (!parts_.connection.in_transaction()) return outcomes[i];
  }
  return std::nullopt;
}

std::optional<Error> Writer::run_unit(WriteJob& job, Guard guard) {
  Changes const changes_before = state_.changes;
  std::size_t const keys_before = state_.new_keys.size();
  std::int64_t const rows_before = parts_.connection.changes();
  std::optional<Error> failed;
  try {
    if (guard == Guard::savepoint) parts_.connection.begin_unit();
    failed = call_unit(job);
    if (!failed) {
      if (guard == Guard::savepoint) parts_.connection.keep_unit();
      return std::nullopt;
    }
    if (guard == Guard::savepoint && parts_.connection.in_transaction()) parts_.connection.drop_unit();
    if (guard == Guard::none) is_spoiled_ = parts_.connection.changes() != rows_before;
  } catch (Failure const& failure) {
    // A savepoint that cannot be set or taken back: the whole commit is given up, because what it holds is not known.
    failed = failure.error();
    parts_.connection.roll_back();
  }
  state_.changes = changes_before;
  state_.journal_head.reset();
  for (std::size_t i = keys_before; i < state_.new_keys.size(); ++i) parts_.sealer.forget_key(state_.new_keys[i]);
  state_.new_keys.resize(keys_before);
  return failed;
}

std::optional<Error> Writer::call_unit(WriteJob& job) {
  return guarded([&] {
    Transaction tx(parts_.connection, parts_.sealer, job.now, state_);
    return job.unit(tx);
  });
}

std::optional<Error> Writer::end_commit() {
  if (parts_.before_commit) {
    if (std::optional<Error> refused = parts_.before_commit()) return refused;
  }
  try {
    parts_.connection.commit();
  } catch (Failure const& failure) {
    return failure.error();
  }
  return std::nullopt;
}

void Writer::drop_commit() {
  parts_.connection.roll_back();
  state_.changes = {};
  state_.journal_head.reset();
  for (Owner const owner : state_.new_keys) parts_.sealer.forget_key(owner);
  state_.new_keys.clear();
}

// Writes one row again, to find out whether anything can be written.
void Writer::probe() {
  std::vector<WriteJob> jobs(1);
  jobs.front().unit = [](Transaction& tx) -> std::optional<Error> {
    tx.execute("update meta set value = value where name = 'check'");
    return std::nullopt;
  };
  jobs.front().done = [](std::optional<Error> const&) {};
  commit(jobs);
}

// Readers end soon: where one is in the way, it is tried again.
void Writer::scrub() { is_scrub_due_ = !parts_.connection.scrub(); }

void Writer::note_health(std::optional<Error> const& failure) {
  std::scoped_lock const lock(mutex_);
  health_ = failure ? Health{.writable = false, .why = failure->message} : Health{};
}

}  // namespace store
