// Numbers that are not answered: a person's decision, about a contact. Danger is heard all the same.
#pragma once

#include "gateway/store/transaction.hpp"

namespace store {

// False: it stood so already, or there is no such contact.
bool set_blocked(Transaction& tx, ContactId contact, bool blocked);
[[nodiscard]] bool is_blocked(Snapshot& snapshot, ContactId contact);

}  // namespace store
