// How a value is sealed. master key --crypto_kdf--> wrapping key, lookup key, check key (a fourth:
// gateway/store/keeping/backup_key.cpp). An owner's data key is random and lies in the table sealed by the wrapping
// key, bound to its owner. A value is sealed by the data key, bound to "table.column" and its row id. Every sealed
// thing is: one byte of format, 24 bytes of nonce, cipher text with its tag.
#include "gateway/store/seal.hpp"

#include "gateway/store/transaction.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <list>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace store {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_bytes = 1 + nonce_bytes;
constexpr char format = 1;
constexpr std::size_t lookup_bytes = 16;

// Data keys of the owners in hand: 1 MiB of locked memory, more conversations than are live in one hour.
constexpr std::size_t cached_keys_max = 32'768;

using Key = std::span<unsigned char const>;
using Nonce = std::array<unsigned char, nonce_bytes>;

// A data key between table and cache: on the stack, because locked memory costs system calls for every piece; wiped.
struct KeyInPassing {
  std::array<unsigned char, key_bytes> bytes{};
  KeyInPassing() = default;
  KeyInPassing(KeyInPassing const&) = delete;
  KeyInPassing& operator=(KeyInPassing const&) = delete;
  ~KeyInPassing() { sodium_memzero(bytes.data(), bytes.size()); }
};

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void put_number(std::string& out, std::int64_t number) {
  auto const bits = static_cast<std::uint64_t>(number);
  for (unsigned shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>((bits >> shift) & 0xff));
}

std::string bound(SealedColumn const& column, std::int64_t row) {
  std::string data;
  data.append(column.table).append(".").append(column.column);
  put_number(data, row);
  return data;
}

std::string bound(Owner owner) {
  std::string data("key of ");
  data.append(name(owner.kind));
  put_number(data, owner.id);
  return data;
}

std::string encrypt(Key key, std::string_view bound_data, std::string_view plain, Nonce const& nonce) {
  std::string sealed(head_bytes + plain.size() + tag_bytes, format);
  std::ranges::copy(nonce, raw(sealed) + 1);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed) + head_bytes, nullptr, raw(plain), plain.size(),
                                             raw(bound_data), bound_data.size(), nullptr, raw(sealed) + 1, key.data());
  return sealed;
}

std::string encrypt(Key key, std::string_view bound_data, std::string_view plain) {
  Nonce nonce;
  randombytes_buf(nonce.data(), nonce.size());
  return encrypt(key, bound_data, plain, nonce);
}

// Nonces in stock: each draw of random bytes is a system call, so many are drawn at once. None is given twice.
class Nonces {
 public:
  Nonce next() {
    if (left_ == 0) {
      randombytes_buf(stock_.data(), sizeof stock_);
      left_ = stock_.size();
    }
    return stock_[--left_];
  }

 private:
  std::array<Nonce, 64> stock_{};
  std::size_t left_ = 0;
};

// `plain` has room for all but head and tag.
bool decrypt(Key key, std::string_view bound_data, std::string_view sealed, unsigned char* plain) {
  return crypto_aead_xchacha20poly1305_ietf_decrypt(plain, nullptr, nullptr, raw(sealed) + head_bytes,
                                                    sealed.size() - head_bytes, raw(bound_data), bound_data.size(),
                                                    raw(sealed) + 1, key.data()) == 0;
}

bool looks_sealed(std::string_view sealed) {
  return sealed.size() >= head_bytes + tag_bytes && sealed.front() == format;
}

struct OwnerHash {
  std::size_t operator()(Owner owner) const noexcept {
    return std::hash<std::int64_t>{}(owner.id * 4 + static_cast<std::int64_t>(owner.kind));
  }
};

bool looks_wrapped(std::string_view wrapped) {
  return looks_sealed(wrapped) && wrapped.size() == head_bytes + key_bytes + tag_bytes;
}

constexpr std::string_view lookup_place = "meta.lookup";
constexpr std::string_view check_words = "saathi: this key belongs to this database";

}  // namespace

struct Sealer::Impl {
  Secret wrapping{key_bytes};
  Secret lookup{key_bytes};
  Secret check{key_bytes};

  // Least recently used at the back. A slot is 32 bytes of `slab`.
  struct Cached {
    Owner owner;
    std::size_t slot = 0;
  };
  std::mutex mutex;
  Nonces nonces;
  Secret slab{cached_keys_max * key_bytes};
  std::list<Cached> order;
  std::unordered_map<Owner, std::list<Cached>::iterator, OwnerHash> places;
  std::vector<std::list<Cached>::iterator> by_slot;

