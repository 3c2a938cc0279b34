#include "gateway/desk/switches.hpp"

#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/block.hpp"
#include "gateway/store/case_record.hpp"

namespace desk {

using base::Code;
using base::Result;

base::Task<Result<std::vector<store::Switch>>> Switches::list(Actor actor) {
  auto const unit = [&](store::Transaction& tx) -> Result<std::vector<store::Switch>> {
    tx.journal(actor.name, "looked", "switches");
    return store::switches(tx);
  };
  Result<std::vector<store::Switch>> all = co_await store_.write(unit);
  co_return all;
}

base::Task<Result<std::vector<store::Switch>>> Switches::set(Actor actor, std::string name, bool on) {
  bool const is_area = name.starts_with(area_switch) && is_country_(std::string_view(name).substr(area_switch.size()));
  if (name != surge_switch && !is_area) {
    co_return base::error(Code::bad_input, "name: \"surge\", or \"area\" and a country of countries.tsv: \"area QA\".");
  }
  auto const unit = [&](store::Transaction& tx) -> Result<std::vector<store::Switch>> {
    if (on) {
      store::switch_on(tx, name, actor.name);
    } else {
      store::switch_off(tx, name);
    }
    record_act(tx, actor, on ? "switched_on" : "switched_off", "switch " + name);
    return store::switches(tx);
  };
  Result<std::vector<store::Switch>> all = co_await store_.write(unit);
  co_return all;
}

base::Task<Result<void>> Switches::block(Actor actor, std::string ref, bool blocked) {
  auto const unit = [&](store::Transaction& tx) -> Result<void> {
    std::optional<store::Case> const record = store::find_case(tx, viewer_of(actor), ref);
    if (!record || !may(actor, Right::block_numbers, object_of(*record)))
      return base::error(Code::not_found, "There is no case " + ref + " among those you may see.");
    store::set_blocked(tx, record->contact, blocked);
    record_act(tx, actor, blocked ? "blocked_number" : "unblocked_number", "case " + ref);
    return {};
  };
  Result<void> const set = co_await store_.write(unit);
  co_return set;
}

}  // namespace desk
