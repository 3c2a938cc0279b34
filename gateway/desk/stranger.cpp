#include "gateway/desk/stranger.hpp"

#include <algorithm>
#include <array>

namespace desk {

namespace {

using Done = base::Result<void>;

constexpr std::array signs = std::to_array<std::string_view>(
    {"style", "language", "formal", "who_is_this", "what_did_she_say", "her_name", "stop_the_case", "employer"});
constexpr std::array proofs = std::to_array<std::string_view>({"code_word", "call"});

std::string listed(std::span<std::string_view const> words) {
  std::string all;
  for (std::string_view const word : words) all.append(all.empty() ? "" : ", ").append(word);
  return all;
}

Done freeze(CaseWork& work, std::string const& sign) {
  if (Done open = work.require_open(); !open) return open;
  if (std::ranges::find(signs, sign) == signs.end()) {
    return base::wrong_field("sign", "\"sign\" is one of: " + listed(signs) + ".");
  }
  std::optional<store::Contact> const contact = store::find_contact(work.tx, work.record.contact);
  if (!contact) return base::error(base::Code::not_found, "Her data have been erased.");
  if (contact->frozen) return base::error(base::Code::conflict, "Her contact rules are frozen already.");
  store::set_frozen(work.tx, contact->id, true);
  return work.done("rules_frozen", {{"sign", sign}});
}

Done lift(CaseWork& work, std::string const& how, std::string const& reason) {
  if (Done held = work.require_holder(); !held) return held;
  if (std::ranges::find(proofs, how) == proofs.end()) {
    return base::wrong_field("how", "Say how it was made sure that it is she: \"how\" is code_word or call.");
  }
  if (Done said = require_words(reason, "reason"); !said) return said;
  std::optional<store::Contact> const contact = store::find_contact(work.tx, work.record.contact);
  if (!contact || !contact->frozen) return base::error(base::Code::conflict, "Her contact rules are not frozen.");
  store::set_frozen(work.tx, contact->id, false);
  std::string const note = work.note(store::CaseNoteKind::reason, reason);
  return work.done("rules_lifted", {{"how", how}, {"note", note}});
}

}  // namespace

std::span<std::string_view const> stranger_signs() { return signs; }

Act freeze_rules(std::string sign) {
  return [sign = std::move(sign)](CaseWork& work) { return freeze(work, sign); };
}

Act lift_freeze(std::string how, std::string reason) {
  return [how = std::move(how), reason = std::move(reason)](CaseWork& work) { return lift(work, how, reason); };
}

store::Rules stricter_only(store::Rules const& before, store::Rules const& wanted) {
  store::Rules rules = before;
  if (wanted.safety == store::Safety::no) rules.safety = store::Safety::no;
  if (wanted.preference == store::Preference::none) rules.preference = store::Preference::none;
  rules.opted_out = before.opted_out || wanted.opted_out;
  rules.no_share = before.no_share || wanted.no_share;
  return rules;
}

}  // namespace desk