  std::span<unsigned char> bytes(std::size_t slot) { return slab.bytes().subspan(slot * key_bytes, key_bytes); }

  // The slot for a key that comes in: a free one, or that of the key unused for longest.
  std::size_t free_slot() {
    if (order.size() < cached_keys_max) {
      by_slot.push_back(order.end());
      return order.size();
    }
    std::size_t const slot = order.back().slot;
    places.erase(order.back().owner);
    order.pop_back();
    return slot;
  }

  [[nodiscard]] std::optional<std::string> rewrap(std::string_view place, std::string_view wrapped,
                                                  Impl const& next) const {
    KeyInPassing key;
    if (!looks_wrapped(wrapped) || !decrypt(wrapping.bytes(), place, wrapped, key.bytes.data())) return std::nullopt;
    return encrypt(next.wrapping.bytes(), place, {reinterpret_cast<char const*>(key.bytes.data()), key_bytes});
  }

  std::optional<Key> find(Owner owner) {
    auto const place = places.find(owner);
    if (place == places.end()) return std::nullopt;
    order.splice(order.begin(), order, place->second);
    return bytes(place->second->slot);
  }
};

Sealer::Sealer(MasterKey const& master) : impl_(std::make_unique<Impl>()) {
  constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "saathi_1";
  unsigned char const* const key = master.secret.bytes().data();
  crypto_kdf_derive_from_key(impl_->wrapping.bytes().data(), key_bytes, 1, context, key);
  crypto_kdf_derive_from_key(impl_->lookup.bytes().data(), key_bytes, 2, context, key);
  crypto_kdf_derive_from_key(impl_->check.bytes().data(), key_bytes, 3, context, key);
}

Sealer::~Sealer() = default;

std::string Sealer::make_wrapped_key(Owner owner) const {
  KeyInPassing data_key;
  randombytes_buf(data_key.bytes.data(), key_bytes);
  std::string_view const plain(reinterpret_cast<char const*>(data_key.bytes.data()), key_bytes);
  return encrypt(impl_->wrapping.bytes(), bound(owner), plain);
}

bool Sealer::has_key(Owner owner) const {
  std::scoped_lock const lock(impl_->mutex);
  return impl_->places.contains(owner);
}

bool Sealer::take_key(Owner owner, std::string_view wrapped) {
  if (!looks_wrapped(wrapped)) return false;
  std::scoped_lock const lock(impl_->mutex);
  if (impl_->places.contains(owner)) return true;
  KeyInPassing data_key;
  if (!decrypt(impl_->wrapping.bytes(), bound(owner), wrapped, data_key.bytes.data())) return false;
  std::size_t const slot = impl_->free_slot();
  std::ranges::copy(data_key.bytes, impl_->bytes(slot).begin());
  impl_->order.push_front({owner, slot});
  impl_->places[owner] = impl_->order.begin();
  impl_->by_slot[slot] = impl_->order.begin();
  return true;
}

void Sealer::forget_key(Owner owner) {
  std::scoped_lock const lock(impl_->mutex);
  auto const place = impl_->places.find(owner);
  if (place == impl_->places.end()) return;
  // The last slot moves into the gap, so that slots in use stay 0..size-1.
  std::size_t const gap = place->second->slot;
  std::size_t const last = impl_->order.size() - 1;
  impl_->order.erase(place->second);
  impl_->places.erase(place);
  if (gap != last) {
    std::ranges::copy(impl_->bytes(last), impl_->bytes(gap).begin());
    impl_->by_slot[gap] = impl_->by_slot[last];
    impl_->by_slot[gap]->slot = gap;
  }
  impl_->by_slot.pop_back();
  sodium_memzero(impl_->bytes(last).data(), key_bytes);
}

std::optional<std::string> Sealer::seal(Owner owner, SealedColumn const& column, std::int64_t row,
                                        std::string_view plain) {
  std::string const bound_data = bound(column, row);
  std::scoped_lock const lock(impl_->mutex);
  std::optional<Key> const key = impl_->find(owner);
  if (!key) return std::nullopt;
  return encrypt(*key, bound_data, plain, impl_->nonces.next());
}

