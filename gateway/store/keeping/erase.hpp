// Erasing a person: her key goes, and with it everything that was sealed, here and, once the file of keys is replaced,
// in every backup. Her number and how it is found, her messages, calls, conversations and what was written about her go
// as rows too. What stays is for counting: of each case its category, severity, place, country, queue and the days on
// which it was opened and closed; the journal's entries, which never named her. Whether she may be erased, desk/erasure
// says.
#pragma once

#include "gateway/store/transaction.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace store {

// Tables whose rows are one person's and go with her, those first that name others; and by which column. A test asks
// the schema whether there are more.
struct HerRows {
  std::string_view table;
  std::string_view column;
};
inline constexpr std::array her_rows = std::to_array<HerRows>({
    {"outbound", "contact_id"},  {"part", "contact_id"},       {"call", "contact_id"},
    {"turn", "contact_id"},      {"message", "contact_id"},    {"conversation", "contact_id"},
    {"address", "contact_id"},   {"case_note", "contact_id"},  {"case_fact", "contact_id"},
    {"case_task", "contact_id"}, {"attachment", "contact_id"}, {"consent", "contact_id"},
    {"wrong_pin", "case_id"},    {"case_watcher", "case_id"},  {"case_link", "case_id"},
    {"case_link", "other_id"},   {"case_transfer", "case_id"}, {"case_clock", "case_id"},
    {"case_seat", "case_id"},    {"legal_hold", "contact_id"},
});

// What else has such a column and stays: the shells of what is counted, and notices, which are our own people's.
inline constexpr std::array rows_that_stay = std::to_array<std::string_view>({"case_record", "notice"});

// Why, in the journal.
enum class ErasedFor : std::uint8_t { her_word, data_officer, age };
inline constexpr std::array<std::string_view, 3> erased_for_words{"her_word", "data_officer", "age"};
[[nodiscard]] constexpr std::span<std::string_view const> words(ErasedFor) { return erased_for_words; }

// Nothing of her is left when the unit of work is committed; the write-ahead log is emptied soon after.
void erase_contact(Transaction& tx, ContactId contact, std::string_view who, ErasedFor why);

// Her cases' references, the oldest first.
[[nodiscard]] std::vector<std::string> case_refs_of(Snapshot& snapshot, ContactId contact);

}  // namespace store
