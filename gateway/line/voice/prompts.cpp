#include "gateway/line/voice/prompts.hpp"

#include "providers/crypto.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace line {

namespace {

// Words a minute: slower than espeak-ng's own 175, for a bad line and a frightened listener.
constexpr char const* words_a_minute = "140";

// What the disk must have free besides: a full one would cut a line short (espeak-ng says nothing of that), and the
// store lies on the same disk.
constexpr std::uintmax_t room_kept = std::uintmax_t{32} * 1024 * 1024;

bool has_room(std::filesystem::path const& folder) {
  std::error_code failed;
  std::filesystem::space_info const space = std::filesystem::space(folder, failed);
  return !failed && space.available >= room_kept;
}

std::string name_of(std::string_view language, std::string_view text) {
  std::string const key = std::string(language) + '\n' + std::string(text);
  return providers::hex(providers::sha256(key)).substr(0, 32) + ".wav";
}

// Runs a program without a shell, its output to nowhere. True if it ended with 0.
bool run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  int const failed = posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return false;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

Prompts::Prompts(std::filesystem::path folder, std::string base_url, base::Log& log)
    : folder_(std::move(folder)), base_url_(std::move(base_url)), log_(log) {}

Prompts::~Prompts() = default;

void Prompts::record(std::vector<SpokenLine> lines) {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);
  renderer_ = std::jthread([this, lines = std::move(lines)](std::stop_token const& stop) { render(stop, lines); });
}

void Prompts::render(std::stop_token const& stop, std::vector<SpokenLine> const& lines) {
  for (SpokenLine const& line : lines) {
    if (stop.stop_requested()) return;
    std::string const name = name_of(line.language, line.text);
    if (!std::filesystem::exists(folder_ / name) && !render_one(line, name)) {
      char const* const mend = has_room(folder_) ? "install espeak-ng" : "free some space and start again";
      log_.warning("prompts_not_recorded", {{"mend", mend}, {"until_then", "the provider's voice speaks"}});
      return;
    }
    std::lock_guard const lock(mutex_);
    ready_.insert(name);
  }
}

bool Prompts::render_one(SpokenLine const& line, std::string const& name) const {
  if (!has_room(folder_)) return false;
  std::filesystem::path const unfinished = folder_ / (name + ".part");
  // The text stands behind `--`, so that no line of copy is ever taken for an option.
  bool const spoken =
      run({"espeak-ng", "-v", line.language, "-s", words_a_minute, "-w", unfinished.string(), "--", line.text});
  std::error_code failed;
  bool const is_whole = spoken && has_room(folder_);
  if (is_whole) std::filesystem::rename(unfinished, folder_ / name, failed);
  if (!is_whole) std::filesystem::remove(unfinished, failed);
  return is_whole && !failed;
}

std::string Prompts::url(std::string_view language, std::string_view text) const {
  std::string const name = name_of(language, text);
  std::lock_guard const lock(mutex_);
  return ready_.contains(name) ? base_url_ + "/" + name : std::string();
}

std::optional<std::filesystem::path> Prompts::file(std::string_view name) const {
  std::lock_guard const lock(mutex_);
  auto const found = ready_.find(name);
  if (found == ready_.end()) return std::nullopt;
  return folder_ / *found;
}

}  // namespace line
