// A small world: a hotline with its people, its case worker, two providers and a bad network, drawn from one seed and
// lived through on one thread with a clock of its own. At the end the weather is fair and time passes until nothing is
// left to do; then it is judged (judge.hpp). Threads: one.
//   World world(seed);
//   world.live();
//   std::vector<std::string> const complaints = judge(world);
#pragma once

#include "tests/worlds/people.hpp"
#include "tests/worlds/reports.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace worlds {

class World {
 public:
  explicit World(std::uint64_t seed, Fault fault = Fault::none);
  ~World() { process_.end(); }
  World(World const&) = delete;
  World& operator=(World const&) = delete;

  void live();

  // What the judge looks at.
  [[nodiscard]] Trace const& trace() const { return trace_; }
  [[nodiscard]] People const& people() const { return people_; }
  [[nodiscard]] Network const& network() const { return network_; }
  [[nodiscard]] Reports const& reports() const { return reports_; }
  [[nodiscard]] Process const& process() const { return process_; }
  [[nodiscard]] store::Store& store() { return process_.gateway().store(); }
  // Ids of what the case worker was told is on its way.
  [[nodiscard]] std::vector<store::MessageId> const& answers() const { return answers_; }
  // Ids of rows that were held back for a while: later ones may pass them.
  [[nodiscard]] std::set<store::MessageId> const& held() const { return held_; }
  [[nodiscard]] base::Instant now() const { return clock_.now(); }
  // Whether it came to rest.
  [[nodiscard]] bool is_settled() const { return is_settled_; }

 private:
  void step();
  void draw_weather();
  void draw_kill();
  void work_at_desk();
  [[nodiscard]] base::Task<bool> act(int kind);
  void swap_order();
  [[nodiscard]] std::vector<store::Outbound> rows(store::Snapshot& snapshot) const;
  void note_held();
  void note_ends();
  // Everything that happens in this time happens, each at its moment; in long times the machine sleeps now and then.
  void pass(base::Milliseconds time);
  void happen();
  [[nodiscard]] bool owes_nothing();
  void come_to_rest();
  void rest();

  Fault fault_;
  Dice dice_;
  support::Loop loop_;
  support::ManualClock clock_;
  Agenda agenda_{clock_};
  Trace trace_{clock_};
  int moments_ = 0;
  Network network_;
  Process process_;
  People people_;
  Reports reports_;
  std::vector<store::MessageId> answers_;
  std::set<store::MessageId> held_;
  std::set<store::MessageId> swapped_;  // by the planted fault
  bool is_settled_ = false;
};

}  // namespace worlds
