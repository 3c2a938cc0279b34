#include "gateway/store/outbound_state.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <vector>

using store::fold;
using store::OutboundState;
using store::Reported;

namespace {

OutboundState fold_all(OutboundState state, std::vector<Reported> const& reports) {
  for (Reported const report : reports) state = fold(state, report);
  return state;
}

std::vector<OutboundState> every_state() {
  std::vector<OutboundState> states;
  for (std::size_t i = 0; i < store::outbound_state_words.size(); ++i) states.push_back(static_cast<OutboundState>(i));
  return states;
}

constexpr std::array every_report{Reported::queued, Reported::sent,     Reported::delivered,
                                  Reported::failed, Reported::rejected, Reported::unknown};

}  // namespace

TEST_CASE("the same reports end in the same state in whatever order they come") {
  for (OutboundState const start : every_state()) {
    for (unsigned chosen = 1; chosen < (1U << every_report.size()); ++chosen) {
      std::vector<Reported> reports;
      for (std::size_t i = 0; i < every_report.size(); ++i) {
        if ((chosen >> i & 1U) != 0) reports.push_back(every_report[i]);
      }
      OutboundState const expected = fold_all(start, reports);
      while (std::ranges::next_permutation(reports).found) {
        if (fold_all(start, reports) != expected) FAIL("order decided");
      }
    }
  }
  SUCCEED();
}

TEST_CASE("a report that comes twice changes nothing the second time") {
  for (OutboundState const start : every_state()) {
    for (Reported const report : every_report) CHECK(fold_all(start, {report, report}) == fold(start, report));
  }
}

TEST_CASE("a report says what it says") {
  struct Row {
    OutboundState before;
    Reported report;
    OutboundState after;
  };
  Row const row = GENERATE(Row{OutboundState::sending, Reported::queued, OutboundState::sent},
                           Row{OutboundState::unknown, Reported::sent, OutboundState::sent},
                           Row{OutboundState::sending, Reported::delivered, OutboundState::delivered},
                           Row{OutboundState::sent, Reported::failed, OutboundState::failed},
                           Row{OutboundState::sent, Reported::rejected, OutboundState::rejected},
                           Row{OutboundState::failed, Reported::delivered, OutboundState::delivered},
                           Row{OutboundState::rejected, Reported::delivered, OutboundState::delivered},
                           Row{OutboundState::delivered, Reported::failed, OutboundState::delivered},
                           Row{OutboundState::delivered, Reported::sent, OutboundState::delivered},
                           Row{OutboundState::failed, Reported::sent, OutboundState::failed},
                           Row{OutboundState::expired, Reported::delivered, OutboundState::delivered},
                           Row{OutboundState::sending, Reported::unknown, OutboundState::sending});
  CHECK(fold(row.before, row.report) == row.after);
}

TEST_CASE("only waiting states are unfinished") {
  for (OutboundState const state : every_state()) {
    bool const waits = state == OutboundState::queued || state == OutboundState::held ||
                       state == OutboundState::sending || state == OutboundState::unknown;
    CHECK(store::is_finished(state) == !waits);
  }
}

TEST_CASE("every state has its word and is found by it") {
  for (OutboundState const state : every_state()) CHECK(store::parse_word<OutboundState>(store::name(state)) == state);
  CHECK_FALSE(store::parse_word<OutboundState>("popped").has_value());
}
