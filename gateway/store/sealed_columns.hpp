// Every sealed column: its table and name, and whose data key seals it. What she said, and what we say about what she
// said, goes with the contact's key: erasing that one key erases all of it.
// Invariant: a column that holds a number, a name or words of a person stands here.
#pragma once

#include "gateway/store/words.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace store {

enum class OwnerKind : std::uint8_t { contact, case_record, account };
inline constexpr std::array<std::string_view, 3> owner_kind_words{"contact", "case", "account"};
[[nodiscard]] constexpr std::span<std::string_view const> words(OwnerKind) { return owner_kind_words; }

struct SealedColumn {
  std::string_view table;
  std::string_view column;
  OwnerKind owner = OwnerKind::contact;
};

namespace sealed_columns {
inline constexpr SealedColumn address_value{"address", "value"};
inline constexpr SealedColumn contact_code_word{"contact", "code_word"};
inline constexpr SealedColumn contact_quiet_word{"contact", "quiet_word"};
inline constexpr SealedColumn conversation_state{"conversation", "state"};
inline constexpr SealedColumn turn_facts{"turn", "facts"};
inline constexpr SealedColumn message_text{"message", "text"};
inline constexpr SealedColumn part_text{"part", "text"};
inline constexpr SealedColumn call_response{"call", "response"};
inline constexpr SealedColumn case_reasons{"case_record", "reasons"};

inline constexpr SealedColumn legal_hold_reason{"legal_hold", "reason"};
inline constexpr SealedColumn case_note_text{"case_note", "text"};
inline constexpr SealedColumn case_fact_value{"case_fact", "value"};
inline constexpr SealedColumn case_task_words{"case_task", "words"};
inline constexpr SealedColumn attachment_name{"attachment", "name"};
inline constexpr SealedColumn attachment_bytes{"attachment", "bytes"};

inline constexpr SealedColumn account_email{"account", "email", OwnerKind::account};
inline constexpr SealedColumn account_phone{"account", "phone", OwnerKind::account};
inline constexpr SealedColumn account_code_secret{"account", "code_secret", OwnerKind::account};
inline constexpr SealedColumn act_answer{"act_key", "answer", OwnerKind::account};

// Who works when, and where she is told that a case waits.
inline constexpr SealedColumn shift_detail{"shift", "detail", OwnerKind::account};
inline constexpr SealedColumn notice_address{"notice", "address", OwnerKind::account};
inline constexpr SealedColumn notice_text{"notice", "text", OwnerKind::account};

inline constexpr std::array all{
    address_value,   contact_code_word, contact_quiet_word, conversation_state, turn_facts,          message_text,
    part_text,       call_response,     case_reasons,       case_note_text,     case_fact_value,     case_task_words,
    attachment_name, attachment_bytes,  account_email,      account_phone,      account_code_secret, act_answer,
    shift_detail,    notice_address,    notice_text,        legal_hold_reason};
}  // namespace sealed_columns

}  // namespace store
