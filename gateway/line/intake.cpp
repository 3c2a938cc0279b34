#include "gateway/line/intake.hpp"

#include "gateway/line/case_told.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/line/joining.hpp"
#include "gateway/store/outbound.hpp"

#include <array>
#include <utility>

namespace line {

namespace {

// A turn is decided again when she changed between reading and recording: another medium, a person at the desk. More
// often than this in a row somebody else has a bug.
constexpr int decisions_max = 8;

std::string_view word(providers::Delivery state) {
  constexpr std::array<std::string_view, 6> words{"queued", "sent", "delivered", "failed", "rejected", "unknown"};
  return words[static_cast<std::size_t>(state)];
}

bool is_conflict(base::Error const& error) { return error.code == base::Code::conflict; }

TurnPlan planned(Content const& content, Standing const& standing, Occasion const& occasion, flows::Instant now,
                 DrawReference const& draw) {
  if (occasion.flow.empty()) return plan_turn(content, standing, occasion.input, now, draw);
  // Whoever begins a flow has seen that it is there; content never changes within a turn.
  return plan_flow(content, standing, occasion.flow, now, draw).value();
}

void count(IntakeParts const& parts, Occasion const& occasion, Done const& done) {
  std::string_view const medium = occasion.medium == flows::Medium::voice ? "voice" : "sms";
  parts.metrics.increment("saathi_turns_total", {medium});
  if (!occasion.provider_id.empty()) parts.metrics.increment("saathi_messages_in_total", {medium});
  for (CaseChange const& change : done.plan.cases) {
    if (!change.opens) continue;
    parts.metrics.increment("saathi_cases_opened_total",
                            {change.facts.category, flows::name(change.facts.severity), change.routed.queue});
    parts.log.info("case_opened", {{"channel", occasion.channel.id},
                                   {"queue", change.routed.queue},
                                   {"severity", flows::name(change.facts.severity)}});
  }
}

// The conversation that a timer of silence is about.
struct Subject {
  store::Conversation conversation;
  base::Instant expires = base::Instant::max();  // of its question
  Number from;
};

std::optional<Subject> subject_of(store::Snapshot& snapshot, Numbering const& numbering, store::ConversationId id) {
  std::optional<store::Conversation> conversation = store::find_conversation(snapshot, id);
  if (!conversation) return std::nullopt;
  std::vector<store::Address> const addresses = store::addresses_of(snapshot, conversation->contact);
  if (addresses.empty()) return std::nullopt;
  Subject subject{.conversation = *std::move(conversation), .from = number_of(numbering, addresses.front())};
  std::string const& state = subject.conversation.state.reveal(base::Reason::to_read_flow);
  std::optional<flows::State> const stands = flows::parse_state(state);
  if (stands && stands->expires) subject.expires = *stands->expires;
  return subject;
}

// The timer went off before its question's time, which she moved by writing, or there is no question any more, or
// nobody to ask it: `has_channel`.
bool set_anew(store::Transaction& tx, store::Timer const& timer, Subject const* subject, bool has_channel) {
  if (!store::take_timer(tx, timer)) return false;
  if (subject == nullptr) return true;
  bool const waits = has_channel && !subject->conversation.ended && subject->expires != base::Instant::max();
  if (waits) {
    store::Timer next = timer;
    next.due = subject->expires;
    store::set_timer(tx, next);
  }
  store::set_wakes(tx, subject->conversation.id, waits ? std::optional(subject->expires) : std::nullopt);
  return true;
}

}  // namespace

std::string lane_of(Channel const& channel, Number const& from) {
  switch (from.kind) {
    case NumberKind::e164: return from.text;
    case NumberKind::short_code:
    case NumberKind::word: return channel.id + " " + from.text;
    case NumberKind::hidden: return channel.id;
  }
  return channel.id;
}

base::Task<base::Result<Done>> take_turn(IntakeParts const& parts, Occasion const& occasion) {
  std::shared_ptr<Content const> const content = parts.content;
  DrawReference const draw = [&parts] { return base::draw_case_reference(parts.random); };
  for (int decision = 0; decision < decisions_max; ++decision) {
    auto const load = [&](store::Snapshot& snapshot) -> base::Result<Loaded> {
      return load_standing(snapshot, occasion.from, occasion.medium, occasion.thread);
    };
    base::Result<Loaded> loaded = parts.store.peek(load);
    if (!loaded) co_return std::unexpected(loaded.error());

    loaded->standing.can_record = occasion.channel.records;
    Done done;
    done.plan = planned(*content, loaded->standing, occasion, parts.clock.now(), draw);
    TurnRecord record{occasion.channel, *loaded, done.plan, occasion.input, occasion.provider_id, occasion.timer};
    bool const sends = occasion.medium == flows::Medium::sms && !done.plan.says.empty();
    std::optional<Outbox::Place> place = sends ? parts.outbox.take_place(occasion.channel) : std::nullopt;
    if (place) record.lease = send_lease;
    auto const unit = [&](store::Transaction& tx) -> base::Result<Recorded> {
      base::Result<Recorded> result = record_turn(tx, record);
      if (!result || result->is_repeat || !occasion.also) return result;
      if (base::Result<void> const also = occasion.also(tx, *result, done.plan); !also)
        return std::unexpected(also.error());
      return result;
    };
    base::Result<Recorded> recorded = co_await parts.store.write(unit);
    if (recorded) {
      done.recorded = std::move(*recorded);
      if (done.recorded.leased) parts.outbox.send(*std::move(place), *std::move(done.recorded.leased));
      if (!done.recorded.is_repeat) count(parts, occasion, done);
      co_return done;
    }
    if (!is_conflict(recorded.error())) co_return std::unexpected(recorded.error());
  }
  co_return base::error(base::Code::busy, "This contact changed too often meanwhile. Try again.");
}

base::Task<base::Result<Done>> Intake::whole(Channel const& channel, Number from, providers::TextIn text) {
  Occasion const occasion{.channel = channel,
                          .from = std::move(from),
                          .medium = flows::Medium::sms,
                          .input = {flows::Input::Kind::text, std::move(text.text)},
                          .provider_id = std::move(text.provider_id),
                          .timer = {},
                          .thread = {},
                          .flow = {},
                          .also = {}};
  base::Result<Done> done = co_await take_turn(parts_, occasion);
  co_return done;
}

base::Task<base::Result<Heard>> Intake::text(Channel const& channel, providers::TextIn text) {
  Number const from = parse_number(parts_.content->numbering, text.from, channel.country);
  std::string lane = lane_of(channel, from);
  Lanes::Place const place = co_await lanes_.enter(std::move(lane));

  // Nobody can tell whose the parts of a hidden sender are.
  bool const is_part = text.part && text.part->total > 1 && from.kind != NumberKind::hidden;
  base::Task<base::Result<Done>> taking =
      is_part ? joining_.part(channel, from, std::move(text)) : whole(channel, from, std::move(text));
  base::Result<Done> const done = co_await std::move(taking);
  if (!done) co_return std::unexpected(done.error());

  Heard heard{.is_repeat = done->recorded.is_repeat, .replies = {}};
  if (channel.provider->replies_in_answer() && done->recorded.message) {
    store::MessageId const message = done->recorded.message;
    base::Result<std::vector<providers::Reply>> replies = replies_to(message);
    if (!replies) co_return std::unexpected(replies.error());
    heard.replies = std::move(*replies);
  }
  co_return heard;
}

base::Result<std::vector<providers::Reply>> Intake::replies_to(store::MessageId message) {
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::vector<providers::Reply>> {
    std::vector<providers::Reply> replies;
    for (store::Outbound const& outbound : store::outbound_for(snapshot, message)) {
      std::optional<store::Message> const reply = store::find_message(snapshot, outbound.id);
      if (reply) replies.push_back({store::text(outbound.id), reply->text.reveal(base::Reason::to_send)});
    }
    return replies;
  };
  return parts_.store.peek(unit);
}

base::Task<base::Result<void>> Intake::report(Channel const& channel, providers::Report report) {
  std::optional<store::MessageId> const id = store::parse_id<store::MessageId>(report.message_id);
  if (!id) co_return base::Result<void>{};  // of a text that is not ours: nothing to fold, nothing to repeat
  auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
    std::optional<store::Outbound> const outbound = store::find_outbound(tx, *id);
    if (!outbound || outbound->channel != channel.id) return false;
    std::optional<store::Folded> const folded = store::fold_report(tx, *id, reported_of(report.state), report.code);
    if (outbound->provider_id.empty()) store::note_provider_id(tx, *id, report.provider_id);
    if (report.opted_out && outbound->contact) note_opted_out(tx, outbound->contact);
    if (folded && outbound->contact) tell_delivery(tx, *id);
    return folded.has_value();
  };
  base::Result<bool> const folded = co_await parts_.store.write(unit);
  if (!folded) co_return std::unexpected(folded.error());
  parts_.metrics.increment("saathi_reports_total", {channel.id, *folded ? word(report.state) : "foreign"});
  co_return base::Result<void>{};
}

