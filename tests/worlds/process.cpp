#include "tests/worlds/process.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/line/channels.hpp"
#include "gateway/store/secret.hpp"
#include "tests/worlds/wire.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <stdexcept>

namespace worlds {

namespace {

namespace fs = std::filesystem;

// The disk of a world is memory where there is some: nothing of it has to outlast the machine.
fs::path disk() {
  fs::path const memory = "/dev/shm";
  std::error_code failed;
  return fs::is_directory(memory, failed) ? memory : fs::temp_directory_path();
}

base::Config config_in(fs::path const& folder) {
  std::string const text =
      "[server]\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://help.example.org\"\n[metrics]\nlisten = "
      "\"127.0.0.1:0\"\n[store]\nurl = \"sqlite:saathi.db\"\n[keys]\nfile = \"master.key\"\n" +
      channels();
  base::ConfigReading reading =
      base::parse_config(text, folder / "saathi.toml", line::provider_keys(), base::os_environment());
  for (base::Finding const& finding : reading.findings) {
    if (finding.severity == base::Severity::error) throw std::runtime_error(base::to_line(finding));
  }
  return std::move(reading.config);
}

constexpr std::array<std::string_view, 3> files{"saathi.db", "saathi.db-wal", "saathi.db-shm"};

}  // namespace

Process::Process(Parts parts)
    : parts_(std::move(parts)),
      folder_(disk()),
      random_(parts_.seed),
      log_(base::Level::error, [this](auto, auto line) {
        // Storage fails while the disk is full; a task that fails is a bug at any time.
        if (line.contains("task_failed") || line.contains("round_failed")) log_errors_.emplace_back(line);
      }) {
  if (auto const made = store::make_key_file(folder_.path() / "master.key"); !made)
    throw std::runtime_error(made.error().message);
  for (char const* const picture : {"instant", "former"}) fs::create_directory(folder_.path() / picture);
  open();
}

Process::~Process() { end(); }

void Process::end() {
  die();
  bury();
}

void Process::open() {
  ++life_;
  is_dead_ = false;
  is_stopping_ = false;
  parts_.network.join();
  gateway::Plan plan{.config = config_in(folder_.path()),
                     .content = support::shipped_content(),
                     .speaks_prompts = false,
                     .listens = false,
                     .store = {}};
  plan.store.random = &random_;
  plan.store.run_later = [this](std::function<void()> piece) {
    base::Milliseconds const wait(parts_.dice.in_hundred(20) ? parts_.dice.between(1, 30) : 0);
    pieces_.push_back({parts_.clock.now() + wait, std::move(piece)});
  };
  plan.store.before_commit = [this]() -> std::optional<base::Error> {
    reach(Kill::before_commit);
    // What a dead process still writes nobody will see: the picture of the disk has been taken.
    if (is_dead_) return std::nullopt;
    if (is_disk_full_) return base::Error{base::Code::storage, "The disk is full.", {}};
    if (parts_.fault == Fault::commit_skipped) copy_files(folder_.path(), folder_.path() / "former");
    return std::nullopt;
  };
  auto opened =
      gateway::Gateway::open(std::move(plan), {parts_.loop.executor(), parts_.clock, random_, log_, &parts_.network});
  if (!opened) throw std::runtime_error(opened.error().message);
  gateway_ = std::move(*opened);
  if (parts_.fault == Fault::commit_skipped) copy_files(folder_.path(), folder_.path() / "former");
  gateway_->start();
  parts_.trace.add("the gateway is up");
}

void Process::bring(base::HttpRequest request, std::function<void(int)> answered) {
  if (!is_up()) {
    answered(0);
    return;
  }
  ++under_way_;
  auto const done = [this, life = life_, answered = std::move(answered)](std::exception_ptr const& thrown,
                                                                         base::HttpResponse const& response) {
    --under_way_;
    bool const is_heard = !is_dead_ && life == life_;
    answered(!is_heard ? 0 : thrown ? 500 : response.status);
  };
  boost::asio::co_spawn(parts_.loop.context(), gateway_->handle(std::move(request)), done);
}

void Process::act(base::Task<bool> task, std::function<void(bool)> done) {
  ++under_way_;
  auto const ended = [this, done = std::move(done)](std::exception_ptr const& thrown, bool works) {
    --under_way_;
    if (thrown) std::rethrow_exception(thrown);
    if (!is_dead_) done(works);
  };
  boost::asio::co_spawn(parts_.loop.context(), std::move(task), ended);
}

void Process::settle() {
  for (;;) {
    parts_.loop.settle();
    std::function<void()> const piece = take_piece();
    if (!piece) break;
    std::uint64_t const commits = gateway_ ? gateway_->store().counts().commits : 0;
    piece();
    // Nobody has heard of the commit yet.
    if (gateway_ == nullptr || gateway_->store().counts().commits == commits) continue;
    if (!is_dead_) on_commit();
    reach(Kill::after_commit);
  }
  if (!has_stopped_) return;
  gateway_.reset();
  has_stopped_ = false;
  is_stopping_ = false;
}

std::function<void()> Process::take_piece() {
  bool const is_ending = is_dead_ || is_stopping_;
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (is_ending || pieces_[i].ready <= parts_.clock.now()) ready.push_back(i);
  }
  if (ready.empty()) return {};
  auto const place = pieces_.begin() + static_cast<std::ptrdiff_t>(parts_.dice.pick(ready));
  std::function<void()> work = std::move(place->work);
  pieces_.erase(place);
  return work;
}

