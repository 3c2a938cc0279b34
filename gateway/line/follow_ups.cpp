#include "gateway/line/follow_ups.hpp"

#include "gateway/line/convert.hpp"
#include "gateway/line/follow_up.hpp"

namespace line {

std::string to_text(FollowUpSubject const& subject) {
  return store::text(subject.contact) + " " + subject.channel + " " + subject.flow;
}

std::optional<FollowUpSubject> parse_follow_up_subject(std::string_view text) {
  std::size_t const first = text.find(' ');
  std::size_t const last = text.rfind(' ');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  auto const contact = store::parse_id<store::ContactId>(text.substr(0, first));
  if (!contact) return std::nullopt;
  return FollowUpSubject{*contact, std::string(text.substr(first + 1, last - first - 1)),
                         std::string(text.substr(last + 1))};
}

base::Task<base::Result<std::optional<FollowUps::Subject>>> FollowUps::find(store::ContactId contact) {
  std::shared_ptr<Content const> const content = parts_.content;
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::optional<Subject>> {
    std::optional<store::Contact> const her = store::find_contact(snapshot, contact);
    std::vector<store::Address> const addresses = store::addresses_of(snapshot, contact);
    if (!her || addresses.empty()) return std::optional<Subject>{};
    Subject subject{.from = number_of(content->numbering, addresses.front()), .contact = contact, .facts = {}};
    if (!subject.from.can_be_answered()) return std::optional<Subject>{};
    std::optional<store::Case> const open_case = store::open_case_of(snapshot, own_view(), contact);
    subject.facts.rules = rules_of(her->rules);
    subject.facts.last_heard = her->last_in_at;
    subject.facts.held = open_case && !open_case->holder.empty();
    subject.facts.country = open_case && !open_case->country.empty() ? open_case->country : subject.from.country;
    return subject;
  };
  base::Result<std::optional<Subject>> subject = co_await parts_.store.read(unit);
  co_return subject;
}

base::Task<base::Result<bool>> FollowUps::set_again(store::Timer timer, base::Instant at) {
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

base::Task<base::Result<bool>> FollowUps::act(store::Timer timer) {
  std::shared_ptr<Content const> const content = parts_.content;
  std::optional<FollowUpSubject> const named = parse_follow_up_subject(timer.subject);
  Channel const* const channel = named ? parts_.channels.find(named->channel) : nullptr;
  flows::Flow const* const flow = named ? content->library.find(named->flow) : nullptr;
  if (channel == nullptr || flow == nullptr || !flow->from_outside) co_return false;
  base::Result<std::optional<Subject>> const first_look = co_await find(named->contact);
  if (!first_look) co_return std::unexpected(first_look.error());
  if (!*first_look) co_return false;
  std::string lane = lane_of(*channel, (*first_look)->from);
  Lanes::Place const place = co_await lanes_.enter(std::move(lane));
  // In her lane nothing of hers changes any more; what was read before may have.
  base::Result<std::optional<Subject>> const subject = co_await find(named->contact);
  if (!subject) co_return std::unexpected(subject.error());
  if (!*subject) co_return false;

  base::Instant const now = parts_.clock.now();
  FollowUpRuling const ruling = may_follow_up((*subject)->facts, content->directory.countries, now);
  if (auto const* const never = std::get_if<BeginNever>(&ruling)) {
    parts_.log.info("follow_up_dropped", {{"flow", named->flow}, {"why", never->why}});
    co_return false;
  }
  if (auto const* const later = std::get_if<BeginLater>(&ruling)) {
    base::Instant const at = later->at;
    base::Result<bool> const set = co_await set_again(timer, at);
    co_return set;
  }
  Occasion const occasion{.channel = *channel,
                          .from = (*subject)->from,
                          .medium = flows::Medium::sms,
                          .input = {flows::Input::Kind::begun, {}},
                          .provider_id = {},
                          .timer = timer,
                          .thread = {.contact = (*subject)->contact,
                                     .conversation = std::nullopt,
                                     .begins = false,
                                     .takes_up = false,
                                     .resume_for = {}},
                          .flow = named->flow,
                          .also = {}};
  base::Result<Done> const done = co_await take_turn(parts_, occasion);
  if (!done) co_return std::unexpected(done.error());
  co_return !done->recorded.is_repeat;
}

}  // namespace line
