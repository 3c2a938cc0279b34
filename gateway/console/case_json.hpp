// A case as the contract writes it: {"ref","state","category","tags","severity","rule","queue","also","offer","place",
// "country","medium","holder","due","opened","version"}: a row of a list and the answer to an act, without a word of
// hers. With reasons, address and thread where one is shown. Instants are RFC 3339 UTC.
#pragma once

#include "gateway/desk/case_desk.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace console {

// RFC 3339, UTC; null: no such moment.
[[nodiscard]] boost::json::value instant_json(std::optional<base::Instant> const& at);
// Nothing for what `instant_json` would not have written.
[[nodiscard]] std::optional<base::Instant> parse_instant(std::string_view text);
[[nodiscard]] boost::json::object to_json(store::Case const& record);
[[nodiscard]] boost::json::object to_json(desk::ContactCard const& card);
[[nodiscard]] boost::json::object to_json(desk::CaseView const& view);
[[nodiscard]] boost::json::object to_json(desk::Happened const& happened);
// An entry of its timeline: {"id","at","who","what","detail"}.
[[nodiscard]] boost::json::object to_json(store::JournalEntry const& entry);

}  // namespace console
