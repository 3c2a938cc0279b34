// What happens to cases and accounts, for those who watch: a reading of the journal, with each case's row as it stands
// by now. Looks are left out. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/desk/case_desk.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace desk {

struct Happening {
  std::int64_t seq = 0;
  std::string what;
  std::string account{};                // whose account was acted on; empty: none
  std::optional<store::Case> record{};  // what was acted on, without what is sealed
  std::string message{};                // of hers or to her, that is new or stands otherwise; its id
  std::string delivery{};               // how it stands
};

struct Happenings {
  std::vector<Happening> list;
  std::int64_t upto = 0;  // every entry up to this one was read
};

class Feed {
 public:
  explicit Feed(store::Store& store) : store_(store), looks_(store) {}

  static constexpr int entries_a_time = 500;

  [[nodiscard]] base::Task<base::Result<std::int64_t>> last();
  // Entries behind `seq`, at most so many; call again until `upto` stays.
  [[nodiscard]] base::Task<base::Result<Happenings>> after(std::int64_t seq);
  // Reference of every open case -> the queues that see it.
  [[nodiscard]] base::Task<base::Result<std::map<std::string, std::vector<std::string>>>> sights();
  // Critical cases among hers that nobody has, the first few.
  [[nodiscard]] base::Task<base::Result<std::vector<store::Case>>> alarms(Actor actor);
  // That somebody watches the lists, written down as a look at them.
  [[nodiscard]] base::Task<void> note(Actor actor) { return looks_.note(std::move(actor), "listed", "cases"); }
  // For each of these, in their order.
  [[nodiscard]] base::Task<base::Result<std::vector<QueueCounts>>> counts(std::vector<Actor> actors);

 private:
  store::Store& store_;
  Looks looks_;
};

// The queues that see a case.
[[nodiscard]] std::vector<std::string> sight_of(store::Case const& record);
// A critical case that nobody has.
[[nodiscard]] bool is_alarming(store::Case const& record);

}  // namespace desk
