// Seals on the journal: every hour, and with each backup, the newest entry's number and hash are signed (Ed25519, by a
// key derived from the hotline's backup key). Whoever can write the database but has no master key can change no entry
// before the newest seal without being found; whoever has that too is found by a seal that an auditor took away.
//   saathi-seal 17 4f02… 1795428000000 9c11…        what an auditor keeps, one line
// Threads: as a unit of work.
#pragma once

#include "gateway/store/secret.hpp"
#include "gateway/store/transaction.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

inline constexpr std::size_t signature_bytes = 64;

// The pair of keys of one hotline.
class JournalSigner {
 public:
  explicit JournalSigner(Secret const& hotline_key);  // its backup key, which outlives every master key
  [[nodiscard]] std::string sign(std::string_view text) const;
  [[nodiscard]] bool signed_it(std::string_view text, std::string_view signature) const;

 private:
  std::array<unsigned char, 32> public_key_{};
  Secret secret_key_;
};

struct JournalSeal {
  std::int64_t seq = 0;
  std::string hash{};
  Instant at{};
  std::string signature{};
};

// Seals the newest entry, unless it is sealed or there is none. The newest seal.
std::optional<JournalSeal> seal_journal(Transaction& tx, JournalSigner const& signer);
[[nodiscard]] std::optional<JournalSeal> last_journal_seal(Snapshot& snapshot);

[[nodiscard]] std::string to_line(JournalSeal const& seal);
[[nodiscard]] std::optional<JournalSeal> parse_seal_line(std::string_view line);

// Everything that is wrong with the journal, a sentence each; `kept`: seals that somebody took away before.
struct JournalVerdict {
  std::int64_t entries = 0;
  std::int64_t seals = 0;
  std::vector<std::string> faults{};
};
[[nodiscard]] JournalVerdict verify_sealed_journal(Snapshot& snapshot, JournalSigner const& signer,
                                                   std::vector<JournalSeal> const& kept);

}  // namespace store
