#include "gateway/desk/calls_made.hpp"

#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/case_clock.hpp"

namespace desk {

using base::Code;
using base::Result;

base::Task<Result<void>> CallsMade::note(Actor actor, std::string ref, bool reached) {
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    std::optional<store::Case> const record = store::find_case(tx, viewer_of(actor), ref);
    if (!record) return base::error(Code::not_found, "There is no case " + ref + " among those you may see.");
    if (record->holder != actor.name) {
      return base::error(Code::conflict, record->holder.empty()
                                             ? "Claim the case first, so that only one person rings her."
                                             : "Somebody else holds this case: " + record->holder + ".");
    }
    store::note_rung(tx, record->id, reached);
    record_act(tx, actor, reached ? "rang" : "rang_in_vain", "case " + ref);
    return {};
  };
  Result<void> const noted = co_await store_.write(unit);
  co_return noted;
}

}  // namespace desk
