// The same words in the language of the flows and in the store's: the rooms do not know each other, so somebody who
// knows both translates. Pure.
#pragma once

#include "flows/engine.hpp"
#include "gateway/desk/routing.hpp"
#include "gateway/line/numbers.hpp"
#include "gateway/line/turn.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/outbound_state.hpp"
#include "providers/provider.hpp"

namespace line {

[[nodiscard]] flows::ContactRules rules_of(store::Rules const& rules);
[[nodiscard]] store::Rules rules_of(flows::ContactRules const& rules);

[[nodiscard]] store::Severity severity_of(flows::Severity severity);
[[nodiscard]] flows::Severity severity_of(store::Severity severity);
[[nodiscard]] store::Medium medium_of(flows::Medium medium);

// Her address as the store looks it up.
[[nodiscard]] store::AddressKey address_of(Number const& number);
[[nodiscard]] Number number_of(Numbering const& numbering, store::Address const& address);

[[nodiscard]] StandingCase standing_case(store::Case const& record);
[[nodiscard]] store::Case case_of(CaseChange const& change, store::ContactId contact);
[[nodiscard]] store::Raise raise_of(CaseChange const& change);

// The network says that she wants no texts from us: kept as her own STOP would be.
void note_opted_out(store::Transaction& tx, store::ContactId id);

[[nodiscard]] store::Reported reported_of(providers::Delivery state);

}  // namespace line
