#include "gateway/store/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace store {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

void give_to_owner_of_folder(Descriptor const& file, std::filesystem::path const& path) {
  if (::geteuid() != 0) return;
  std::filesystem::path const folder = path.has_parent_path() ? path.parent_path() : ".";
  struct stat owner{};
  if (::stat(folder.c_str(), &owner) != 0) return;
  // Where it fails the file stays root's, and the service says what it cannot open.
  [[maybe_unused]] int const given = ::fchown(file.number(), owner.st_uid, owner.st_gid);
}

bool flush_folder_of(std::filesystem::path const& file) {
  std::filesystem::path const folder = file.has_parent_path() ? file.parent_path() : ".";
  Descriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && ::fsync(opened.number()) == 0;
}

}  // namespace store
