// The master key and where it lies: a file of 64 hexadecimal digits that only its owner may read. Without it the
// database is noise; whoever has both has everything, so they belong on different media.
// Secrets live in locked memory that is wiped when freed and stays out of core dumps.
#pragma once

#include "gateway/base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace store {

// Bytes that never reach swap, wiped at the end. Moves, does not copy.
class Secret {
 public:
  explicit Secret(std::size_t bytes);  // zeroed; throws std::bad_alloc

  [[nodiscard]] std::span<unsigned char> bytes() { return {bytes_.get(), size_}; }
  [[nodiscard]] std::span<unsigned char const> bytes() const { return {bytes_.get(), size_}; }

 private:
  struct Wipe {
    void operator()(unsigned char* bytes) const noexcept;
  };
  std::unique_ptr<unsigned char, Wipe> bytes_;
  std::size_t size_;
};

inline constexpr std::size_t key_bytes = 32;

struct MasterKey {
  Secret secret{key_bytes};
};

[[nodiscard]] MasterKey make_master_key();  // random, kept nowhere

// Writes a new key, mode 0600, and says so if there is one already: it never overwrites.
[[nodiscard]] base::Result<void> make_key_file(std::filesystem::path const& path);
// Refuses a file that others may read; `guarded`: somebody else sees to that (systemd's credentials).
enum class KeyGuard : std::uint8_t { own_rights, guarded };
[[nodiscard]] base::Result<MasterKey> load_key_file(std::filesystem::path const& path,
                                                    KeyGuard guard = KeyGuard::own_rights);
// What a command writes: a smart card's reader, a key server's client. By /bin/sh.
[[nodiscard]] base::Result<MasterKey> load_key_from(std::string const& command);

}  // namespace store
