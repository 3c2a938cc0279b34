#include "gateway/desk/feed.hpp"

#include "gateway/desk/rights.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace desk {

namespace {

using base::Result;

constexpr int alarms_max = 20;
constexpr std::string_view case_mark = "case ";
constexpr std::string_view account_mark = "account ";

store::Viewer everything() { return {.name = {}, .all = true, .queues = {}}; }

bool is_look(std::string_view what) { return what == "looked" || what.starts_with("listed"); }

std::string word_of(std::string_view detail, std::string_view key) {
  boost::system::error_code failed;
  boost::json::value const value = boost::json::parse(detail, failed);
  boost::json::value const* const word = !failed && value.is_object() ? value.get_object().if_contains(key) : nullptr;
  return word != nullptr && word->is_string() ? std::string(word->get_string()) : std::string();
}

std::optional<Happening> happening_of(store::Snapshot& snapshot, store::JournalEntry const& entry) {
  if (is_look(entry.what)) return std::nullopt;
  std::string_view subject = entry.subject;
  Happening happening{.seq = entry.seq, .what = entry.what};
  if (subject.starts_with(account_mark)) {
    happening.account = subject.substr(account_mark.size());
    return happening;
  }
  if (!subject.starts_with(case_mark)) return std::nullopt;
  happening.record = store::find_case_row(snapshot, everything(), subject.substr(case_mark.size()));
  if (!happening.record) return std::nullopt;
  happening.message = word_of(entry.detail, "message");
  happening.delivery = word_of(entry.detail, "delivery");
  return happening;
}

}  // namespace

std::vector<std::string> sight_of(store::Case const& record) {
  std::vector<std::string> queues = record.also;
  queues.push_back(record.queue);
  return queues;
}

bool is_alarming(store::Case const& record) {
  return record.severity == store::Severity::critical && record.state == store::CaseState::queued &&
         record.holder.empty() && !record.closed;
}

base::Task<Result<std::int64_t>> Feed::last() {
  auto const look = [](store::Snapshot& snapshot) -> Result<std::int64_t> { return store::last_journal_seq(snapshot); };
  Result<std::int64_t> last = co_await store_.read(look);
  co_return last;
}

base::Task<Result<Happenings>> Feed::after(std::int64_t seq) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<Happenings> {
    Happenings happenings{.list = {}, .upto = seq};
    for (store::JournalEntry const& entry : store::journal_after(snapshot, seq, entries_a_time)) {
      happenings.upto = entry.seq;
      if (std::optional<Happening> each = happening_of(snapshot, entry)) happenings.list.push_back(*std::move(each));
    }
    return happenings;
  };
  Result<Happenings> happenings = co_await store_.read(look);
  co_return happenings;
}

base::Task<Result<std::map<std::string, std::vector<std::string>>>> Feed::sights() {
  using Sights = std::map<std::string, std::vector<std::string>>;
  auto const look = [](store::Snapshot& snapshot) -> Result<Sights> { return store::open_sights(snapshot); };
  Result<Sights> sights = co_await store_.read(look);
  co_return sights;
}

base::Task<Result<std::vector<store::Case>>> Feed::alarms(Actor actor) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::vector<store::Case>> {
    store::CaseQuery const query{.severity = store::Severity::critical, .state = store::CaseState::queued};
    store::CasePage page = store::case_page(snapshot, viewer_of(actor), query, std::nullopt, alarms_max);
    std::erase_if(page.cases, [](store::Case const& each) { return !is_alarming(each); });
    return std::move(page.cases);
  };
  Result<std::vector<store::Case>> alarms = co_await store_.read(look);
  co_return alarms;
}

base::Task<Result<std::vector<QueueCounts>>> Feed::counts(std::vector<Actor> actors) {
  auto const look = [&](store::Snapshot& snapshot) -> Result<std::vector<QueueCounts>> {
    std::map<std::vector<std::string>, std::vector<store::QueueCount>> known;  // many readers have the same queues
    std::vector<QueueCounts> counts;
    for (Actor const& actor : actors) {
      store::Viewer const viewer = viewer_of(actor);
      auto const [queues, is_new] = known.try_emplace(viewer.all ? std::vector<std::string>{""} : viewer.queues);
      if (is_new) queues->second = store::queue_counts(snapshot, viewer);
      counts.push_back({.queues = queues->second, .mine = store::held_by(snapshot, actor.name)});
    }
    return counts;
  };
  Result<std::vector<QueueCounts>> counts = co_await store_.read(look);
  co_return counts;
}

}  // namespace desk
