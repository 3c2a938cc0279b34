#include "tests/worlds/judge_sends.hpp"

#include <algorithm>

namespace worlds {

namespace {

class SendJudge {
 public:
  SendJudge(World const& world, Person const& person, StoredPerson const& stored)
      : world_(world), person_(person), stored_(stored) {}

  std::vector<std::string> run(std::vector<bool> const& wants_nothing) {
    for (store::Outbound const& row : stored_.rows) {
      judge_row(row);
      judge_reason(row, wants_nothing);
    }
    for (Carrier const carrier : carriers) judge_order(carrier);
    judge_stop(wants_nothing);
    return std::move(complaints_);
  }

 private:
  void judge_row(store::Outbound const& row) {
    std::string const id = store::text(row.id);
    std::string const told = "row " + id + " is " + std::string(store::name(row.state));
    int arrivals = 0;
    for (Arrival const& arrival : world_.network().arrivals()) {
      Sending const& sending = arrival.accepted.sending;
      if (sending.id != id) continue;
      ++arrivals;
      auto const message = std::ranges::find(stored_.messages, row.id, &store::Message::id);
      if (sending.to != person_.number || sending.text != message->text.reveal(base::Reason::to_test) ||
          channel_of(sending.carrier) != row.channel) {
        complain("row " + id + " reached somebody else, otherwise or in other words");
      }
    }
    if (arrivals > 1 && !row.repeated) complain(told + " and arrived " + std::to_string(arrivals) + " times, unmarked");
    judge_state(row, told, arrivals);
    judge_reports(row, told);
  }

  void judge_state(store::Outbound const& row, std::string const& told, int arrivals) {
    switch (row.state) {
      case store::OutboundState::queued:
      case store::OutboundState::held:
      case store::OutboundState::sending:
      case store::OutboundState::unknown: complain(told + " after all came to rest"); return;
      case store::OutboundState::sent:
      case store::OutboundState::delivered:
        if (arrivals == 0) complain(told + " and never arrived");
        return;
      case store::OutboundState::expired:
      case store::OutboundState::withdrawn:
        if (arrivals > 0 && !row.why.ends_with("may have reached her."))
          complain(told + " (" + row.why + ") and arrived");
        return;
      case store::OutboundState::failed:
      case store::OutboundState::rejected: return;
    }
  }

  // What did not reach her has a reason that the world gave.
  void judge_reason(store::Outbound const& row, std::vector<bool> const& wants_nothing) {
    std::string const told = "row " + store::text(row.id) + " is " + std::string(store::name(row.state));
    Mishaps const mishaps = world_.network().mishaps_of(store::text(row.id));
    switch (row.state) {
      case store::OutboundState::withdrawn:
        if (!is_overtaken(row) && !is_unwanted(row, wants_nothing)) complain(told + " and she wanted it");
        return;
      case store::OutboundState::expired:
        if (!row.expires || *row.expires > world_.now()) complain(told + " before its time");
        return;
      case store::OutboundState::failed: {
        bool const was_lost_again = row.repeated && mishaps.unclear > 0;
        if (mishaps.refused == 0 && !was_lost_again && !is_said(row, store::Reported::failed))
          complain(told + " and nobody refused it");
        return;
      }
      case store::OutboundState::rejected:
        if (!is_said(row, store::Reported::rejected)) complain(told + " and nobody said so");
        return;
      case store::OutboundState::queued:
      case store::OutboundState::held:
      case store::OutboundState::sending:
      case store::OutboundState::unknown:
      case store::OutboundState::sent:
      case store::OutboundState::delivered: return;
    }
  }

  // A question, after which the same conversation had more to say.
  [[nodiscard]] bool is_overtaken(store::Outbound const& row) const {
    auto const question = std::ranges::find(stored_.messages, row.id, &store::Message::id);
    auto const comes_later = [&](store::Message const& other) {
      return other.direction == store::Direction::out && other.id > row.id &&
             other.conversation == question->conversation;
    };
    return row.asks && std::ranges::any_of(stored_.messages, comes_later);
  }

