#include "gateway/line/voice/cut_calls.hpp"

#include "gateway/line/convert.hpp"

namespace line {

namespace {

struct Named {
  store::CallId call;
  flows::CutOff cut_off;
};

std::optional<Named> parse_subject(std::string_view text) {
  std::size_t const space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  auto const call = store::parse_id<store::CallId>(text.substr(0, space));
  if (!call) return std::nullopt;
  return Named{*call, {.unheard = text.substr(space + 1) == flow_after({.unheard = true})}};
}

// She rang or wrote after this call ended, or is in the middle of writing.
bool came_back(store::Snapshot& snapshot, store::Contact const& her, store::Call const& call) {
  auto const last_call = store::last_conversation(snapshot, her.id, store::Medium::voice);
  auto const last_texts = store::last_conversation(snapshot, her.id, store::Medium::sms);
  bool const rang = !last_call || last_call->id != call.conversation || !last_call->ended;
  bool const wrote = her.last_in_at && call.ended && *her.last_in_at > *call.ended;
  bool const rang_and_was_cut = last_call && last_call->ended && call.ended && *last_call->ended > *call.ended;
  return rang || wrote || rang_and_was_cut || (last_texts && !last_texts->ended);
}

}  // namespace

void set_cut_call(store::Transaction& tx, store::CallId call, flows::CutOff const& cut_off, CallRules const& rules) {
  if (!rules.texts) return;
  store::set_timer(tx, {.due = tx.now() + wait_after(cut_off, rules),
                        .kind = store::TimerKind::cut_call,
                        .subject = store::text(call) + " " + std::string(flow_after(cut_off)),
                        .generation = tx.now().time_since_epoch().count()});
}

base::Result<std::optional<CutCalls::Subject>> CutCalls::find(store::CallId id, flows::CutOff cut_off) {
  std::shared_ptr<Content const> const content = parts_.content;
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::optional<Subject>> {
    std::optional<store::Call> call = store::find_call(snapshot, id);
    if (!call || !call->ended) return std::optional<Subject>{};
    std::optional<store::Contact> const her = store::find_contact(snapshot, call->contact);
    std::vector<store::Address> const addresses = store::addresses_of(snapshot, call->contact);
    if (!her || addresses.empty()) return std::optional<Subject>{};
    Subject subject{.call = *std::move(call), .from = number_of(content->numbering, addresses.front()), .facts = {}};
    std::optional<store::Case> const open_case = store::open_case_of(snapshot, own_view(), her->id);
    CutCallFacts& facts = subject.facts;
    facts.call = cut_off;
    facts.rules = rules_of(her->rules);
    facts.can_be_answered = subject.from.can_be_answered();
    facts.came_back = came_back(snapshot, *her, subject.call);
    facts.held = open_case && !open_case->holder.empty();
    std::string const& channel = subject.call.channel;
    facts.texts_to_number =
        store::texts_after_calls(snapshot, channel, snapshot.now() - std::chrono::hours(24), her->id);
    facts.texts_of_channel = store::texts_after_calls(snapshot, channel, snapshot.now() - std::chrono::hours(1));
    facts.country = open_case && !open_case->country.empty() ? open_case->country : subject.from.country;
    facts.ended = *subject.call.ended;
    return subject;
  };
  return parts_.store.peek(unit);
}

base::Task<base::Result<bool>> CutCalls::set_again(store::Timer timer, base::Instant at) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    if (!store::take_timer(tx, timer)) return false;
    store::Timer later = timer;
    later.due = at;
    store::set_timer(tx, later);
    return true;
  };
  base::Result<bool> const set = co_await parts_.store.write(unit);
  co_return set;
}

base::Task<base::Result<bool>> CutCalls::act(store::Timer timer) {
  std::optional<Named> const named = parse_subject(timer.subject);
  if (!named) co_return false;
  base::Result<std::optional<Subject>> const first_look = find(named->call, named->cut_off);
  if (!first_look) co_return std::unexpected(first_look.error());
  Channel const* const channel = *first_look ? parts_.channels.find((*first_look)->call.channel) : nullptr;
  if (channel == nullptr) co_return false;
  // Timers of one moment are acted on side by side: how many texts a channel has sent is counted one by one.
  std::string channel_lane = "texts after calls " + channel->id;
  Lanes::Place const turn = co_await lanes_.enter(std::move(channel_lane));
  std::string lane = lane_of(*channel, (*first_look)->from);
  Lanes::Place const place = co_await lanes_.enter(std::move(lane));
  // In her lane nothing of hers changes any more; what was read before may have.
  base::Result<std::optional<Subject>> subject = find(named->call, named->cut_off);
  if (!subject) co_return std::unexpected(subject.error());
  if (!*subject) co_return false;

  FollowUpRuling const ruling =
      may_write_after((*subject)->facts, channel->calls, parts_.content->directory.countries, parts_.clock.now());
  if (auto const* const never = std::get_if<BeginNever>(&ruling)) {
    parts_.log.info("text_after_call_dropped", {{"channel", channel->id}, {"why", never->why}});
    co_return false;
  }
  if (auto const* const later = std::get_if<BeginLater>(&ruling)) {
    base::Instant const at = later->at;
    base::Result<bool> const set = co_await set_again(timer, at);
    co_return set;
  }
  Subject found = **std::move(subject);
  base::Result<bool> const written = co_await write(std::move(found), *channel, timer);
  co_return written;
}

base::Task<base::Result<bool>> CutCalls::write(Subject subject, Channel const& channel, store::Timer timer) {
  std::string const flow(flow_after(subject.facts.call));
  if (parts_.content->library.find(flow) == nullptr) co_return false;
  auto const note = [&](store::Transaction& tx, Recorded const&, TurnPlan const&) -> base::Result<void> {
    store::note_text_after(tx, subject.call.id);
    return {};
  };
  // What was open in the call goes on by SMS as the same conversation; after a missed call one begins.
  bool const goes_on = !subject.facts.call.unheard;
  Occasion const occasion{.channel = channel,
                          .from = subject.from,
                          .medium = flows::Medium::sms,
                          .input = {flows::Input::Kind::begun, {}},
                          .provider_id = {},
                          .timer = timer,
                          .thread = {.contact = subject.call.contact,
                                     .conversation = goes_on ? std::optional(subject.call.conversation) : std::nullopt,
                                     .begins = false,
                                     .takes_up = goes_on,
                                     .resume_for = {}},
                          .flow = flow,
                          .also = note};
  base::Result<Done> const done = co_await take_turn(parts_, occasion);
  if (!done) co_return std::unexpected(done.error());
  parts_.metrics.increment("saathi_texts_after_calls_total", {channel.id});
  co_return !done->recorded.is_repeat;
}

}  // namespace line
