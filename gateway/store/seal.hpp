// Sealing: XChaCha20-Poly1305 under a data key of the owner (a contact, a case, an account); the data keys lie wrapped
// under the master key, which lies in a file of its own. Bound data is column + row id, so a sealed value that is moved
// to another row or column does not open. Addresses are found by a keyed hash. Threads: safe from any.
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/base/private.hpp"
#include "gateway/store/sealed_columns.hpp"
#include "gateway/store/secret.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace store {

class Snapshot;
class Transaction;

struct Owner {
  OwnerKind kind = OwnerKind::contact;
  std::int64_t id = 0;
  friend bool operator==(Owner const&, Owner const&) = default;
};

class Sealer {
 public:
  explicit Sealer(MasterKey const& master);
  ~Sealer();

  // An owner's data key, new or as it lies in the table; kept in a small cache of locked memory.
  [[nodiscard]] std::string make_wrapped_key(Owner owner) const;
  [[nodiscard]] bool has_key(Owner owner) const;                       // in the cache
  [[nodiscard]] bool take_key(Owner owner, std::string_view wrapped);  // false: not wrapped by this master key
  void forget_key(Owner owner);

  // Nothing if the owner's key is not in the cache, or the bytes are not what was sealed for this column and row.
  [[nodiscard]] std::optional<std::string> seal(Owner owner, SealedColumn const& column, std::int64_t row,
                                                std::string_view plain);
  [[nodiscard]] std::optional<std::string> open(Owner owner, SealedColumn const& column, std::int64_t row,
                                                std::string_view sealed);

  // 16 bytes by which an address is found again; another for every scheme.
  [[nodiscard]] std::string lookup(std::string_view scheme, std::string_view value) const;

  // What addresses are found by stays the same when the master key changes, so it lies in the database, wrapped. Until
  // one is taken it is derived from the master key.
  [[nodiscard]] std::string make_wrapped_lookup() const;
  [[nodiscard]] bool take_lookup(std::string_view wrapped);

  // The same keys under another master key; nothing if they do not open with this one.
  [[nodiscard]] std::optional<std::string> rewrap(Owner owner, std::string_view wrapped, Sealer const& next) const;
  [[nodiscard]] std::optional<std::string> rewrap_lookup(std::string_view wrapped, Sealer const& next) const;

  // A value that only this master key opens: told at start whether the key file belongs to the database.
  [[nodiscard]] std::string make_check() const;
  [[nodiscard]] bool opens_check(std::string_view check) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// For the nouns: seals under the owner's key, which is made if there is none; and opens, giving an empty value where
// the key has been erased.
[[nodiscard]] std::string seal(Transaction& tx, SealedColumn const& column, std::int64_t row, std::int64_t owner,
                               std::string_view plain);
[[nodiscard]] base::PrivateText unseal(Snapshot& snapshot, SealedColumn const& column, std::int64_t row,
                                       std::int64_t owner, std::string_view sealed);

}  // namespace store