base::Task<base::Result<bool>> Intake::silence(store::Timer timer) {
  auto const id = store::parse_id<store::ConversationId>(timer.subject);
  auto const whose = [&](store::Snapshot& snapshot) -> base::Result<std::optional<Subject>> {
    return subject_of(snapshot, parts_.content->numbering, id.value_or(store::ConversationId{}));
  };
  base::Result<std::optional<Subject>> const who = parts_.store.peek(whose);
  if (!who) co_return std::unexpected(who.error());
  Channel const* const channel = *who ? parts_.channels.find((*who)->conversation.channel) : nullptr;
  std::optional<Lanes::Place> place;
  if (channel != nullptr) {
    std::string lane = lane_of(*channel, (*who)->from);
    Lanes::Place entered = co_await lanes_.enter(std::move(lane));
    place.emplace(std::move(entered));
  }
  // She may have written while we waited for her lane.
  base::Result<std::optional<Subject>> const subject = parts_.store.peek(whose);
  if (!subject) co_return std::unexpected(subject.error());
  bool const is_due = *subject && !(*subject)->conversation.ended && (*subject)->expires <= parts_.clock.now();
  if (channel == nullptr || !is_due) {
    auto const move_on = [&](store::Transaction& tx) -> base::Result<bool> {
      return set_anew(tx, timer, *subject ? &**subject : nullptr, channel != nullptr);
    };
    base::Result<bool> const moved = co_await parts_.store.write(move_on);
    co_return moved;
  }
  store::Conversation const& conversation = (*subject)->conversation;
  bool const is_voice = conversation.medium == store::Medium::voice;
  Occasion const occasion{.channel = *channel,
                          .from = (*subject)->from,
                          .medium = is_voice ? flows::Medium::voice : flows::Medium::sms,
                          .input = {flows::Input::Kind::silence, {}},
                          .provider_id = {},
                          .timer = timer,
                          .thread = {.contact = conversation.contact,
                                     .conversation = conversation.id,
                                     .begins = false,
                                     .takes_up = false,
                                     .resume_for = {}},
                          .flow = {},
                          .also = {}};
  base::Result<Done> const done = co_await take_turn(parts_, occasion);
  if (!done) co_return std::unexpected(done.error());
  co_return !done->recorded.is_repeat;
}

}  // namespace line
