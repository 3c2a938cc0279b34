#include "tests/system/faults/disks.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace support {

namespace {

// The log that is written ahead takes up to 4 MB before it is folded into the database.
constexpr char const* disk_size = "size=16m";
constexpr char const* ballast = "ballast";

void limit_files(pid_t pid, rlim_t bytes) {
  rlimit const limit{.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};
  if (::prlimit(pid, RLIMIT_FSIZE, &limit, nullptr) != 0) throw std::runtime_error("no limit can be set");
}

}  // namespace

SmallDisk::SmallDisk(std::filesystem::path const& parent) : path_(parent / "disk") {
  std::filesystem::create_directory(path_);
  // Mounts of one's own: they are gone with this process, however it ends.
  is_mounted_ = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                ::mount("tmpfs", path_.c_str(), "tmpfs", 0, disk_size) == 0;
}

SmallDisk::~SmallDisk() {
  if (is_mounted_) ::umount2(path_.c_str(), MNT_DETACH);
}

void SmallDisk::fill(pid_t pid) {
  if (is_mounted_) return fill_up();
  // The log that is written ahead is the file that grows.
  std::error_code none;
  std::uintmax_t const size = std::filesystem::file_size(path_ / "saathi.db-wal", none);
  limit_files(pid, none ? 0 : size);
}

void SmallDisk::free(pid_t pid) {
  if (is_mounted_) {
    std::filesystem::remove(path_ / ballast);
  } else {
    limit_files(pid, RLIM_INFINITY);
  }
}

std::vector<std::string> SmallDisk::full() {
  // Room for what it says, not for a database.
  if (!is_mounted_) return {"prlimit", "--fsize=4096"};
  fill_up();
  return {};
}

void SmallDisk::fill_up() {
  int const file = ::open((path_ / ballast).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("the small disk cannot be filled");
  std::array<char, 65536> const bytes{};
  while (::write(file, bytes.data(), bytes.size()) > 0) {
  }
  while (::write(file, bytes.data(), 1) > 0) {
  }
  ::close(file);
}

std::vector<std::string> bound_by_rights() {
  if (::geteuid() != 0) return {};
  return {"setpriv", "--bounding-set", "-dac_override,-dac_read_search"};
}

}  // namespace support
