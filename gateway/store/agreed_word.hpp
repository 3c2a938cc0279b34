// The two words that a contact agreed on with us, sealed with her row. Her code word is kept as she wrote it, for the
// one person who rings her; of her quiet word only a keyed hash, so that nobody at the desk can say or leak it. Erasing
// her key erases both. What a word's key is, the flows say.
#pragma once

#include "gateway/store/contact.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace store {

void keep_code_word(Transaction& tx, ContactId contact, std::string_view word);
void keep_quiet_word(Transaction& tx, ContactId contact, std::string_view key);

// Tells by its key whether a word is her quiet word; empty if she has none. Lives no longer than the store.
[[nodiscard]] std::function<bool(std::string_view key)> quiet_word_test(Snapshot& snapshot, Contact const& contact);

}  // namespace store
