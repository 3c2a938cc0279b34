// The network and the providers behind it, simulated: accepts, refuses, loses answers, loses requests, is slow, and
// remembers truthfully what it accepted, so that it can be asked. How bad it is, the weather of a carrier says.
// Threads: one.
#pragma once

#include "gateway/base/http_client.hpp"
#include "gateway/base/sync.hpp"
#include "tests/worlds/agenda.hpp"
#include "tests/worlds/dice.hpp"
#include "tests/worlds/faults.hpp"
#include "tests/worlds/trace.hpp"
#include "tests/worlds/wire.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <array>
#include <functional>
#include <map>

namespace worlds {

enum class Weather : std::uint8_t { fair, rough, down };

// A text that reached a provider. `begun` is the moment at which it left us, in the world's count of moments.
struct Arrival {
  Accepted accepted;
  int begun = 0;
};

// How attempts to send one text ended, other than well.
struct Mishaps {
  int refused = 0;  // for good
  int unclear = 0;  // nobody can tell whether it arrived
};

class Network final : public base::HttpSender {
 public:
  struct Parts {
    boost::asio::any_io_executor loop;
    Agenda& agenda;
    Dice& dice;
    Trace& trace;
    support::ManualClock const& clock;
    int& moments;  // counts what happens at the gateway's edge, to tell before from after
    Fault fault = Fault::none;
  };
  explicit Network(Parts parts) : parts_(std::move(parts)) {}

  [[nodiscard]] base::Task<base::HttpExchange> send(base::HttpCall call) override;

  void set(Carrier carrier, Weather weather);
  // The gateway's process has died: what was on its way may or may not have reached the provider, and nothing more
  // leaves until the next process.
  void cut();
  void join() { is_cut_ = false; }

  [[nodiscard]] std::vector<Arrival> const& arrivals() const { return arrivals_; }
  [[nodiscard]] Mishaps mishaps_of(std::string const& id) const {
    auto const found = mishaps_.find(id);
    return found == mishaps_.end() ? Mishaps{} : found->second;
  }
  [[nodiscard]] bool is_quiet() const { return flights_.empty(); }

  // Both may kill the gateway's process.
  std::function<void()> on_sending;
  std::function<void()> on_accepted_by_provider;
  // The provider has it, and will report.
  std::function<void(std::size_t arrival)> on_arrival;
  // What the provider knows of a text by now.
  void note(std::size_t arrival, store::Reported state) { arrivals_[arrival].accepted.state = state; }

 private:
  struct Flight {
    base::HttpCall call;
    base::Promise<base::HttpExchange> promise;
    int begun = 0;
    bool will_arrive = false;
    std::optional<std::size_t> arrival;
  };
  void begin(int flight);
  void begin_question(int flight);
  void arrive(int flight);
  void answer(int flight, base::HttpExchange exchange);
  // The provider's yes to what has arrived by then.
  void answer_yes(int flight);
  void later(int least_ms, int most_ms, std::function<void()> event);

  Parts parts_;
  std::map<int, Flight> flights_;
  int flights_made_ = 0;
  std::vector<Arrival> arrivals_;
  std::map<std::string, Mishaps> mishaps_;  // by our id
  std::array<Weather, carriers.size()> weather_{};
  bool is_cut_ = false;
};

}  // namespace worlds
