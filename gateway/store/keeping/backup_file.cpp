#include "gateway/store/keeping/backup_file.hpp"

#include "gateway/store/disk.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace store {
namespace {

using base::Code;
using base::Result;

constexpr std::size_t piece_bytes = 64 * 1024;  // before sealing
constexpr std::size_t sealed_piece_bytes = piece_bytes + crypto_secretstream_xchacha20poly1305_ABYTES;
using StreamHeader = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES>;

static_assert(key_bytes == crypto_secretstream_xchacha20poly1305_KEYBYTES);

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::unexpected<base::Error> fault(std::filesystem::path const& path, std::string_view what) {
  return base::error(Code::environment, "The file " + path.string() + " " + std::string(what));
}

std::unexpected<base::Error> disk_fault(std::filesystem::path const& path, std::string_view what) {
  return fault(path, std::string(what) + ": " + std::strerror(errno) + ".");
}

Result<void> write_all(std::filesystem::path const& path, int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t const written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return disk_fault(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

struct BackupWriter::Impl {
  std::filesystem::path path;
  std::filesystem::path part;  // what it is called until it is whole
  Descriptor file;
  crypto_secretstream_xchacha20poly1305_state stream{};
  std::string head;     // bound to the first piece
  std::string waiting;  // less than a piece
  bool is_in_place = false;

  Impl(std::filesystem::path given, Descriptor opened)
      : path(std::move(given)), part(path.string() + ".part"), file(std::move(opened)) {}
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;
  ~Impl() {
    sodium_memzero(&stream, sizeof stream);
    if (!is_in_place) ::unlink(part.c_str());
  }

  [[nodiscard]] Result<void> push(std::string_view plain, unsigned char tag) {
    std::string sealed(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    crypto_secretstream_xchacha20poly1305_push(&stream, raw(sealed), nullptr, raw(plain), plain.size(), raw(head),
                                               head.size(), tag);
    head.clear();
    return write_all(part, file.number(), sealed);
  }
};

BackupWriter::BackupWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BackupWriter::BackupWriter(BackupWriter&&) noexcept = default;
BackupWriter::~BackupWriter() = default;

Result<BackupWriter> BackupWriter::open(std::filesystem::path const& path, BackupHead const& head, Secret const& key) {
  std::string const part = path.string() + ".part";
  Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (!file.is_open()) return disk_fault(part, "cannot be made");
  auto impl = std::make_unique<Impl>(path, std::move(file));
  impl->head = to_text(head);
  StreamHeader header{};
  crypto_secretstream_xchacha20poly1305_init_push(&impl->stream, header.data(), key.bytes().data());
  std::string const start = impl->head + std::string(reinterpret_cast<char const*>(header.data()), header.size());
  if (Result<void> const begun = write_all(part, impl->file.number(), start); !begun)
    return std::unexpected(begun.error());
  return BackupWriter(std::move(impl));
}

Result<void> BackupWriter::write(std::string_view bytes) {
  std::string& waiting = impl_->waiting;
  waiting.append(bytes);
  std::size_t done = 0;
  // The last piece is told from the others when it is written: so one stays back.
  for (; waiting.size() - done > piece_bytes; done += piece_bytes) {
    Result<void> const pushed = impl_->push(std::string_view(waiting).substr(done, piece_bytes),
                                            crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    if (!pushed) return pushed;
  }
  waiting.erase(0, done);
  return {};
}

Result<void> BackupWriter::finish() {
  Result<void> const pushed = impl_->push(impl_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  if (!pushed) return pushed;
  if (::fsync(impl_->file.number()) != 0) return disk_fault(impl_->part, "cannot be written");
  return {};
}

Result<void> BackupWriter::put_in_place() {
  if (::rename(impl_->part.c_str(), impl_->path.c_str()) != 0) return disk_fault(impl_->path, "cannot be put in place");
  impl_->is_in_place = true;
  if (!flush_folder_of(impl_->path)) return disk_fault(impl_->path, "cannot be flushed");
  return {};
}

struct BackupReader::Impl {
  std::filesystem::path path;
  Descriptor file;
  BackupHead head;
  std::string head_text;  // bound to the first piece
  std::int64_t file_bytes = 0;
  std::int64_t bytes_read = 0;
  int pieces = 0;
  bool is_at_end = false;
  crypto_secretstream_xchacha20poly1305_state stream{};

  Impl(std::filesystem::path given, Descriptor opened) : path(std::move(given)), file(std::move(opened)) {}
  Impl(Impl const&) = delete;
  Impl& operator=(Impl const&) = delete;
  ~Impl() { sodium_memzero(&stream, sizeof stream); }

  // As much as there is, up to `wanted` bytes.
  [[nodiscard]] Result<std::string> take(std::size_t wanted) {
    std::string bytes(wanted, '\0');
    std::size_t got = 0;
    while (got < wanted) {
      ssize_t const more = ::pread(file.number(), bytes.data() + got, wanted - got, bytes_read);
      if (more < 0 && errno == EINTR) continue;
      if (more < 0) return disk_fault(path, "cannot be read");
      if (more == 0) break;
      got += static_cast<std::size_t>(more);
      bytes_read += more;
    }
    bytes.resize(got);
    return bytes;
  }
};

BackupReader::BackupReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
BackupReader::BackupReader(BackupReader&&) noexcept = default;
BackupReader::~BackupReader() = default;
BackupHead const& BackupReader::head() const { return impl_->head; }
std::int64_t BackupReader::file_bytes() const { return impl_->file_bytes; }
std::int64_t BackupReader::bytes_read() const { return impl_->bytes_read; }

Result<BackupReader> BackupReader::open(std::filesystem::path const& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return disk_fault(path, "cannot be opened");
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return disk_fault(path, "cannot be read");
  auto impl = std::make_unique<Impl>(path, std::move(file));
  impl->file_bytes = status.st_size;
  Result<std::string> const start = impl->take(backup_head_bytes_max);
  if (!start) return std::unexpected(start.error());
  Result<BackupHeadRead> read = parse_backup_head(*start);
  if (!read) return fault(path, read.error().message);
  impl->head = std::move(read->head);
  impl->head_text = start->substr(0, read->bytes);
  impl->bytes_read = static_cast<std::int64_t>(read->bytes);
  return BackupReader(std::move(impl));
}

Result<void> BackupReader::unlock(Secret const& key) {
  Result<std::string> const header = impl_->take(StreamHeader().size());
  if (!header) return std::unexpected(header.error());
  if (header->size() != StreamHeader().size())
    return fault(impl_->path, "ends too early: it was cut, or not all of it was copied.");
  if (crypto_secretstream_xchacha20poly1305_init_pull(&impl_->stream, raw(*header), key.bytes().data()) != 0)
    return fault(impl_->path, "is damaged in its first lines.");
  return {};
}

Result<void> BackupReader::read(std::string& piece) {
  piece.clear();
  if (impl_->is_at_end) return {};
  Result<std::string> const sealed = impl_->take(sealed_piece_bytes);
  if (!sealed) return std::unexpected(sealed.error());
  if (sealed->size() < crypto_secretstream_xchacha20poly1305_ABYTES)
    return fault(impl_->path, "ends too early: it was cut, or not all of it was copied.");
  piece.resize(sealed->size() - crypto_secretstream_xchacha20poly1305_ABYTES);
  std::string const bound = std::exchange(impl_->head_text, {});
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&impl_->stream, raw(piece), nullptr, &tag, raw(*sealed),
                                                 sealed->size(), raw(bound), bound.size()) != 0) {
    piece.clear();
    if (sealed->size() < sealed_piece_bytes && impl_->pieces > 0) {
      return fault(impl_->path, "was cut or changed at its end: it is not the file that was written.");
    }
    return fault(impl_->path, "was changed or put together anew near its piece " + std::to_string(impl_->pieces + 1) +
                                  ": it is not the file that was written.");
  }
  ++impl_->pieces;
  impl_->is_at_end = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  bool const is_last = impl_->bytes_read == impl_->file_bytes;
  if (impl_->is_at_end && !is_last)
    return fault(impl_->path, "has something behind its end: it is not the file that was written.");
  if (!impl_->is_at_end && is_last)
    return fault(impl_->path, "ends too early: it was cut, or not all of it was copied.");
  return {};
}

}  // namespace store
