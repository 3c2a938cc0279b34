#include "gateway/store/sqlite/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace store::sqlite {

base::Result<LockFile> LockFile::take(std::filesystem::path const& database) {
  std::string const path = database.string() + ".lock";
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open()) {
    return base::error(base::Code::environment,
                       "The store's lock file " + path + " cannot be opened: " + std::strerror(errno) + ".");
  }
  give_to_owner_of_folder(file, path);
  LockFile lock(std::move(file));
  if (::flock(lock.file_.number(), LOCK_EX | LOCK_NB) != 0) {
    return base::error(base::Code::environment, "Another process holds the store " + database.string() +
                                                    ": stop it first, or use the gateway that runs.");
  }
  return lock;
}

}  // namespace store::sqlite
