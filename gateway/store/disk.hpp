// Files as the store needs them: a descriptor that is closed at the end, and what the file system needs to be told so
// that a new file survives a power cut: its folder is flushed too.
#pragma once

#include <filesystem>
#include <utility>

namespace store {

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor();

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

// Where root works for the service (a restore, a shell): a file beside the database belongs to whom its folder does, or
// the service could not open it. Anybody else owns what she makes.
void give_to_owner_of_folder(Descriptor const& file, std::filesystem::path const& path);

// Flushes the folder that holds `file`, so that the file's name is on disk. False: it could not.
[[nodiscard]] bool flush_folder_of(std::filesystem::path const& file);

}  // namespace store