std::optional<std::string> Sealer::open(Owner owner, SealedColumn const& column, std::int64_t row,
                                        std::string_view sealed) {
  if (!looks_sealed(sealed)) return std::nullopt;
  std::string const bound_data = bound(column, row);
  std::string plain(sealed.size() - head_bytes - tag_bytes, '\0');
  std::scoped_lock const lock(impl_->mutex);
  std::optional<Key> const key = impl_->find(owner);
  if (!key || !decrypt(*key, bound_data, sealed, raw(plain))) return std::nullopt;
  return plain;
}

std::string Sealer::lookup(std::string_view scheme, std::string_view value) const {
  std::string input(scheme);
  input.append(":").append(value);
  std::string hash(lookup_bytes, '\0');
  crypto_generichash(raw(hash), hash.size(), raw(input), input.size(), impl_->lookup.bytes().data(), key_bytes);
  sodium_memzero(input.data(), input.size());
  return hash;
}

std::string Sealer::make_wrapped_lookup() const {
  auto const bytes = impl_->lookup.bytes();
  return encrypt(impl_->wrapping.bytes(), lookup_place, {reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

bool Sealer::take_lookup(std::string_view wrapped) {
  KeyInPassing key;
  if (!looks_wrapped(wrapped) || !decrypt(impl_->wrapping.bytes(), lookup_place, wrapped, key.bytes.data()))
    return false;
  std::ranges::copy(key.bytes, impl_->lookup.bytes().begin());
  return true;
}

std::optional<std::string> Sealer::rewrap(Owner owner, std::string_view wrapped, Sealer const& next) const {
  return impl_->rewrap(bound(owner), wrapped, *next.impl_);
}

std::optional<std::string> Sealer::rewrap_lookup(std::string_view wrapped, Sealer const& next) const {
  return impl_->rewrap(lookup_place, wrapped, *next.impl_);
}

std::string Sealer::make_check() const { return encrypt(impl_->check.bytes(), "meta.check", check_words); }

bool Sealer::opens_check(std::string_view check) const {
  if (check.size() != head_bytes + check_words.size() + tag_bytes || !looks_sealed(check)) return false;
  std::string plain(check_words.size(), '\0');
  return decrypt(impl_->check.bytes(), "meta.check", check, raw(plain)) && plain == check_words;
}

namespace {

std::string wrapped_key(Snapshot& snapshot, Owner owner) {
  Rows rows =
      snapshot.query("select wrapped from owner_key where owner_kind = $1 and owner_id = $2", owner.kind, owner.id);
  return rows.next() ? rows.get<std::string>(0) : std::string();
}

void take(Sealer& sealer, Owner owner, std::string_view wrapped) {
  if (sealer.take_key(owner, wrapped)) return;
  throw Failure({base::Code::storage, "A data key in the database does not open with this master key.", {}});
}

}  // namespace

std::string seal(Transaction& tx, SealedColumn const& column, std::int64_t row, std::int64_t owner_id,
                 std::string_view plain) {
  Owner const owner{column.owner, owner_id};
  if (std::optional<std::string> sealed = tx.sealer().seal(owner, column, row, plain)) return *std::move(sealed);
  std::string wrapped = wrapped_key(tx, owner);
  if (wrapped.empty()) {
    wrapped = tx.sealer().make_wrapped_key(owner);
    tx.execute("insert into owner_key (owner_kind, owner_id, wrapped) values ($1, $2, $3)", owner.kind, owner.id,
               Blob{wrapped});
    tx.note_new_key(owner);
  }
  take(tx.sealer(), owner, wrapped);
  // A thousand other owners may have pushed the key out meanwhile, in theory: then the unit fails and is tried again.
  std::optional<std::string> sealed = tx.sealer().seal(owner, column, row, plain);
  if (!sealed) throw Failure({base::Code::busy, "Too much at once: try again.", "key cache"});
  return *std::move(sealed);
}

base::PrivateText unseal(Snapshot& snapshot, SealedColumn const& column, std::int64_t row, std::int64_t owner_id,
                         std::string_view sealed) {
  Owner const owner{column.owner, owner_id};
  if (!snapshot.sealer().has_key(owner)) {
    std::string const wrapped = wrapped_key(snapshot, owner);
    if (wrapped.empty()) return {};  // erased
    take(snapshot.sealer(), owner, wrapped);
  }
  std::optional<std::string> plain = snapshot.sealer().open(owner, column, row, sealed);
  if (!plain) {
    std::string detail(column.table);
    detail.append(".").append(column.column).append(" row ").append(std::to_string(row));
    throw Failure({base::Code::storage, "A sealed value in the database is not what was sealed there.", detail});
  }
  return base::PrivateText(*std::move(plain));
}

}  // namespace store
