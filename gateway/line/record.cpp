#include "gateway/line/record.hpp"

#include "flows/agreed_words.hpp"
#include "gateway/desk/handover.hpp"
#include "gateway/line/case_told.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/line/follow_up_subject.hpp"
#include "gateway/line/sending_rules.hpp"
#include "gateway/store/agreed_word.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/timer.hpp"
#include "gateway/store/turn.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace line {

namespace {

// A reply is worth nothing a day later: it would arrive when she no longer expects it, perhaps in other hands.
constexpr std::chrono::hours reply_lifetime{24};

std::string_view kind_of(flows::Input::Kind kind) {
  switch (kind) {
    case flows::Input::Kind::text: return "text";
    case flows::Input::Kind::keys: return "keys";
    case flows::Input::Kind::silence: return "silence";
    case flows::Input::Kind::hang_up: return "hang_up";
    case flows::Input::Kind::recorded: return "recorded";
    case flows::Input::Kind::bridged: return "bridged";
    case flows::Input::Kind::begun: return "begun";
    case flows::Input::Kind::rings: return "rings";
  }
  return "text";
}

// What the turn was decided from, so that it can be looked at and replayed. Keys stand here, texts in their message.
std::string facts_of(TurnRecord const& record) {
  boost::json::object facts;
  facts["medium"] = record.loaded.standing.medium == flows::Medium::voice ? "voice" : "sms";
  facts["number_country"] = record.loaded.standing.from.country;
  facts["texts_without_answer"] = record.loaded.standing.texts_without_answer;
  if (record.input.kind == flows::Input::Kind::keys) facts["keys"] = record.input.text;
  if (record.plan.turn.verdict) {
    flows::Verdict const& verdict = *record.plan.turn.verdict;
    facts["category"] = verdict.category;
    facts["severity"] = flows::name(verdict.severity);
    facts["rule"] = verdict.rule;
    boost::json::array matched;
    for (flows::Match const& match : verdict.matched) matched.emplace_back(match.row);
    facts["matched"] = std::move(matched);
  }
  boost::json::array copy;
  for (flows::Say const& say : record.plan.says) copy.emplace_back(say.copy);
  facts["said"] = std::move(copy);
  return boost::json::serialize(facts);
}

Recorded repeated(store::MessageId message) {
  Recorded recorded;
  recorded.message = message;
  recorded.is_repeat = true;
  return recorded;
}

class Recorder {
 public:
  Recorder(store::Transaction& tx, TurnRecord const& record) : tx_(tx), record_(record) {}

  base::Result<Recorded> record() {
    if (auto const stands = find_contact(); !stands) return std::unexpected(stands.error());
    recorded_.conversation =
        record_.loaded.conversation ? record_.loaded.conversation->id : tx_.next_id<store::ConversationId>();
    if (auto const added = add_inbound(); !added) return std::unexpected(added.error());
    if (recorded_.is_repeat) return std::move(recorded_);
    if (auto const kept = keep_rules(); !kept) return std::unexpected(kept.error());
    keep_words();
    if (auto const changed = change_cases(); !changed) return std::unexpected(changed.error());
    tell_person();
    add_turn();
    if (auto const queued = queue_replies(); !queued) return std::unexpected(queued.error());
    store::close_chain(tx_, chain_);
    return std::move(recorded_);
  }

 private:
  // The contact as the turn was decided for, or a conflict.
  base::Result<void> find_contact() {
    Loaded const& loaded = record_.loaded;
    if (loaded.contact) {
      recorded_.contact = loaded.contact->id;
      version_ = loaded.contact->version;
      base::Result<store::Chain> const chain = store::open_chain(tx_, recorded_.contact, version_);
      if (!chain) return std::unexpected(chain.error());
      chain_ = *chain;
      address_ = loaded.address;
      if (!address_) {
        if (auto const address = store::find_address(tx_, address_of(loaded.standing.from))) address_ = address->id;
      }
      return {};
    }
    store::ContactAt const at = store::find_or_make_contact(tx_, address_of(loaded.standing.from));
    if (!at.made) return base::error(base::Code::conflict, "This contact appeared meanwhile.");
    recorded_.contact = at.contact.id;
    version_ = at.contact.version;
    address_ = at.address;
    chain_ = store::open_chain(tx_, recorded_.contact);
    return {};
  }

