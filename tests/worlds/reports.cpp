#include "tests/worlds/reports.hpp"

namespace worlds {

namespace {

constexpr int tries_max = 4;

std::vector<store::Reported> fate(Dice& dice) {
  using enum store::Reported;
  int const luck = dice.between(1, 100);
  if (luck <= 20) return {};
  if (luck <= 75) return {sent, delivered};
  if (luck <= 80) return {sent, failed};
  if (luck <= 85) return {rejected};
  if (luck <= 90) return {failed, delivered};  // the network gave up too early
  return {queued, sent, unknown, delivered};
}

}  // namespace

void Reports::expect(std::size_t arrival) {
  Accepted const& accepted = parts_.network.arrivals().at(arrival).accepted;
  int at_ms = 0;
  for (store::Reported const state : fate(parts_.dice)) {
    at_ms += parts_.dice.pick(std::array{0, 100, 3000, 60'000});
    int const times = parts_.dice.in_hundred(15) ? 2 : 1;
    for (int i = 0; i < times; ++i) {
      // Each takes its own way, so a later one may come first.
      int const way = parts_.dice.pick(std::array{0, 50, 4000});
      parts_.agenda.after(base::Milliseconds(at_ms + way), [this, arrival, accepted, state] {
        parts_.network.note(arrival, state);
        said_[accepted.sending.id].insert(state);
        bring(accepted, state, 1);
      });
    }
  }
}

void Reports::bring(Accepted const& accepted, store::Reported state, int tries) {
  auto const answered = [this, accepted, state, tries](int status) {
    parts_.trace.add("report of " + accepted.sending.id + " is answered " + std::to_string(status));
    if (status >= 200 && status < 300) {
      heard_[accepted.sending.id].insert(state);
    } else if (tries < tries_max) {
      parts_.agenda.after(std::chrono::seconds(parts_.dice.between(1, 60)),
                          [this, accepted, state, tries] { bring(accepted, state, tries + 1); });
    }
  };
  parts_.process.bring(report_webhook(accepted, state), answered);
}

}  // namespace worlds
