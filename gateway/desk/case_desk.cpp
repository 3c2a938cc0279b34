#include "gateway/desk/case_desk.hpp"

#include "gateway/desk/rights.hpp"

namespace desk {

namespace {

constexpr int cases_max = 200;

}  // namespace

base::Task<base::Result<std::vector<store::Case>>> CaseDesk::list(Actor actor) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::Case>> {
    return store::open_cases(snapshot, viewer_of(actor), cases_max);
  };
  base::Result<std::vector<store::Case>> cases = co_await store_.read(look);
  if (!cases) co_return cases;
  // A long list does not hold up the writer; that she looked is written down before she sees it.
  auto const note = [&](store::Transaction& tx) -> base::Result<void> {
    tx.journal(actor.name, "listed", "cases");
    return {};
  };
  base::Result<void> const noted = co_await store_.write(note);
  if (!noted) co_return std::unexpected(noted.error());
  co_return cases;
}

base::Task<base::Result<CaseView>> CaseDesk::show(Actor actor, std::string ref) {
  // A look is an act: it is written down in the same unit that reads.
  auto const unit = [&](store::Transaction& tx) -> base::Result<CaseView> {
    base::Result<CaseWork> work = CaseWork::begin(tx, actor, ref, std::nullopt);
    if (!work) return std::unexpected(work.error());
    (void)work->noted("looked");
    return read_case_file(tx, actor, std::move(work->record));
  };
  base::Result<CaseView> view = co_await store_.write(unit);
  co_return view;
}

base::Task<base::Result<std::vector<Happened>>> CaseDesk::timeline(Actor actor, std::string ref) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<std::vector<Happened>> {
    base::Result<CaseWork> work = CaseWork::begin(tx, actor, ref, std::nullopt);
    if (!work) return std::unexpected(work.error());
    (void)work->noted("looked");
    return read_timeline(tx, work->record);
  };
  base::Result<std::vector<Happened>> timeline = co_await store_.write(unit);
  co_return timeline;
}

base::Task<base::Result<store::Attachment>> CaseDesk::attachment(Actor actor, store::AttachmentId id) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<store::Attachment> {
    std::optional<store::Attachment> found = store::find_attachment(tx, id);
    std::optional<store::Case> const record =
        found ? store::find_case(tx, viewer_of(actor), found->case_id) : std::nullopt;
    if (!record) return base::error(base::Code::not_found, "There is no such file among the cases you may see.");
    tx.journal(actor.name, "looked", subject_of(record->ref), detail_of(0, {{"attachment", store::text(id)}}));
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

base::Result<CaseDesk::Standing> CaseDesk::standing(Actor const& actor, std::string const& ref, std::int64_t seen) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<Standing> {
    std::optional<store::Case> const record = store::find_case(snapshot, viewer_of(actor), ref);
    if (!record) return base::error(base::Code::not_found, "There is no case " + ref + " among those you may see.");
    return Standing{
        .holder = record->holder, .version = record->version, .changes = changes_since(snapshot, ref, seen)};
  };
  return store_.peek(look);
}

}  // namespace desk