  base::Result<void> add_inbound() {
    if (record_.provider_id.empty()) {
      bool const is_hers =
          record_.input.kind == flows::Input::Kind::keys || record_.input.kind == flows::Input::Kind::rings;
      if (is_hers) store::note_heard(tx_, recorded_.contact);
      return {};
    }
    store::Message message{
        .id = tx_.next_id<store::MessageId>(),
        .contact = recorded_.contact,
        .conversation = recorded_.conversation,
        .case_id = main_case(),
        .channel = record_.channel.id,
        .direction = store::Direction::in,
        .medium = store::Medium::sms,
        .provider_id = record_.provider_id,
        .address = address_,
        .text = store::Sealed<std::string>(record_.plan.turn.kept_text.value_or(record_.input.text))};
    base::Result<store::MessageId> const added = store::add_message(tx_, chain_, std::move(message));
    if (added) {
      recorded_.message = *added;
      return {};
    }
    std::optional<store::MessageId> const known = store::seen(tx_, record_.channel.id, record_.provider_id);
    if (!known) return std::unexpected(added.error());
    recorded_ = repeated(*known);
    return {};
  }

  [[nodiscard]] store::CaseId main_case() const {
    return record_.loaded.open_case ? record_.loaded.open_case->id : store::CaseId{};
  }

  base::Result<void> keep_rules() {
    store::Rules const rules = rules_of(record_.plan.rules);
    store::Rules const before = record_.loaded.contact ? record_.loaded.contact->rules : store::Rules{};
    if (rules == before) return {};
    auto const kept = store::update_rules(tx_, recorded_.contact, version_, rules);
    if (!kept) return std::unexpected(kept.error());
    return {};
  }

  void keep_words() {
    for (flows::KeepWord const& keep : record_.plan.words) {
      switch (keep.which) {
        case flows::KeepWord::Which::code: store::keep_code_word(tx_, recorded_.contact, keep.word); break;
        case flows::KeepWord::Which::quiet:
          store::keep_quiet_word(tx_, recorded_.contact, flows::word_key(keep.word));
          break;
      }
    }
  }

  base::Result<void> change_cases() {
    for (CaseChange const& change : record_.plan.cases) {
      base::Result<store::Case> const changed = change.opens ? store::make_case(tx_, case_of(change, recorded_.contact))
                                                             : store::raise_case(tx_, main_case(), raise_of(change));
      if (!changed) return std::unexpected(changed.error());
      // A complaint's words stand in its own case alone, also where the same text raised her other case.
      if (recorded_.message && (change.own_case || !has_own_case()))
        store::assign_case(tx_, recorded_.message, changed->id);
      if (!change.own_case || !case_) case_ = changed->id;
      boost::json::object const detail{{"category", changed->category},
                                       {"severity", store::name(changed->severity)},
                                       {"queue", changed->queue},
                                       {"rule", changed->rule},
                                       {"tags", boost::json::array(changed->tags.begin(), changed->tags.end())},
                                       {"version", changed->version},
                                       {"message", store::text(recorded_.message)}};
      tx_.journal("line", change.opens ? "case_opened" : "case_raised", "case " + changed->ref,
                  boost::json::serialize(detail));
    }
    bool const is_only_heard = record_.plan.cases.empty() && recorded_.message;
    if (is_only_heard && record_.loaded.open_case) tell_heard(tx_, record_.loaded.open_case->ref, recorded_.message);
    if (!case_) case_ = main_case();
    return {};
  }

  // Whoever waited for her waits no longer, and a live exchange goes on.
  void tell_person() {
    std::optional<store::Case> const& open = record_.loaded.open_case;
    if (recorded_.message && open && desk::waits_for_her(*open)) desk::note_heard(tx_, open->id);
  }

  [[nodiscard]] bool has_own_case() const {
    return std::ranges::any_of(record_.plan.cases, [](CaseChange const& change) { return change.own_case; });
  }

  void save_conversation(store::TurnId newest_turn) {
    bool const ends = !record_.plan.outcome.empty() || record_.plan.turn.state.ended();
    store::Conversation conversation = record_.loaded.conversation.value_or(store::Conversation{});
    conversation.contact = recorded_.contact;
    conversation.channel = record_.channel.id;
    conversation.medium = medium_of(record_.loaded.standing.medium);
    conversation.state = store::Sealed<std::string>(flows::to_json(record_.plan.turn.state));
    conversation.newest_turn = newest_turn;
    conversation.ended.reset();
    conversation.outcome.clear();
    if (ends) {
      conversation.ended = tx_.now();
      conversation.outcome = record_.plan.outcome.empty() ? "ended" : record_.plan.outcome;
    }
    set_silence(conversation);
    if (record_.loaded.conversation) {
      store::save_conversation(tx_, conversation);
    } else {
      conversation.id = recorded_.conversation;
      store::add_conversation(tx_, conversation);
    }
    set_follow_up();
  }

  // One for each flow: asked for again, it comes later instead of twice.
  void set_follow_up() {
    if (!record_.plan.follow_up) return;
    FollowUpSubject const subject{recorded_.contact, record_.channel.id, record_.plan.follow_up->flow};
    store::set_timer(tx_, {.due = record_.plan.follow_up->due,
                           .kind = store::TimerKind::follow_up,
                           .subject = to_text(subject),
                           .generation = tx_.now().time_since_epoch().count()});
  }

