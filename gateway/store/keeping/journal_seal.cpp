#include "gateway/store/keeping/journal_seal.hpp"

#include "gateway/store/journal.hpp"
#include "gateway/store/keeping/hex.hpp"

#include <sodium.h>

#include <charconv>

namespace store {
namespace {

constexpr std::string_view mark = "saathi-seal";

static_assert(signature_bytes == crypto_sign_BYTES);

unsigned char const* raw(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

std::string signed_text(JournalSeal const& seal) {
  std::string text(mark);
  text.append(" ").append(std::to_string(seal.seq)).append(" ").append(to_hex(seal.hash));
  return text.append(" ").append(std::to_string(seal.at.time_since_epoch().count()));
}

JournalSeal read_seal(Rows const& row) {
  return {.seq = row.get<std::int64_t>(0),
          .hash = row.get<std::string>(1),
          .at = row.get<Instant>(2),
          .signature = row.get<std::string>(3)};
}

std::vector<JournalSeal> all_seals(Snapshot& snapshot) {
  std::vector<JournalSeal> seals;
  Rows rows = snapshot.query("select seq, hash, at, signature from journal_seal order by seq");
  while (rows.next()) seals.push_back(read_seal(rows));
  return seals;
}

std::string hash_at(Snapshot& snapshot, std::int64_t seq) {
  Rows rows = snapshot.query("select hash from journal where seq = $1", seq);
  return rows.next() ? rows.get<std::string>(0) : std::string();
}

// What is wrong with one seal; empty: nothing.
std::string fault_of(Snapshot& snapshot, JournalSigner const& signer, JournalSeal const& seal, std::string_view whose) {
  std::string const name = std::string(whose) + " of entry " + std::to_string(seal.seq);
  if (!signer.signed_it(signed_text(seal), seal.signature)) return name + " was not made with this hotline's key.";
  std::string const hash = hash_at(snapshot, seal.seq);
  if (hash.empty()) return name + " seals an entry that is missing: the journal was cut.";
  if (hash != seal.hash) return name + " does not fit: entries up to there were written anew.";
  return {};
}

std::string_view take_word(std::string_view& line) {
  std::string_view const word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

bool read_number(std::string_view digits, std::int64_t& number) {
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return failed == std::errc() && end == digits.data() + digits.size() && number > 0;
}

}  // namespace

JournalSigner::JournalSigner(Secret const& hotline_key) : secret_key_(crypto_sign_SECRETKEYBYTES) {
  constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "saathi_j";
  constexpr std::uint64_t number = 1;
  static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SEEDBYTES == key_bytes);
  Secret seed(key_bytes);
  crypto_kdf_derive_from_key(seed.bytes().data(), key_bytes, number, context, hotline_key.bytes().data());
  crypto_sign_seed_keypair(public_key_.data(), secret_key_.bytes().data(), seed.bytes().data());
}

std::string JournalSigner::sign(std::string_view text) const {
  std::string signature(signature_bytes, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, raw(text), text.size(),
                       secret_key_.bytes().data());
  return signature;
}

bool JournalSigner::signed_it(std::string_view text, std::string_view signature) const {
  return signature.size() == signature_bytes &&
         crypto_sign_verify_detached(raw(signature), raw(text), text.size(), public_key_.data()) == 0;
}

std::optional<JournalSeal> last_journal_seal(Snapshot& snapshot) {
  Rows rows = snapshot.query("select seq, hash, at, signature from journal_seal order by seq desc limit 1");
  if (!rows.next()) return std::nullopt;
  return read_seal(rows);
}

std::optional<JournalSeal> seal_journal(Transaction& tx, JournalSigner const& signer) {
  std::optional<JournalSeal> newest = last_journal_seal(tx);
  std::int64_t const last = last_journal_seq(tx);
  if (last == 0 || (newest && newest->seq >= last)) return newest;
  JournalSeal seal{.seq = last, .hash = hash_at(tx, last), .at = tx.now(), .signature = {}};
  seal.signature = signer.sign(signed_text(seal));
  tx.execute("insert into journal_seal (seq, hash, at, signature) values ($1, $2, $3, $4)", seal.seq, Blob{seal.hash},
             seal.at, Blob{seal.signature});
  return seal;
}

std::string to_line(JournalSeal const& seal) { return signed_text(seal) + " " + to_hex(seal.signature); }

std::optional<JournalSeal> parse_seal_line(std::string_view line) {
  JournalSeal seal;
  std::int64_t at = 0;
  if (take_word(line) != mark || !read_number(take_word(line), seal.seq)) return std::nullopt;
  std::optional<std::string> hash = from_hex(take_word(line));
  if (!hash || !read_number(take_word(line), at)) return std::nullopt;
  std::optional<std::string> signature = from_hex(line);
  if (!signature) return std::nullopt;
  seal.hash = *std::move(hash);
  seal.at = Instant{base::Milliseconds{at}};
  seal.signature = *std::move(signature);
  return seal;
}

JournalVerdict verify_sealed_journal(Snapshot& snapshot, JournalSigner const& signer,
                                     std::vector<JournalSeal> const& kept) {
  JournalVerdict verdict{.entries = last_journal_seq(snapshot)};
  std::optional<Broken> const broken = verify_journal(snapshot, 1, verdict.entries);
  if (broken) verdict.faults.push_back("Entry " + std::to_string(broken->seq) + ": " + broken->why);
  auto const check = [&](JournalSeal const& seal, std::string_view whose) {
    if (std::string fault = fault_of(snapshot, signer, seal, whose); !fault.empty())
      verdict.faults.push_back(std::move(fault));
  };
  for (JournalSeal const& seal : all_seals(snapshot)) {
    ++verdict.seals;
    check(seal, "The seal");
  }
  for (JournalSeal const& seal : kept) check(seal, "The seal that was kept");
  return verdict;
}

}  // namespace store
