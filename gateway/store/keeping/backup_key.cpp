#include "gateway/store/keeping/backup_key.hpp"

#include "gateway/store/transaction.hpp"

#include <sodium.h>

namespace store {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t fingerprint_bytes = 8;
constexpr std::string_view bound_data = "saathi: the backup key of a hotline";

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

Secret keys_file_key(MasterKey const& master) {
  constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "saathi_1";
  constexpr std::uint64_t number = 4;  // 1 to 3: gateway/store/seal.cpp
  Secret key(key_bytes);
  crypto_kdf_derive_from_key(key.bytes().data(), key_bytes, number, context, master.secret.bytes().data());
  return key;
}

std::string fingerprint(Secret const& key) {
  constexpr std::string_view about = "saathi: which key is this?";
  std::string hash(fingerprint_bytes, '\0');
  crypto_generichash(raw(hash), hash.size(), raw(about), about.size(), key.bytes().data(), key.bytes().size());
  std::string digits(fingerprint_bytes * 2 + 1, '\0');
  sodium_bin2hex(digits.data(), digits.size(), raw(hash), hash.size());
  digits.pop_back();
  return digits;
}

std::string wrap_backup_key(MasterKey const& master, Secret const& key) {
  Secret const outer = keys_file_key(master);
  std::string wrapped(nonce_bytes + key_bytes + tag_bytes, '\0');
  randombytes_buf(wrapped.data(), nonce_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(raw(wrapped) + nonce_bytes, nullptr, key.bytes().data(), key_bytes,
                                             raw(bound_data), bound_data.size(), nullptr, raw(wrapped),
                                             outer.bytes().data());
  return wrapped;
}

base::Result<Secret> open_backup_key(MasterKey const& master, std::string_view wrapped) {
  Secret const outer = keys_file_key(master);
  Secret key(key_bytes);
  bool const is_whole = wrapped.size() == nonce_bytes + key_bytes + tag_bytes;
  if (is_whole && crypto_aead_xchacha20poly1305_ietf_decrypt(
                      key.bytes().data(), nullptr, nullptr, raw(wrapped) + nonce_bytes, key_bytes + tag_bytes,
                      raw(bound_data), bound_data.size(), raw(wrapped), outer.bytes().data()) == 0) {
    return key;
  }
  return base::error(base::Code::environment, "The hotline's backup key does not open with this master key.");
}

base::Result<Secret> backup_key_of(Snapshot& snapshot, MasterKey const& master) {
  Rows rows = snapshot.query("select value from meta where name = $1", backup_key_name);
  if (rows.next()) return open_backup_key(master, rows.bytes(0));
  return base::error(base::Code::environment,
                     "The database has no backup key yet: start the gateway of this version once, then try again.");
}

void ensure_backup_key(Transaction& tx, MasterKey const& master) {
  if (tx.query("select 1 from meta where name = $1", backup_key_name).next()) return;
  Secret key(key_bytes);
  randombytes_buf(key.bytes().data(), key_bytes);
  std::string const wrapped = wrap_backup_key(master, key);
  tx.execute("insert into meta (name, value) values ($1, $2)", backup_key_name, Blob{wrapped});
}

}  // namespace store
