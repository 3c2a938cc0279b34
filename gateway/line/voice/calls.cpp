#include "gateway/line/voice/calls.hpp"

#include "gateway/line/convert.hpp"
#include "gateway/line/voice/cut_calls.hpp"

namespace line {

namespace {

// How long a question waits for a key before the silence is an answer: time to find a quiet corner.
constexpr std::chrono::seconds key_timeout{12};

bool is_for_everywhere(std::optional<std::string> const& digits) {
  return digits && digits->find_first_not_of("09*") == std::string::npos;
}

flows::Input input_of(providers::CallIn const& moment) {
  switch (moment.moment) {
    case providers::CallIn::Moment::ended: return {flows::Input::Kind::hang_up, {}};
    case providers::CallIn::Moment::ringing: return {flows::Input::Kind::rings, {}};
    case providers::CallIn::Moment::keys:
      if (!moment.bridged.empty()) return {flows::Input::Kind::bridged, moment.bridged};
      // 9 and 0 end a recording and still mean what they mean; any other key only ends it.
      if (!moment.recording.empty() && !is_for_everywhere(moment.digits))
        return {flows::Input::Kind::recorded, moment.recording};
      if (!moment.digits) return {flows::Input::Kind::silence, {}};
      return {flows::Input::Kind::keys, *moment.digits};
  }
  return {};
}

// Kept with the call: the provider asks for a step again and gets the same bytes.
std::string to_bytes(providers::Response const& response) { return response.content_type + '\n' + response.body; }

providers::Response from_bytes(std::string_view bytes) {
  std::size_t const end = bytes.find('\n');
  providers::Response response;
  if (end == std::string_view::npos) return response;
  response.content_type = bytes.substr(0, end);
  response.body = bytes.substr(end + 1);
  return response;
}

}  // namespace

base::Task<base::Result<providers::Response>> Calls::step(Channel const& channel, providers::CallIn moment) {
  Number const from = parse_number(parts_.content->numbering, moment.from, channel.country);
  std::string lane = from.kind == NumberKind::hidden ? channel.id + " " + moment.call_id : lane_of(channel, from);
  Lanes::Place const place = co_await lanes_.enter(std::move(lane));

  base::Result<std::optional<store::Call>> call = co_await find(channel, moment.call_id);
  if (!call) co_return std::unexpected(call.error());
  bool const is_over = moment.moment == providers::CallIn::Moment::ended;
  // Keys that name no turn answer the newest question.
  bool const names_turn = moment.turn > 0 || moment.moment == providers::CallIn::Moment::ringing;
  if (*call && !is_over && names_turn && moment.turn < (*call)->turn) {
    co_return from_bytes((*call)->response.reveal(base::Reason::to_send));
  }
  // Nobody hears what would be said to a machine, or after the line has closed.
  bool const is_closed = *call && (*call)->ended.has_value();
  if (is_closed || (is_over && !*call) || moment.answered_by == "machine") {
    co_return channel.provider->script(std::vector<providers::CallStep>{providers::HangUp{}});
  }
  base::Result<providers::Response> answered = co_await answer(channel, moment, from, std::move(*call));
  co_return answered;
}

base::Task<base::Result<std::optional<store::Call>>> Calls::find(Channel const& channel, std::string const& id) {
  auto const unit = [&](store::Snapshot& snapshot) -> base::Result<std::optional<store::Call>> {
    return store::find_call(snapshot, channel.id, id);
  };
  base::Result<std::optional<store::Call>> call = co_await parts_.store.read(unit);
  co_return call;
}

base::Task<base::Result<providers::Response>> Calls::answer(Channel const& channel, providers::CallIn const& moment,
                                                            Number const& from, std::optional<store::Call> call) {
  providers::Response response;
  int const next_turn = call ? call->turn + 1 : 1;
  auto const keep_call = [&](store::Transaction& tx, Recorded const& recorded,
                             TurnPlan const& plan) -> base::Result<void> {
    response = spoken(channel, plan, next_turn);
    store::Call row = call.value_or(store::Call{});
    row.channel = channel.id;
    row.provider_call_id = moment.call_id;
    row.contact = recorded.contact;
    row.conversation = recorded.conversation;
    row.turn = next_turn;
    row.response = store::Sealed<std::string>(to_bytes(response));
    bool const goes_on = plan.listen || !plan.transfer_to.empty();
    bool const is_last = moment.moment == providers::CallIn::Moment::ended || plan.hangs_up || !goes_on;
    if (is_last) row.ended = tx.now();
    if (call) {
      store::save_call(tx, row);
      if (plan.cut_off) set_cut_call(tx, row.id, *plan.cut_off, channel.calls);
      return {};
    }
    base::Result<store::CallId> const added = store::add_call(tx, std::move(row));
    if (!added) return std::unexpected(added.error());
    return {};
  };
  Occasion const occasion{.channel = channel,
                          .from = from,
                          .medium = flows::Medium::voice,
                          .input = input_of(moment),
                          .provider_id = {},
                          .timer = {},
                          .thread = {.contact = call ? std::optional(call->contact) : std::nullopt,
                                     .conversation = call ? std::optional(call->conversation) : std::nullopt,
                                     .begins = !call,
                                     .takes_up = false,
                                     .resume_for = channel.calls.resume_for},
                          .flow = {},
                          .also = keep_call};
  base::Result<Done> const done = co_await take_turn(parts_, occasion);
  if (!done) co_return std::unexpected(done.error());
  co_return response;
}

providers::Response Calls::spoken(Channel const& channel, TurnPlan const& plan, int next_turn) const {
  std::vector<providers::Speak> words;
  for (flows::Say const& say : plan.says) {
    words.push_back({say.text, say.language, prompts_.url(say.language, say.text)});
  }
  std::string const next_url = channel.url("call") + "?turn=" + std::to_string(next_turn);
  std::vector<providers::CallStep> steps;
  if (!plan.transfer_to.empty() && !plan.hangs_up) {
    for (providers::Speak& speak : words) steps.emplace_back(std::move(speak));
    // Our number is shown, never hers.
    steps.emplace_back(providers::Transfer{.to = plan.transfer_to, .caller_id = channel.address, .next_url = next_url});
  } else if (plan.listen && plan.listen->record_seconds_max > 0 && !plan.hangs_up) {
    steps.emplace_back(providers::Record{
        .seconds_max = plan.listen->record_seconds_max, .next_url = next_url, .prompts = std::move(words)});
  } else if (plan.listen && !plan.hangs_up) {
    steps.emplace_back(providers::Gather{.digits_max = plan.listen->digits_max,
                                         .timeout = key_timeout,
                                         .next_url = next_url,
                                         .prompts = std::move(words)});
  } else {
    for (providers::Speak& speak : words) steps.emplace_back(std::move(speak));
    steps.emplace_back(providers::HangUp{});
  }
  return channel.provider->script(steps);
}

}  // namespace line
