#include "gateway/desk/looks.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace desk {

base::Task<void> Looks::note(Actor actor, std::string what, std::string subject) {
  Look look{.who = std::move(actor.name), .what = std::move(what), .subject = std::move(subject)};
  std::map<Look, int> late = std::exchange(unwritten_, {});  // taken along, by nobody else meanwhile
  auto const unit = [&](store::Transaction& tx) -> base::Result<void> {
    for (auto const& [each, times] : late) {
      std::string const detail = boost::json::serialize(boost::json::object{{"late", true}, {"times", times}});
      tx.journal(each.who, each.what, each.subject, detail);
    }
    tx.journal(look.who, look.what, look.subject);
    return {};
  };
  base::Result<void> const written = co_await store_.write(unit);
  if (written) co_return;
  for (auto const& [each, times] : late) unwritten_[each] += times;
  if (unwritten_.size() < unwritten_max || unwritten_.contains(look)) unwritten_[look] += 1;
}

}  // namespace desk
