#include "gateway/line/lent_phone.hpp"

#include "flows/agreed_words.hpp"
#include "flows/text/normalise.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/line/standing.hpp"
#include "gateway/store/case_pin.hpp"
#include "gateway/store/contact.hpp"
#include "providers/crypto.hpp"

namespace line {

namespace {

std::string digits_in(std::string_view written) {
  std::string digits;
  for (char const c : flows::normalise(written).text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

bool knows(store::Transaction& tx, store::Case const& record, std::string_view secret) {
  bool const is_pin = providers::same_secret(digits_in(secret), store::case_pin(tx, record.id));
  std::optional<store::Contact> const her = store::find_contact(tx, record.contact);
  if (is_pin || !her || her->code_word.empty()) return is_pin;
  std::string const code = flows::word_key(her->code_word.reveal(base::Reason::to_read_flow));
  return providers::same_secret(flows::word_key(secret), code);
}

}  // namespace

std::optional<store::Case> claimed_case(store::Transaction& tx, flows::Claim const& claim) {
  std::optional<store::Case> record = store::find_case(tx, own_view(), "K-" + digits_in(claim.number));
  if (!record || record->closed || store::wrong_pins(tx, record->id) >= wrong_pins_max) return std::nullopt;
  if (knows(tx, *record, claim.secret)) return record;
  store::note_wrong_pin(tx, record->id);
  return std::nullopt;
}

base::Result<store::Case> tell_claimed(store::Transaction& tx, store::Case const& hers, flows::Claim const& claim,
                                       flows::Severity severity) {
  std::string const words = claim.words.empty() ? "nothing more; ring or write to her as agreed" : claim.words;
  store::Raise raise;
  raise.severity = severity_of(severity);
  raise.tags = {"lent_phone"};
  raise.reasons.push_back(
      {"conversation", store::Sealed<std::string>("from a lent phone, with the right secret, she wrote: " + words)});
  return store::raise_case(tx, hers.id, raise);
}

}  // namespace line
