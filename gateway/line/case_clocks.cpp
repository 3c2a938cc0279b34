#include "gateway/line/case_clocks.hpp"

#include "gateway/desk/ownership.hpp"
#include "gateway/desk/roster.hpp"
#include "gateway/line/standing.hpp"
#include "gateway/store/case_clock.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace line {

namespace {

constexpr std::string_view who = "clock";
constexpr std::string_view weekly_list = "weekly_list";  // read, not rung
constexpr int people_max = 1000;
constexpr int shifts_max = 20'000;

// What a look came to; for the log and the metrics, after it is on disk.
struct Looked {
  bool stood = false;
  int told = 0;
  std::vector<std::string> unheard;  // whom an alarm was for and did not reach, as the ladder names them
  std::string queue;
};

class Look {
 public:
  Look(store::Transaction& tx, Content const& content, NoticeWays const& ways, store::Case record,
       store::CaseClock clock)
      : tx_(tx),
        directory_(content.directory),
        ways_(ways),
        record_(std::move(record)),
        clock_(std::move(clock)),
        plan_(desk::plan_clocks(record_, clock_, directory_, tx.now())) {}

  base::Result<Looked> run() {
    looked_.stood = true;
    looked_.queue = record_.queue;
    if (plan_.claim_ends) return end_claim();
    if (base::Result<bool> const overflowed = overflow(); !overflowed || *overflowed) {
      if (!overflowed) return std::unexpected(overflowed.error());
      return std::move(looked_);  // it changed, and is looked at again at once
    }
    for (desk::Alarm const& alarm : plan_.alarms) raise(alarm);
    keep();
    return std::move(looked_);
  }

 private:
  base::Result<Looked> end_claim() {
    desk::Actor const clock{std::string(who)};
    base::Result<desk::CaseWork> work = desk::CaseWork::begin(tx_, clock, record_.ref, record_.version);
    if (!work) return std::unexpected(work.error());
    if (base::Result<void> const ended = desk::end_claim()(*work); !ended) return std::unexpected(ended.error());
    return std::move(looked_);
  }

  // A queue with more cases than its people can carry shares what is new with its backup. True: it does now.
  base::Result<bool> overflow() {
    desk::Queue const* const queue = directory_.find_queue(record_.queue);
    bool const has_room = queue == nullptr || queue->capacity == 0 || queue->backup.empty() ||
                          std::ranges::find(record_.also, queue->backup) != record_.also.end();
    bool const is_new = record_.holder.empty() && clock_.told.empty();
    if (has_room || !is_new || desk::is_about_members(directory_, queue->backup, record_.about)) return false;
    if (store::count_open_cases(tx_, record_.queue, queue->capacity + 1) <= queue->capacity) return false;
    store::Raise const share{.also = {queue->backup},
                             .reasons = {{"full", store::Sealed<std::string>("`" + queue->code + "` is full: `" +
                                                                             queue->backup + "` takes it too")}}};
    base::Result<store::Case> const shared = store::raise_case(tx_, record_.id, share);
    if (!shared) return std::unexpected(shared.error());
    boost::json::object const detail{{"queue", queue->code}, {"backup", queue->backup}};
    tx_.journal(who, "overflowed", "case " + record_.ref, boost::json::serialize(detail));
    return true;
  }

  void raise(desk::Alarm const& alarm) {
    if (!roster_) roster_ = {store::accounts(tx_, people_max), store::shifts(tx_, shifts_max)};
    int told = 0;
    for (store::Account const* account : desk::whom_to_tell(alarm.who, record_, *roster_, directory_, tx_.now())) {
      if (tell(tx_, ways_, *account, record_, alarm)) ++told;
    }
    tell_webhook(tx_, ways_, record_, alarm);
    boost::json::object detail{
        {"about", alarm.promise ? desk::name(*alarm.promise) : "arrived"}, {"who", alarm.who}, {"people", told}};
    tx_.journal(who, alarm.what == desk::Alarm::What::missed ? "missed" : "told", "case " + record_.ref,
                boost::json::serialize(detail));
    looked_.told += told;
    if (told == 0 && alarm.who != weekly_list) looked_.unheard.push_back(alarm.who);
  }

  void keep() {
    if (clock_.resumed) {
      clock_.paused.reset();
      clock_.resumed.reset();
    }
    clock_.told = plan_.told;
    store::save_case_clock(tx_, clock_);
    if (plan_.due != record_.due) store::save_due(tx_, record_.id, plan_.due);
    if (plan_.wakes) store::set_clock_timer(tx_, record_.id, *plan_.wakes);
  }

  store::Transaction& tx_;
  desk::Directory const& directory_;
  NoticeWays const& ways_;
  store::Case record_;
  store::CaseClock clock_;
  desk::ClockPlan plan_;
  std::optional<desk::Roster> roster_;
  Looked looked_;
};

base::Result<Looked> look(store::Transaction& tx, Content const& content, NoticeWays const& ways,
                          store::Timer const& timer) {
  if (!store::take_timer(tx, timer)) return Looked{};
  Looked nothing;
  nothing.stood = true;
  std::optional<store::CaseId> const id = store::parse_clock_subject(timer.subject);
  if (!id) return nothing;
  std::optional<store::Case> record = store::find_case(tx, own_view(), *id);
  std::optional<store::CaseClock> clock = store::find_case_clock(tx, *id);
  if (!record || record->closed || !clock) return nothing;
  return Look(tx, content, ways, *std::move(record), *std::move(clock)).run();
}

}  // namespace

base::Task<base::Result<bool>> CaseClocks::act(store::Timer timer) {
  std::shared_ptr<Content const> const content = parts_.content;
  auto const unit = [&](store::Transaction& tx) { return look(tx, *content, parts_.ways, timer); };
  base::Result<Looked> const looked = co_await parts_.store.write(unit);
  if (!looked) co_return std::unexpected(looked.error());
  for (std::string const& unheard : looked->unheard) {
    parts_.log.warning("alarm_unheard", {{"queue", looked->queue}, {"who", unheard}});
    parts_.metrics.increment("saathi_alarms_unheard_total", {looked->queue});
  }
  parts_.metrics.increment("saathi_notices_total", {}, looked->told);
  co_return looked->stood;
}

}  // namespace line
