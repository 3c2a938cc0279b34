#include "gateway/store/writer.hpp"

#include <typeinfo>

namespace store {
namespace {

using base::Code;
using base::Error;

Error overloaded() { return {Code::busy, "Too much at once: try again in a moment.", "write queue full"}; }
Error closed() { return {Code::busy, "The gateway is stopping: try again in a moment.", "store closed"}; }

// What an exception of a unit may say could name a person, so only its type is kept.
Error unexpected(std::exception const& exception) {
  return {Code::internal, "Something went wrong on our side.", std::string("exception ") + typeid(exception).name()};
}

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
    probe();
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

// Empty: it is time to stop, or to see whether the disk is well again.
std::vector<WriteJob> Writer::wait_for_jobs() {
  std::unique_lock lock(mutex_);
  auto const has_work = [this] { return !jobs_.empty() || is_closing_; };
  if (health_.writable) {
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
  std::size_t kept = 0;
  std::optional<Error> lost;  // why none of them is in the store
  state_.changes = {};
  state_.new_keys.clear();
  try {
    parts_.connection.begin_write();
  } catch (Failure const& failure) {
    lost = failure.error();
  }
  for (std::size_t i = 0; i < jobs.size() && !lost; ++i) {
    outcomes[i] = run_unit(jobs[i]);
    kept += outcomes[i] ? 0 : 1;
    if (!parts_.connection.in_transaction()) lost = outcomes[i];
  }
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
  if (disk || kept > 0) note_health(disk);
  if (!lost && kept > 0 && state_.changes.any()) parts_.committed(state_.changes);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].done(std::move(outcomes[i]));
}

std::optional<Error> Writer::run_unit(WriteJob& job) {
  Changes const changes_before = state_.changes;
  std::size_t const keys_before = state_.new_keys.size();
  std::optional<Error> failed;
  try {
    parts_.connection.begin_unit();
    try {
      Transaction tx(parts_.connection, parts_.sealer, job.now, state_);
      failed = job.unit(tx);
    } catch (Failure const& failure) {
      failed = failure.error();
    } catch (std::exception const& exception) {
      failed = unexpected(exception);
    }
    if (!failed) {
      parts_.connection.keep_unit();
      return std::nullopt;
    }
    if (parts_.connection.in_transaction()) parts_.connection.drop_unit();
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

void Writer::note_health(std::optional<Error> const& failure) {
  std::scoped_lock const lock(mutex_);
  health_ = failure ? Health{.writable = false, .why = failure->message} : Health{};
}

}  // namespace store
