#include "gateway/line/joining.hpp"

#include "gateway/line/convert.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace line {

namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

Done repeat() {
  Done done;
  done.recorded.is_repeat = true;
  return done;
}

// The message that earlier parts became; none: nothing was read yet.
store::MessageId read_as(std::vector<store::Part> const& parts) {
  store::MessageId message;
  for (store::Part const& part : parts) message = std::max(message, part.message);
  return message;
}

}  // namespace

std::string joined(std::vector<store::Part> const& parts, int total) {
  std::string text;
  bool in_gap = false;
  for (int number = 1; number <= total; ++number) {
    auto const part = std::ranges::find(parts, number, &store::Part::number);
    if (part != parts.end())
      text += part->text.reveal(base::Reason::to_read_flow);
    else if (!in_gap)
      text += gap_mark;
    in_gap = part == parts.end();
  }
  return text;
}

bool is_whole(std::vector<store::Part> const& parts, int total) {
  std::set<int> numbers;
  for (store::Part const& part : parts) numbers.insert(part.number);
  return static_cast<int>(numbers.size()) == total;
}

std::string to_text(store::PartGroup const& group) {
  return store::text(group.contact) + " " + std::to_string(group.total) + " " + group.channel + " " + group.reference;
}

std::optional<store::PartGroup> parse_part_group(std::string_view text) {
  std::vector<std::string_view> words;
  for (int i = 0; i < 3; ++i) {
    std::size_t const space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    words.push_back(text.substr(0, space));
    text.remove_prefix(space + 1);
  }
  auto const contact = store::parse_id<store::ContactId>(words[0]);
  auto const total = number(words[1]);
  if (!contact || !total || text.empty()) return std::nullopt;
  // What is left is the reference, which the network chose.
  return store::PartGroup{*contact, std::string(words[2]), std::string(text), *total};
}

base::Task<base::Result<Joining::Kept>> Joining::keep(Channel const& channel, Number const& from,
                                                      providers::TextIn const& text) {
  auto const unit = [&](store::Transaction& tx) -> base::Result<Kept> {
    Kept kept;
    kept.is_repeat = store::seen(tx, channel.id, text.provider_id).has_value() ||
                     store::seen_part(tx, channel.id, text.provider_id).has_value();
    if (kept.is_repeat) return kept;
    kept.group = {.contact = store::find_or_make_contact(tx, address_of(from)).contact.id,
                  .channel = channel.id,
                  .reference = text.part->reference,
                  .total = text.part->total};
    store::add_part(tx, {.id = {},
                         .group = kept.group,
                         .number = text.part->number,
                         .provider_id = text.provider_id,
                         .text = store::Sealed<std::string>(text.text),
                         .at = {},
                         .message = {}});
    kept.parts = store::parts_of(tx, kept.group, tx.now() - parts_belong_together);
    // Also where all are there: should we end before they are read, the timer does it.
    store::set_timer(tx, {.due = tx.now() + parts_wait,
                          .kind = store::TimerKind::join_parts,
                          .subject = to_text(kept.group),
                          .generation = tx.now().time_since_epoch().count()});
    return kept;
  };
  base::Result<Kept> kept = co_await parts_.store.write(unit);
  co_return kept;
}

base::Task<base::Result<Done>> Joining::read(Channel const& channel, Number const& from, Kept const& kept,
                                             std::optional<store::Timer> timer) {
  store::MessageId const earlier = read_as(kept.parts);
  std::string text = joined(kept.parts, kept.group.total);
  Occasion const occasion{
      .channel = channel,
      .from = from,
      .medium = flows::Medium::sms,
      .input = {flows::Input::Kind::text, text},
      // The message is known by its first part; an amended one keeps its own row.
      .provider_id = earlier ? std::string() : kept.parts.front().provider_id,
      .timer = std::move(timer),
      .thread = {},
      .flow = {},
      .also = [&](store::Transaction& tx, Recorded const& recorded, TurnPlan const& plan) -> base::Result<void> {
        store::Sealed<std::string> const whole(plan.turn.kept_text.value_or(text));
        if (earlier) store::amend_message(tx, earlier, whole);
        // A word of hers that is agreed on stays in no part either.
        if (plan.turn.kept_text && is_whole(kept.parts, kept.group.total)) store::blank_parts(tx, kept.parts);
        store::mark_joined(tx, kept.parts, earlier ? earlier : recorded.message);
        store::cancel_timer(tx, store::TimerKind::join_parts, to_text(kept.group));
        return {};
      }};
  base::Result<Done> done = co_await take_turn(parts_, occasion);
  co_return done;
}

base::Task<base::Result<Done>> Joining::part(Channel const& channel, Number from, providers::TextIn text) {
  base::Result<Kept> const kept = co_await keep(channel, from, text);
  if (!kept) co_return std::unexpected(kept.error());
  if (kept->is_repeat) co_return repeat();
  bool const is_late = static_cast<bool>(read_as(kept->parts));
  if (!is_late && !is_whole(kept->parts, kept->group.total)) co_return Done{};
  base::Result<Done> done = co_await read(channel, from, *kept, std::nullopt);
  co_return done;
}

base::Task<base::Result<bool>> Joining::deadline(store::Timer timer) {
  std::shared_ptr<Content const> const content = parts_.content;
  std::optional<store::PartGroup> const group = parse_part_group(timer.subject);
  Channel const* const channel = group ? parts_.channels.find(group->channel) : nullptr;
  if (channel == nullptr) co_return false;
  struct Found {
    Number from;
    Kept kept;
  };
  auto const find = [&](store::Snapshot& snapshot) -> base::Result<std::optional<Found>> {
    std::vector<store::Address> const addresses = store::addresses_of(snapshot, group->contact);
    std::vector<store::Part> parts = store::parts_of(snapshot, *group, snapshot.now() - parts_belong_together);
    bool const waits = std::ranges::any_of(parts, [](store::Part const& part) { return !part.message; });
    if (addresses.empty() || !waits) return std::optional<Found>{};
    return Found{number_of(content->numbering, addresses.front()), {*group, std::move(parts), false}};
  };
  base::Result<std::optional<Found>> const first_look = co_await parts_.store.read(find);
  if (!first_look) co_return std::unexpected(first_look.error());
  if (!*first_look) co_return false;
  std::string lane = lane_of(*channel, (*first_look)->from);
  Lanes::Place const place = co_await lanes_.enter(std::move(lane));
  // In her lane no further part is being taken.
  base::Result<std::optional<Found>> const found = co_await parts_.store.read(find);
  if (!found) co_return std::unexpected(found.error());
  if (!*found) co_return false;
  Found const& ready = **found;
  base::Result<Done> const done = co_await read(*channel, ready.from, ready.kept, timer);
  if (!done) co_return std::unexpected(done.error());
  co_return !done->recorded.is_repeat;
}

}  // namespace line
