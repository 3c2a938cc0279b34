#include "gateway/store/disk.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace store {

bool flush_folder_of(std::filesystem::path const& file) {
  std::filesystem::path const folder = file.has_parent_path() ? file.parent_path() : ".";
  int const descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  bool const is_flushed = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return is_flushed;
}

}  // namespace store
