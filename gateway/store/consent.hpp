// What she said to "may we give this to that organisation?": for whom, for what, and in which words she was asked, so
// that it can be shown years later what exactly she agreed to. Nothing here is ever changed; the newest row of an
// organisation holds, and one without an organisation takes back all before it.
#pragma once

#include "gateway/store/ids.hpp"
#include "gateway/store/transaction.hpp"
#include "gateway/store/words.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class ConsentAnswer : std::uint8_t { refused, given, withdrawn };
inline constexpr std::array<std::string_view, 3> consent_answer_words{"refused", "given", "withdrawn"};
[[nodiscard]] constexpr std::span<std::string_view const> words(ConsentAnswer) { return consent_answer_words; }

struct Consent {
  ConsentId id{};
  ContactId contact{};
  CaseId case_id{};            // none: she had none open
  std::string organisation{};  // as the question named it; empty: all of them
  std::string purpose{};
  ConsentAnswer answer = ConsentAnswer::refused;
  std::string copy{};      // the line that asked; empty: she said it unasked
  std::string language{};  // in which it asked
  std::string revision{};  // of those words, as config/reviews.tsv marks them
  Instant at{};
};

// `id` and `at` are filled in.
void add_consent(Transaction& tx, Consent consent);
// Newest first.
[[nodiscard]] std::vector<Consent> consents_of(Snapshot& snapshot, ContactId contact);
// Whether the organisation may have what she told us, as she said last.
[[nodiscard]] bool may_share(std::vector<Consent> const& newest_first, std::string_view organisation);

}  // namespace store
