// What people write on a case and never send: notes, and the reasons of acts that ask for one. The journal names a
// note by its id, so it holds no words of anybody. Sealed with the contact's key.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <array>
#include <string>
#include <vector>

namespace store {

// `closing`: what she said about how it ended. `handover`: what is left to do, for whoever takes it over.
enum class CaseNoteKind : std::uint8_t { note, reason, handover, closing };
inline constexpr std::array<std::string_view, 4> case_note_kind_words{"note", "reason", "handover", "closing"};
[[nodiscard]] constexpr std::span<std::string_view const> words(CaseNoteKind) { return case_note_kind_words; }

struct CaseNote {
  CaseNoteId id{};
  CaseId case_id{};
  ContactId contact{};
  CaseNoteKind kind = CaseNoteKind::note;
  std::string author{};
  Sealed<std::string> text{};  // empty: erased
  Instant at{};
};

// `id` and `at` are filled in.
[[nodiscard]] CaseNoteId add_case_note(Transaction& tx, CaseNote const& note);
// The newest `limit`, oldest first.
[[nodiscard]] std::vector<CaseNote> case_notes(Snapshot& snapshot, CaseId case_id, int limit);

}  // namespace store
