// An address of a contact: scheme and value, sealed, found again by a keyed hash.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

// tel: E.164 or a short code; word: a sender id in letters; anonymous: a hidden caller.
enum class Scheme : std::uint8_t { tel, word, anonymous };
inline constexpr std::array<std::string_view, 3> scheme_words{"tel", "word", "anonymous"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Scheme) { return scheme_words; }

// By what an address is looked up.
struct AddressKey {
  Scheme scheme = Scheme::tel;
  Sealed<std::string> value{};
};

struct Address {
  AddressId id{};
  ContactId contact{};
  Scheme scheme = Scheme::tel;
  Sealed<std::string> value{};  // empty: erased
};

// The keyed hash by which it is found.
[[nodiscard]] std::string lookup_of(Snapshot& snapshot, AddressKey const& key);
[[nodiscard]] std::optional<Address> find_address(Snapshot& snapshot, AddressKey const& key);
[[nodiscard]] std::optional<Address> find_address(Snapshot& snapshot, AddressId id);
[[nodiscard]] std::vector<Address> addresses_of(Snapshot& snapshot, ContactId contact);
[[nodiscard]] AddressId add_address(Transaction& tx, ContactId contact, AddressKey const& key);

}  // namespace store