  // At some time from when it was written on she wanted nothing from us, or what she wanted is not known.
  [[nodiscard]] bool is_unwanted(store::Outbound const& row, std::vector<bool> const& wants_nothing) const {
    bool is_unwanted = false;
    std::size_t text = 0;
    for (store::Message const& message : stored_.messages) {
      if (message.direction != store::Direction::in) continue;
      if (text == wants_nothing.size()) return true;
      is_unwanted = wants_nothing[text++] || (is_unwanted && message.id > row.id);
    }
    return is_unwanted;
  }

  [[nodiscard]] bool is_said(store::Outbound const& row, store::Reported report) const {
    auto const found = world_.reports().said().find(store::text(row.id));
    return found != world_.reports().said().end() && found->second.contains(report);
  }

  // What the gateway acknowledged of reports stands in the row, and nothing that nobody said.
  void judge_reports(store::Outbound const& row, std::string const& told) {
    auto const of = [&](Reports::Told const& all) {
      auto const found = all.find(store::text(row.id));
      return found == all.end() ? std::set<store::Reported>{} : found->second;
    };
    for (store::Reported const report : of(world_.reports().heard())) {
      if (store::fold(row.state, report) != row.state) complain(told + " although the provider has reported more");
    }
    if (row.state == store::OutboundState::delivered &&
        !of(world_.reports().said()).contains(store::Reported::delivered)) {
      complain(told + " and nobody said so");
    }
  }

  void judge_order(Carrier carrier) {
    std::set<std::int64_t> arrived;
    for (Arrival const& arrival : world_.network().arrivals()) {
      Sending const& sending = arrival.accepted.sending;
      auto const id = store::parse_id<store::MessageId>(sending.id);
      if (sending.carrier != carrier || sending.to != person_.number || !id) continue;
      bool const is_first = arrived.insert(id->value).second;
      if (is_first && *arrived.rbegin() > id->value && !world_.held().contains(*id))
        complain("row " + sending.id + " arrived after a later one");
    }
  }

  // Between the moment when her "no more" was acknowledged and the moment when her next text came, only what was
  // written after it (its own confirmation) may leave.
  void judge_stop(std::vector<bool> const& wants_nothing) {
    std::vector<store::Message const*> texts;
    for (store::Message const& message : stored_.messages) {
      if (message.direction == store::Direction::in) texts.push_back(&message);
    }
    for (std::size_t i = 0; i < std::min(texts.size(), wants_nothing.size()); ++i) {
      auto const text = std::ranges::find(person_.texts, texts[i]->provider_id, &Text::id);
      if (!wants_nothing[i] || text == person_.texts.end()) continue;
      int until = std::numeric_limits<int>::max();
      if (i + 1 < texts.size()) {
        auto const next = std::ranges::find(person_.texts, texts[i + 1]->provider_id, &Text::id);
        if (next != person_.texts.end()) until = next->first_call;
      }
      for (Arrival const& arrival : world_.network().arrivals()) {
        Sending const& sending = arrival.accepted.sending;
        auto const id = store::parse_id<store::MessageId>(sending.id);
        bool const is_within = arrival.begun > text->heard && arrival.begun < until;
        if (is_within && sending.to == person_.number && id && *id < texts[i]->id) {
          complain("row " + sending.id + " left after she wanted no more (" + text->id + ")");
        }
      }
    }
  }

  void complain(std::string what) { complaints_.push_back(std::move(what)); }

  World const& world_;
  Person const& person_;
  StoredPerson const& stored_;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> judge_sends(World const& world, Person const& person, StoredPerson const& stored,
                                     std::vector<bool> const& wants_nothing) {
  return SendJudge(world, person, stored).run(wants_nothing);
}

std::optional<std::string> judge_foreign(World const& world, std::vector<store::Outbound> const& rows) {
  for (Arrival const& arrival : world.network().arrivals()) {
    auto const id = store::parse_id<store::MessageId>(arrival.accepted.sending.id);
    if (!id || std::ranges::find(rows, *id, &store::Outbound::id) == rows.end())
      return "what arrived as " + arrival.accepted.sending.id + " is in nobody's outbox";
  }
  return std::nullopt;
}

}  // namespace worlds
