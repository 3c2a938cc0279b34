#include "gateway/store/keeping/working_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace store {
namespace {

std::unexpected<base::Error> fault(std::filesystem::path const& path, std::string_view what) {
  return base::error(base::Code::environment,
                     "The file " + path.string() + " " + std::string(what) + ": " + std::strerror(errno) + ".");
}

}  // namespace

base::Result<WorkingFile> WorkingFile::open(std::filesystem::path const& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return fault(path, "cannot be made");
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    return base::error(base::Code::environment,
                       "Another backup or restore works on " + path.string() + ": wait until it has ended.");
  }
  give_to_owner_of_folder(file, path);
  WorkingFile made(path, std::move(file));
  if (::ftruncate(made.file_.number(), 0) != 0) return fault(path, "cannot be emptied");
  return made;
}

WorkingFile::~WorkingFile() {
  if (file_.is_open() && !path_.empty()) ::unlink(path_.c_str());
}

base::Result<void> WorkingFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t const written = ::write(file_.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return fault(path_, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

base::Result<void> WorkingFile::read(std::string& piece) {
  ssize_t got = -1;
  do {
    got = ::read(file_.number(), piece.data(), piece.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) return fault(path_, "cannot be read");
  piece.resize(static_cast<std::size_t>(got));
  return {};
}

base::Result<void> WorkingFile::put_in_place(std::filesystem::path const& target) {
  if (::fsync(file_.number()) != 0) return fault(path_, "cannot be flushed");
  std::error_code unknown;
  if (std::filesystem::exists(target, unknown)) {
    return base::error(base::Code::environment,
                       "There is something at " + target.string() + ": it is never overwritten.");
  }
  if (::rename(path_.c_str(), target.c_str()) != 0) return fault(target, "cannot be put in place");
  path_.clear();
  if (!flush_folder_of(target)) return fault(target, "cannot be flushed");
  return {};
}

}  // namespace store
