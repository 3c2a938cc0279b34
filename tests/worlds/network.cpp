#include "tests/worlds/network.hpp"

#include <utility>

namespace worlds {

namespace {

base::HttpExchange lost() { return base::Lost{"the answer never came"}; }

base::HttpExchange refusal(Dice& dice) {
  base::HttpResponse response = base::text(dice.in_hundred(50) ? 429 : 503, "");
  if (dice.in_hundred(30)) response.headers.push_back({"Retry-After", std::to_string(dice.between(1, 120))});
  return response;
}

// Of a text; of a question it does not matter.
void count(Mishaps& mishaps, base::HttpExchange const& exchange) {
  auto const* const response = std::get_if<base::HttpResponse>(&exchange);
  if (std::holds_alternative<base::Lost>(exchange) || (response != nullptr && response->status == 500)) {
    ++mishaps.unclear;
  } else if (response != nullptr && response->status == 400) {
    ++mishaps.refused;
  }
}

}  // namespace

base::Task<base::HttpExchange> Network::send(base::HttpCall call) {
  if (is_cut_) co_return base::NotSent{"the network is gone"};
  auto [promise, future] = base::make_promise<base::HttpExchange>(parts_.loop);
  int const flight = ++flights_made_;
  flights_.emplace(flight, Flight{.call = std::move(call),
                                  .promise = std::move(promise),
                                  .begun = ++parts_.moments,
                                  .will_arrive = false,
                                  .arrival = {}});
  begin(flight);
  base::HttpExchange exchange = co_await future.take();
  co_return exchange;
}

void Network::set(Carrier carrier, Weather weather) {
  constexpr std::array<std::string_view, 3> words{"fair", "rough", "down"};
  weather_.at(std::to_underlying(carrier)) = weather;
  parts_.trace.add(std::string(channel_of(carrier)) + " is " + std::string(words.at(std::to_underlying(weather))));
}

void Network::later(int least_ms, int most_ms, std::function<void()> event) {
  parts_.agenda.after(base::Milliseconds(parts_.dice.between(least_ms, most_ms)), std::move(event));
}

void Network::begin(int flight) {
  Dice& dice = parts_.dice;
  std::optional<Sending> const sending = read_sending(flights_.at(flight).call);
  if (!sending) {
    begin_question(flight);
    return;
  }
  parts_.trace.add("leaves " + std::string(channel_of(sending->carrier)) + " " + sending->id);
  Weather const weather = weather_.at(std::to_underlying(sending->carrier));
  int const luck = dice.between(1, 100);
  bool const is_fair = weather == Weather::fair;
  bool const arrives = is_fair || (weather == Weather::rough && luck <= 60);
  flights_.at(flight).will_arrive = arrives;
  on_sending();
  if (!flights_.contains(flight)) return;
  if (arrives) {
    int const way = dice.between(0, is_fair ? 300 : 9000);
    parts_.agenda.after(base::Milliseconds(way), [this, flight] { arrive(flight); });
    if (is_fair || luck <= 35) {
      later(way + 1, way + (is_fair ? 300 : 6000), [this, flight] { answer_yes(flight); });
    } else if (luck <= 50 || sending->carrier == Carrier::lo) {
      parts_.agenda.after(std::chrono::seconds(15), [this, flight] { answer(flight, lost()); });
    } else {
      later(way + 1, way + 6000, [this, flight] { answer(flight, base::text(500, "")); });
    }
  } else if (luck % 4 == 0) {
    later(0, 5000, [this, flight] { answer(flight, base::NotSent{"no connection"}); });
  } else if (luck % 4 == 1) {
    later(1, 15000, [this, flight] { answer(flight, lost()); });
  } else if (luck == 63) {
    later(1, 3000, [this, flight] { answer(flight, base::text(400, "")); });
  } else {
    later(1, 3000, [this, flight] { answer(flight, refusal(parts_.dice)); });
  }
}

void Network::begin_question(int flight) {
  parts_.trace.add("asks tw what became of it");
  Weather const weather = weather_.at(std::to_underlying(Carrier::tw));
  bool const tells = weather == Weather::fair || (weather == Weather::rough && parts_.dice.in_hundred(60));
  // What it knows when it answers, not when it was asked.
  later(1, weather == Weather::fair ? 300 : 14000, [this, flight, tells] {
    if (!flights_.contains(flight)) return;
    std::vector<Accepted> all;
    for (Arrival const& arrival : arrivals_) all.push_back(arrival.accepted);
    base::HttpExchange exchange = list_of(all, asked_for(flights_.at(flight).call));
    if (!tells) exchange = parts_.dice.in_hundred(50) ? lost() : refusal(parts_.dice);
    answer(flight, std::move(exchange));
  });
}

void Network::arrive(int flight) {
  auto const found = flights_.find(flight);
  if (found == flights_.end()) return;
  std::optional<Sending> sending = read_sending(found->second.call);
  parts_.trace.add("arrives " + std::string(channel_of(sending->carrier)) + " " + sending->id);
  std::size_t const place = arrivals_.size();
  found->second.arrival = place;
  Arrival arrival{.accepted = {.sending = std::move(*sending),
                               .sid = "SM" + std::to_string(place),
                               .at = parts_.clock.now(),
                               .state = store::Reported::sent},
                  .begun = found->second.begun};
  arrivals_.push_back(arrival);
  if (parts_.fault == Fault::double_send && parts_.dice.in_hundred(fault_in_hundred))
    arrivals_.push_back(std::move(arrival));
  on_arrival(place);
  on_accepted_by_provider();
}

void Network::answer_yes(int flight) {
  auto const found = flights_.find(flight);
  if (found == flights_.end()) return;
  answer(flight, acceptance(arrivals_.at(found->second.arrival.value()).accepted));
}

void Network::answer(int flight, base::HttpExchange exchange) {
  auto const found = flights_.find(flight);
  if (found == flights_.end()) return;
  std::string outcome = "no answer to";
  if (auto const* const response = std::get_if<base::HttpResponse>(&exchange))
    outcome = "answer " + std::to_string(response->status) + " to";
  if (std::holds_alternative<base::NotSent>(exchange)) outcome = "not sent:";
  parts_.trace.add(outcome + " " + found->second.call.method);
  if (std::optional<Sending> const sending = read_sending(found->second.call)) count(mishaps_[sending->id], exchange);
  base::Promise<base::HttpExchange> promise = std::move(found->second.promise);
  flights_.erase(found);
  promise.set(std::move(exchange));
}

void Network::cut() {
  is_cut_ = true;
  while (!flights_.empty()) {
    int const flight = flights_.begin()->first;
    bool const is_on_its_way = flights_.begin()->second.will_arrive && !flights_.begin()->second.arrival;
    if (is_on_its_way && parts_.dice.in_hundred(50)) arrive(flight);
    answer(flight, lost());
  }
}

}  // namespace worlds
