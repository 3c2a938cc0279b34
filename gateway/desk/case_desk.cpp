#include "gateway/desk/case_desk.hpp"

#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"

namespace desk {

base::Task<base::Result<store::Attachment>> CaseDesk::attachment(Actor actor, store::AttachmentId id) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::Attachment> {
    std::optional<store::Attachment> found = store::find_attachment(tx, id);
    std::optional<store::Case> const record =
        found ? store::find_case(tx, viewer_of(actor), found->case_id) : std::nullopt;
    if (!record) return base::error(base::Code::not_found, "There is no such file among the cases you may see.");
    record_act(tx, actor, "looked", subject_of(record->ref), detail_of(0, {{"attachment", store::text(id)}}));
    return *std::move(found);
  };
  base::Result<store::Attachment> found = co_await store_.write(unit);
  co_return found;
}

base::Task<base::Result<store::Case>> CaseDesk::act(Actor actor, std::string ref, std::optional<std::int64_t> seen,
                                                    Act act) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::Case> {
    base::Result<CaseWork> work = CaseWork::begin(tx, actor, ref, seen);
    if (!work) return std::unexpected(work.error());
    if (base::Result<void> const acted = act(*work); !acted) return std::unexpected(acted.error());
    return std::move(work->record);
  };
  base::Result<store::Case> after = co_await store_.write(unit);
  co_return after;
}

base::Task<base::Result<store::MessageId>> CaseDesk::answer(Actor actor, std::string ref,
                                                            std::optional<std::int64_t> seen, Answer answer) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::MessageId> {
    base::Result<CaseWork> work = CaseWork::begin(tx, actor, ref, seen);
    if (!work) return std::unexpected(work.error());
    return desk::answer(*work, answer);
  };
  base::Result<store::MessageId> queued = co_await store_.write(unit);
  co_return queued;
}

}  // namespace desk
