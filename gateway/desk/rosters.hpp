// The roster, kept: shifts put on it, taken off, looked at; who is on duty now, and where nobody will be. Every look
// and act is in the journal, without who works when. Whether somebody may is asked before, by the right that the route
// names. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/desk/roster.hpp"
#include "gateway/desk/shift_words.hpp"
#include "gateway/store/store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace desk {

inline constexpr int roster_people_max = 1000;
inline constexpr int shifts_max = 20'000;
// Of one request: a month of three shifts for every queue.
inline constexpr std::size_t shifts_at_once_max = 2000;
// How far ahead holes are looked for.
inline constexpr std::chrono::days holes_ahead{7};

struct RosterRow {
  store::ShiftId id;
  ShiftWords words;
};
struct RosterNow {
  std::map<std::string, std::vector<std::string>> on_duty;  // by queue or post: names of accounts
  std::vector<Hole> holes;
  std::vector<Overlap> overlaps;
};

class Rosters {
 public:
  // The directory as it stands now: content may be read again.
  using CurrentDirectory = std::function<std::shared_ptr<Directory const>()>;
  Rosters(store::Store& store, CurrentDirectory directory) : store_(store), directory_(std::move(directory)) {}

  // All or none; an error begins with the place in the list, "shifts[2]: days: …".
  [[nodiscard]] base::Task<base::Result<std::vector<RosterRow>>> add(Actor actor, std::vector<ShiftWords> wanted);
  [[nodiscard]] base::Task<base::Result<void>> remove(Actor actor, store::ShiftId id);
  [[nodiscard]] base::Task<base::Result<std::vector<RosterRow>>> list(Actor actor);
  [[nodiscard]] base::Task<base::Result<RosterNow>> now(Actor actor);

 private:
  store::Store& store_;
  CurrentDirectory directory_;
};

}  // namespace desk
