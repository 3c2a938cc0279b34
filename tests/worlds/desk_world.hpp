// A small desk: the gateway of a small world with three people at it, who act on the same cases at the same time, on
// what they saw a while ago, while callers write, clocks jump and the process is killed. Drawn from one seed.
// Afterwards it is judged against the model (desk_model.hpp). Threads: one.
//   DeskWorld world(seed);
//   world.live();
//   std::vector<std::string> const complaints = world.judge();
#pragma once

#include "gateway/desk/case_desk.hpp"
#include "tests/worlds/desk_model.hpp"
#include "tests/worlds/people.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace worlds {

// Planted on the store behind the desk's back, or on its disk, to see that the model finds them.
enum class DeskFault : std::uint8_t {
  none,
  double_owner,    // a case is claimed out of another's hands
  lost_update,     // an old copy is written over a newer one
  lost_case,       // a case is closed, and nobody did it
  lost_note,       // an act that was told done has left nothing
  missed_clock,    // the timer of an offer vanishes
  missed_level,    // the timers of the cases' service levels vanish
  doubled_clock,   // a clock forgets that it has told
  commit_skipped,  // the disk forgets the last commit before a kill
};
[[nodiscard]] std::string_view name(DeskFault fault);

class DeskWorld {
 public:
  explicit DeskWorld(std::uint64_t seed, DeskFault fault = DeskFault::none);
  ~DeskWorld() { process_.end(); }
  DeskWorld(DeskWorld const&) = delete;
  DeskWorld& operator=(DeskWorld const&) = delete;

  void live();
  // What was promised and not kept, in sentences; empty: all is well.
  [[nodiscard]] std::vector<std::string> judge();
  [[nodiscard]] Trace const& trace() const { return trace_; }

 private:
  // Somebody tried something; `told` only if the process lived to say how it went.
  struct Attempt {
    std::string who;
    std::string what;  // the journal's word, or its beginning
    std::string ref;
    bool told = false;
    bool works = false;
    std::int64_t version = 0;  // of the case then
  };
  struct Move {
    std::string_view what;
    desk::Act act;
  };

  void hire();
  void step();
  void act();
  [[nodiscard]] Move draw_move(std::string const& ref);
  [[nodiscard]] base::Task<bool> run(desk::Actor actor, std::size_t attempt, std::optional<std::int64_t> seen,
                                     desk::Act act);
  [[nodiscard]] base::Task<bool> answer(desk::Actor actor, std::size_t attempt);
  void look();
  void plant();
  void happen();
  void pass(base::Milliseconds time);
  void come_to_rest();

  void judge_attempts(std::vector<store::JournalEntry> const& journal, std::vector<std::string>& complaints) const;
  void judge_clocks(store::Case const& record, ModelCase const& expected, std::vector<std::string>& complaints) const;
  void judge_rows(store::Snapshot& snapshot, DeskModel const& model, std::vector<std::string>& complaints) const;

  DeskFault fault_;
  Dice dice_;
  support::Loop loop_;
  support::ManualClock clock_;
  Agenda agenda_{clock_};
  Trace trace_{clock_};
  int moments_ = 0;
  Network network_;
  Process process_;
  People people_;
  std::vector<desk::Actor> staff_;
  std::vector<Attempt> attempts_;
  std::map<std::string, std::int64_t> seen_;   // the version of each case that somebody looked at
  std::map<std::string, store::Case> copies_;  // of a while ago, for the planted fault
  bool has_planted_ = false;
};

}  // namespace worlds
