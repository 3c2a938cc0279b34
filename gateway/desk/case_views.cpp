// How cases are looked at: a page of them, one with its thread, how it stands, what was done with it.
#include "gateway/desk/case_desk.hpp"
#include "gateway/desk/case_look.hpp"
#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace desk {

using base::Task;

namespace {

constexpr int changes_max = 20;
// Of a case that is looked at again and again.
constexpr std::size_t entries_read_max = 2000;

bool is_look(store::JournalEntry const& entry) { return entry.what == "looked" || entry.what == "listed"; }

// Nothing: of an act that tells none.
std::optional<std::int64_t> version_of(store::JournalEntry const& entry) {
  boost::system::error_code failed;
  boost::json::value const detail = boost::json::parse(entry.detail, failed);
  if (failed || !detail.is_object()) return std::nullopt;
  boost::json::value const* const version = detail.get_object().if_contains("version");
  return version != nullptr && version->is_int64() ? std::optional(version->get_int64()) : std::nullopt;
}

// Entries of a case that are no looks, newest first.
std::vector<store::JournalEntry> acts_on(store::Snapshot& snapshot, std::string const& ref, std::int64_t before,
                                         int limit) {
  std::vector<store::JournalEntry> acts;
  for (std::size_t read = 0; static_cast<int>(acts.size()) < limit;) {
    std::vector<store::JournalEntry> entries = store::journal_of(snapshot, "case " + ref, before, limit);
    if (entries.empty()) break;
    before = entries.back().seq;
    read += entries.size();
    for (store::JournalEntry& entry : entries) {
      if (!is_look(entry) && static_cast<int>(acts.size()) < limit) acts.push_back(std::move(entry));
    }
    if (read >= entries_read_max) break;
  }
  return acts;
}

}  // namespace

base::Result<store::Case> find_for(store::Snapshot& snapshot, Actor const& actor, std::string const& ref) {
  std::optional<store::Case> record = store::find_case(snapshot, viewer_of(actor), ref);
  if (!record) return base::error(base::Code::not_found, "There is no case " + ref + " among those you may see.");
  return std::move(*record);
}

base::Task<base::Result<store::CasePage>> CaseDesk::list(Actor actor, store::CaseQuery query,
                                                         std::optional<store::CasePlace> after, int limit) {
  limit = std::clamp(limit, 1, cases_a_page_max);
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<store::CasePage> {
    return store::case_page(snapshot, viewer_of(actor), query, after, limit);
  };
  base::Result<store::CasePage> page = co_await store_.read(look);
  if (!page) co_return page;
  Task<void> noting = looks_.note(std::move(actor), "listed", "cases");
  co_await std::move(noting);
  co_return page;
}

base::Task<base::Result<QueueCounts>> CaseDesk::counts(Actor actor) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<QueueCounts> {
    return QueueCounts{.queues = store::queue_counts(snapshot, viewer_of(actor)),
                       .mine = store::held_by(snapshot, actor.name)};
  };
  base::Result<QueueCounts> counts = co_await store_.read(look);
  co_return counts;
}

base::Task<std::optional<Standing>> CaseDesk::standing(Actor actor, std::string ref, std::optional<std::int64_t> seen) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<Standing> {
    base::Result<store::Case> record = find_for(snapshot, actor, ref);
    if (!record) return std::unexpected(record.error());
    record->reasons.clear();
    Standing standing{.record = *std::move(record), .changes = {}};
    if (!seen) return standing;
    for (store::JournalEntry& entry : acts_on(snapshot, ref, 0, changes_max)) {
      std::optional<std::int64_t> const version = version_of(entry);
      if (version && *version <= *seen) break;
      standing.changes.push_back(std::move(entry));
    }
    std::ranges::reverse(standing.changes);
    return standing;
  };
  base::Result<Standing> standing = co_await store_.read(look);
  if (!standing) co_return std::nullopt;
  co_return *std::move(standing);
}

base::Task<base::Result<std::vector<store::JournalEntry>>> CaseDesk::timeline(Actor actor, std::string ref,
                                                                              std::int64_t before, int limit) {
  auto const look = [&](store::Snapshot& snapshot) -> base::Result<std::vector<store::JournalEntry>> {
    base::Result<store::Case> const record = find_for(snapshot, actor, ref);
    if (!record) return std::unexpected(record.error());
    return acts_on(snapshot, ref, before, limit);
  };
  base::Result<std::vector<store::JournalEntry>> acts = co_await store_.read(look);
  if (!acts) co_return acts;
  Task<void> noting = looks_.note(std::move(actor), "looked", "case " + ref);
  co_await std::move(noting);
  co_return acts;
}

base::Task<base::Result<CaseView>> CaseDesk::show(Actor actor, std::string ref) {
  // A look is an act: it is written down in the same unit that reads.
  auto const unit = [&](store::Transaction& tx) -> base::Result<CaseView> {
    base::Result<store::Case> record = find_for(tx, actor, ref);
    if (!record) return std::unexpected(record.error());
    record_act(tx, actor, "looked", "case " + ref);
    return read_case_file(tx, actor, *std::move(record));
  };
  base::Result<CaseView> view = co_await store_.write(unit);
  co_return view;
}

base::Task<base::Result<std::vector<Happened>>> CaseDesk::story(Actor actor, std::string ref) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<std::vector<Happened>> {
    base::Result<store::Case> const record = find_for(tx, actor, ref);
    if (!record) return std::unexpected(record.error());
    record_act(tx, actor, "looked", "case " + ref);
    return read_timeline(tx, *record);
  };
  base::Result<std::vector<Happened>> story = co_await store_.write(unit);
  co_return story;
}

}  // namespace desk
