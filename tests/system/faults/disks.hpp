// Places for a store that fail in a defined way.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace support {

// A disk of a few megabytes that the test fills and frees: a file system in memory, mounted where this process and its
// children alone see it. Where the test may not mount, the program's files may grow no further instead, which it meets
// in the same places.
class SmallDisk {
 public:
  explicit SmallDisk(std::filesystem::path const& parent);
  SmallDisk(SmallDisk const&) = delete;
  SmallDisk& operator=(SmallDisk const&) = delete;
  ~SmallDisk();

  [[nodiscard]] std::filesystem::path const& path() const { return path_; }
  [[nodiscard]] bool is_mounted() const { return is_mounted_; }
  // To the last byte, for the program that runs as `pid`.
  void fill(pid_t pid);
  void free(pid_t pid);
  // What a program is started within, so that the disk is full for it from the beginning.
  [[nodiscard]] std::vector<std::string> full();

 private:
  void fill_up();

  std::filesystem::path path_;
  bool is_mounted_ = false;
};

// What a program is started within, so that the rights of files count for it, also where the test is root.
[[nodiscard]] std::vector<std::string> bound_by_rights();

}  // namespace support