  // A timer that goes off earlier is left as it is: it is set anew when it does. So a turn seldom moves one.
  void set_silence(store::Conversation& conversation) {
    if (record_.timer && record_.timer->kind == store::TimerKind::silence) conversation.wakes.reset();
    std::optional<flows::Instant> const& expires = record_.plan.turn.state.expires;
    if (conversation.ended || !expires) return;
    if (conversation.wakes && *conversation.wakes <= *expires) return;
    store::set_timer(tx_, {.due = *expires,
                           .kind = store::TimerKind::silence,
                           .subject = store::text(recorded_.conversation),
                           .generation = tx_.now().time_since_epoch().count()});
    conversation.wakes = *expires;
  }

  void add_turn() {
    flows::Silence const silence = record_.plan.turn.silence;
    store::Turn turn{.id = tx_.next_id<store::TurnId>(),
                     .prev = record_.loaded.conversation ? record_.loaded.conversation->newest_turn : store::TurnId{},
                     .conversation = recorded_.conversation,
                     .contact = recorded_.contact,
                     .message = recorded_.message,
                     .kind = std::string(kind_of(record_.input.kind)),
                     .silence = silence == flows::Silence::none ? std::string() : std::string(flows::name(silence)),
                     .facts = store::Sealed<std::string>(facts_of(record_))};
    save_conversation(turn.id);
    store::add_turn(tx_, std::move(turn));
  }

  // Spoken words leave with the answer to the call itself; texts leave through the outbox.
  base::Result<void> queue_replies() {
    if (record_.loaded.standing.medium == flows::Medium::voice) return {};
    look_again_at_held();
    bool const is_in_answer = record_.channel.provider->replies_in_answer();
    for (flows::Say const& say : record_.plan.says) {
      store::NewOutbound reply;
      reply.message.contact = recorded_.contact;
      reply.message.conversation = recorded_.conversation;
      reply.message.case_id = case_;
      reply.message.channel = record_.channel.id;
      reply.message.medium = store::Medium::sms;
      reply.message.address = address_;
      reply.message.text = store::Sealed<std::string>(say.text);
      reply.caused_by = recorded_.message;
      reply.expires = tx_.now() + reply_lifetime;
      // The last words of a turn that waits for an answer are its question.
      reply.asks = !record_.plan.turn.state.ended() && &say == &record_.plan.says.back();
      if (is_in_answer) reply.state = store::OutboundState::delivered;
      // What answers a text of this very moment may leave whatever her rules and the hour.
      if (recorded_.message && recorded_.replies.empty()) reply.lease = record_.lease;
      base::Result<store::Outbound> added = store::add_outbound(tx_, chain_, std::move(reply));
      if (!added) return std::unexpected(added.error());
      recorded_.replies.push_back(added->id);
      if (added->state == store::OutboundState::sending) recorded_.leased = parcel_of(*std::move(added), say.text);
    }
    return {};
  }

  [[nodiscard]] store::Parcel parcel_of(store::Outbound row, std::string const& text) const {
    store::AddressKey key = address_of(record_.loaded.standing.from);
    return {.outbound = std::move(row),
            .scheme = key.scheme,
            .to = std::move(key.value),
            .text = store::Sealed<std::string>(text),
            .written = tx_.now(),
            .is_scripted = true,
            .recipient = {.rules = rules_of(record_.plan.rules), .last_heard = tx_.now()}};
  }

  // What lay because of her rules or her night may go now that she wrote, or never again: the outbox looks.
  void look_again_at_held() {
    std::optional<store::Contact> const& her = record_.loaded.contact;
    bool const was_silent = her && (!her->last_in_at || tx_.now() - *her->last_in_at > awake_for);
    bool const is_new_rule = her && rules_of(record_.plan.rules) != her->rules;
    if (recorded_.message && (was_silent || is_new_rule)) store::look_again(tx_, recorded_.contact);
  }

  store::Transaction& tx_;
  TurnRecord const& record_;
  Recorded recorded_;
  std::int64_t version_ = 0;
  store::Chain chain_;
  store::AddressId address_;
  store::CaseId case_;
};

}  // namespace

base::Result<Recorded> record_turn(store::Transaction& tx, TurnRecord const& record) {
  // A new person must not be made for a text that is known. Of who is known the text is simply added, and refused.
  if (!record.loaded.contact && !record.provider_id.empty()) {
    if (auto const known = store::seen(tx, record.channel.id, record.provider_id)) return repeated(*known);
  }
  if (record.timer && !store::take_timer(tx, *record.timer)) return repeated({});
  return Recorder(tx, record).record();
}

}  // namespace line
