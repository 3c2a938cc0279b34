// Cases that have to do with each other: many workers of one employer. The kind says what ties them and names nobody; a
// link stands on both sides.
#pragma once

#include "gateway/store/transaction.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace store {

enum class CaseLinkKind : std::uint8_t { same_employer, same_recruiter, same_place, same_family, same_matter };
inline constexpr std::array<std::string_view, 5> case_link_kind_words{"same_employer", "same_recruiter", "same_place",
                                                                      "same_family", "same_matter"};
[[nodiscard]] constexpr std::span<std::string_view const> words(CaseLinkKind) { return case_link_kind_words; }

struct CaseLink {
  CaseId other{};
  CaseLinkKind kind = CaseLinkKind::same_matter;
  std::string author{};
  Instant at{};
};

// Replaces the kind, where they are linked already.
void link_cases(Transaction& tx, CaseId one, CaseId other, CaseLinkKind kind, std::string_view author);
// False: they were not linked.
[[nodiscard]] bool unlink_cases(Transaction& tx, CaseId one, CaseId other);
[[nodiscard]] std::vector<CaseLink> case_links(Snapshot& snapshot, CaseId case_id);

}  // namespace store
