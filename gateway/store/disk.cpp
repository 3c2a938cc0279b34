#include "gateway/store/disk.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace store {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

bool flush_folder_of(std::filesystem::path const& file) {
  std::filesystem::path const folder = file.has_parent_path() ? file.parent_path() : ".";
  Descriptor const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return opened.is_open() && ::fsync(opened.number()) == 0;
}

}  // namespace store
