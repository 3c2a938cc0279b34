// Where in its table a sealed value's row id and owner stand: for those who walk over all sealed values there are, to
// prove that each opens, or that none does any more. Invariant: each of sealed_columns::all has one line here.
#pragma once

#include "gateway/store/sealed_columns.hpp"

namespace store {

struct SealedPlace {
  SealedColumn column{};
  std::string_view row = "id";            // the column that the value is bound to
  std::string_view owner = "contact_id";  // the column that names whose key it is
};

inline constexpr std::array sealed_places = std::to_array<SealedPlace>({
    {.column = sealed_columns::address_value},
    {.column = sealed_columns::contact_code_word, .owner = "id"},
    {.column = sealed_columns::contact_quiet_word, .owner = "id"},
    {.column = sealed_columns::conversation_state},
    {.column = sealed_columns::turn_facts},
    {.column = sealed_columns::message_text},
    {.column = sealed_columns::part_text},
    {.column = sealed_columns::call_response},
    {.column = sealed_columns::case_reasons},
    {.column = sealed_columns::case_note_text},
    {.column = sealed_columns::case_fact_value},
    {.column = sealed_columns::case_task_words},
    {.column = sealed_columns::attachment_name},
    {.column = sealed_columns::attachment_bytes},
    {.column = sealed_columns::legal_hold_reason, .row = "contact_id"},
    {.column = sealed_columns::account_email, .owner = "id"},
    {.column = sealed_columns::account_phone, .owner = "id"},
    {.column = sealed_columns::account_code_secret, .owner = "id"},
    {.column = sealed_columns::act_answer, .row = "request", .owner = "account_id"},
    {.column = sealed_columns::shift_detail, .owner = "account_id"},
    {.column = sealed_columns::notice_address, .owner = "account_id"},
    {.column = sealed_columns::notice_text, .owner = "account_id"},
});

}  // namespace store
