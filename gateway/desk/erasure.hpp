// When a person is erased: on her own word, by the data officer, and by age. An open critical case or a complaint about
// our own people stops all three, and the safeguarding lead decides by closing it first; a legal hold stops them until
// it is lifted. The ages are proposals of the hotline's own people, from the directory of its promises:
//   spam 7 days · what nobody could make out 30 days · information, and talks without a case, 90 days · cases 24 months
//   after they were closed. They count from the later of the last case's end and her last word.
// Pure but for Erasure, whose acts are each one unit of work with its journal entries. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/keeping/her_record.hpp"
#include "gateway/store/store.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

inline constexpr std::chrono::days spam_age{7};
inline constexpr std::chrono::days unclear_age{30};
inline constexpr std::chrono::days information_age{90};
inline constexpr std::chrono::days case_age{730};

// What speaks against it; empty: nothing. A sentence for whoever asked.
[[nodiscard]] std::string why_not_erase(store::HerRecord const& her);

// On her own word: unless she wrote again after it (then a person asks her), and once her goodbye has left.
[[nodiscard]] bool is_due_by_her_word(store::HerRecord const& her, base::Instant now);
[[nodiscard]] bool is_due_by_age(store::HerRecord const& her, base::Instant now);
// When the age of her record is over; nothing: a case is open.
[[nodiscard]] std::optional<base::Instant> age_over(store::HerRecord const& her);

// Why a data officer erases: what the journal keeps. Never words of anybody.
inline constexpr std::array<std::string_view, 4> erase_reasons{"asked", "court", "mistake", "age"};

class Erasure {
 public:
  explicit Erasure(store::Store& store) : store_(store) {}

  // Erases whoever a case is of, and all her other cases. Conflict: what speaks against it.
  [[nodiscard]] base::Task<base::Result<void>> erase(Actor actor, std::string ref, std::string reason);
  // Keeps whoever a case is of, whatever her age and wish, until it is lifted.
  [[nodiscard]] base::Task<base::Result<void>> hold(Actor actor, std::string ref, bool on, std::string reason);

  // By themselves: everybody whose own last word was that, and whoever's time is over, `a_time` people after `last`.
  struct Swept {
    int erased = 0;
    store::ContactId last;  // none: that was everybody
  };
  [[nodiscard]] base::Task<base::Result<int>> sweep_asked();
  [[nodiscard]] base::Task<base::Result<Swept>> sweep_old(store::ContactId last);

 private:
  store::Store& store_;
};

}  // namespace desk