std::optional<base::Instant> Process::next() const {
  auto const first = std::ranges::min_element(pieces_, {}, &Piece::ready);
  return first == pieces_.end() ? std::nullopt : std::optional(first->ready);
}

void Process::arm(Kill kill, int times) { kill_ = Armed{kill, times}; }

void Process::reach(Kill point) {
  if (!kill_ || kill_->kill != point || --kill_->times > 0) return;
  constexpr std::array<std::string_view, 4> words{"before a commit", "after a commit", "while sending",
                                                  "when the provider has it"};
  parts_.trace.add("killed " + std::string(words.at(std::to_underlying(point))));
  die();
}

void Process::die() {
  kill_.reset();
  if (is_dead_ || !gateway_) return;
  is_dead_ = true;
  copy_files(folder_.path(), folder_.path() / "instant");
  parts_.network.cut();
}

void Process::bury() {
  if (!is_dead_) return;
  settle();
  if (gateway_ && !is_stopping_) stop();
  settle();
  // Who slept until the disk would have room again.
  for (int i = 0; is_stopping_ && parts_.clock.next() && i < 100; ++i) {
    parts_.clock.advance_to(*parts_.clock.next());
    settle();
  }
  base::ensure(!is_stopping_ && under_way_ == 0, "a dead process has nothing to wait for");
  std::string_view const picture = parts_.fault == Fault::commit_skipped ? "former" : "instant";
  copy_files(folder_.path() / picture, folder_.path());
  is_dead_ = false;
}

void Process::stop() {
  is_stopping_ = true;
  // The server's own order: what came in is answered first.
  settle();
  parts_.trace.add(is_dead_ ? "the gateway is gone" : "the gateway stops");
  auto const stopped = [this](std::exception_ptr const& thrown) {
    if (thrown) std::rethrow_exception(thrown);
    has_stopped_ = true;
  };
  boost::asio::co_spawn(parts_.loop.context(), gateway_->stop(), stopped);
}

void Process::copy_files(fs::path const& from, fs::path const& to) const {
  for (std::string_view const name : files) fs::remove(to / name);
  for (std::string_view const name : files) {
    // The index of the log is made anew; a picture of it would be one of another moment.
    if (!name.ends_with("shm") && fs::exists(from / name)) fs::copy_file(from / name, to / name);
  }
}

}  // namespace worlds
