#include "gateway/desk/record_act.hpp"

namespace desk {

void record_act(store::Transaction& tx, Actor const& actor, std::string_view what, std::string_view subject,
                std::string_view detail) {
  if (actor.act) {
    base::Result<void> const noted = store::note_act(tx, *actor.act);
    if (!noted) throw store::Failure(noted.error());
  }
  tx.journal(actor.name, what, subject, detail);
}

}  // namespace desk
