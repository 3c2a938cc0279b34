// What a contact's rules forbid, said once for whoever writes to her and for what lies in the outbox. Pure.
#pragma once

#include "gateway/store/contact.hpp"

#include <string_view>

namespace desk {

// Why no text may be sent to her as things stand, in a sentence for people at the desk; empty: one may.
[[nodiscard]] std::string_view forbids_texts(store::Rules const& rules);
// The same for a text that a person has given a reason for. No reason goes against her safety or her STOP.
[[nodiscard]] std::string_view forbids_any_text(store::Rules const& rules);

}  // namespace desk
