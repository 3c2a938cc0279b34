#include "gateway/line/case_told.hpp"

#include "gateway/store/case_record.hpp"
#include "gateway/store/outbound.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace line {

void tell_heard(store::Transaction& tx, std::string_view case_ref, store::MessageId message) {
  boost::json::object const detail{{"message", store::text(message)}};
  tx.journal("line", "heard", "case " + std::string(case_ref), boost::json::serialize(detail));
}

void tell_delivery(store::Transaction& tx, store::MessageId message) {
  store::CaseId const id = store::case_of_answer(tx, message);
  if (!id) return;
  std::optional<store::Case> const record = store::find_case_row(tx, {.name = "outbox", .all = true, .queues = {}}, id);
  std::optional<store::Outbound> const outbound = store::find_outbound(tx, message);
  if (!record || !outbound) return;
  boost::json::object const detail{{"message", store::text(message)}, {"delivery", store::name(outbound->state)}};
  tx.journal("outbox", "delivery", "case " + record->ref, boost::json::serialize(detail));
}

}  // namespace line
