#include "gateway/store/secret.hpp"

#include "gateway/store/disk.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <string>

namespace store {
namespace {

using base::Code;
using base::error;

constexpr std::size_t key_digits = key_bytes * 2;

std::string reason() { return std::strerror(errno); }

}  // namespace

Secret::Secret(std::size_t bytes) : size_(bytes) {
  if (sodium_init() < 0) throw std::bad_alloc();
  bytes_.reset(static_cast<unsigned char*>(sodium_malloc(bytes)));
  if (!bytes_) throw std::bad_alloc();
  sodium_memzero(bytes_.get(), bytes);
}

void Secret::Wipe::operator()(unsigned char* bytes) const noexcept { sodium_free(bytes); }

MasterKey make_master_key() {
  MasterKey key;
  randombytes_buf(key.secret.bytes().data(), key_bytes);
  return key;
}

base::Result<void> make_key_file(std::filesystem::path const& path) {
  std::error_code fault;
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), fault);
  Descriptor const file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open() && errno == EEXIST) {
    return error(Code::environment, "There is a key at " + path.string() +
                                        " already, and without it the data that it " +
                                        "sealed is lost; it is never overwritten. Name another file.");
  }
  if (!file.is_open()) {
    return error(Code::environment, "The key file " + path.string() + " cannot be made: " + reason() + ".");
  }
  MasterKey const key = make_master_key();
  Secret digits(key_digits + 1);  // with the newline in the place of the final zero
  sodium_bin2hex(reinterpret_cast<char*>(digits.bytes().data()), key_digits + 1, key.secret.bytes().data(), key_bytes);
  digits.bytes()[key_digits] = '\n';
  ssize_t const written = ::write(file.number(), digits.bytes().data(), key_digits + 1);
  bool const is_written = written == static_cast<ssize_t>(key_digits + 1);
  if (!is_written || ::fsync(file.number()) != 0 || !flush_folder_of(path)) {
    std::string const why = reason();
    ::unlink(path.c_str());
    return error(Code::environment, "The key file " + path.string() + " cannot be written: " + why + ".");
  }
  return {};
}

namespace {

// 64 digits, and perhaps a newline. `from`: "The key file /etc/…".
base::Result<MasterKey> parse_key(Secret const& digits, std::size_t length, std::string const& from) {
  bool const is_long_enough = length == key_digits || (length == key_digits + 1 && digits.bytes()[key_digits] == '\n');
  MasterKey key;
  std::size_t bytes = 0;
  char const* const text = reinterpret_cast<char const*>(digits.bytes().data());
  int const fault = sodium_hex2bin(key.secret.bytes().data(), key_bytes, text, key_digits, nullptr, &bytes, nullptr);
  if (is_long_enough && fault == 0 && bytes == key_bytes) return key;
  return error(Code::environment, from + " does not hold a key: 64 hexadecimal digits.");
}

}  // namespace

base::Result<MasterKey> load_key_file(std::filesystem::path const& path, KeyGuard guard) {
  Descriptor const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open() && errno == ENOENT) {
    return error(Code::environment, "There is no key at " + path.string() +
                                        ": make one with `saathi key init`, or put " +
                                        "back the one that sealed this data.");
  }
  std::string const from = "The key file " + path.string();
  if (!file.is_open()) return error(Code::environment, from + " cannot be opened: " + reason() + ".");
  struct stat status{};
  if (::fstat(file.number(), &status) != 0)
    return error(Code::environment, from + " cannot be read: " + reason() + ".");
  if (guard == KeyGuard::own_rights && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return error(Code::environment, from + " can be read by others than its owner: run chmod 600 on it.");
  }
  Secret digits(key_digits + 2);
  ssize_t const length = ::read(file.number(), digits.bytes().data(), digits.bytes().size());
  if (length < 0) return error(Code::environment, from + " cannot be read: " + reason() + ".");
  return parse_key(digits, static_cast<std::size_t>(length), from);
}

base::Result<MasterKey> load_key_from(std::string const& command) {
  std::string const from = "The command of [keys] command";
  struct Close {
    void operator()(FILE* pipe) const noexcept { ::pclose(pipe); }
  };
  std::unique_ptr<FILE, Close> pipe(::popen(command.c_str(), "re"));
  if (!pipe) return error(Code::environment, from + " cannot be started: " + reason() + ".");
  // Unbuffered: the digits go into locked memory and nowhere else of ours.
  std::setvbuf(pipe.get(), nullptr, _IONBF, 0);
  Secret digits(key_digits + 2);
  std::size_t const length = std::fread(digits.bytes().data(), 1, digits.bytes().size(), pipe.get());
  if (::pclose(pipe.release()) != 0) return error(Code::environment, from + " failed: run it by hand to see why.");
  return parse_key(digits, length, from);
}

}  // namespace store
