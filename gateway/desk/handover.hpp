// The conversation in a person's hands. While somebody holds her case and is there, her words go to that person and the
// script is silent: within the queue's hours, and at any hour while the two write to each other (a live exchange).
// Released, or after hours, the script covers again; danger is heard at all times. Silence of hers in a live exchange
// stops it: nobody writes until she does.
#pragma once

#include "gateway/desk/case_work.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/store/timer.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace desk {

// How long an exchange stays live after each word (domain notes, rule 8).
inline constexpr std::chrono::minutes live_for{15};
// A text lies so long before it leaves, so that it can be taken back.
inline constexpr std::chrono::seconds undo_default{5};
inline constexpr std::chrono::seconds undo_max{10};

struct Hold {
  bool held = false;    // somebody has claimed the case
  bool frozen = false;  // a stranger may hold her phone
  std::string_view queue{};
  std::optional<base::Instant> live_until{};
};
// Whether her words are for a person now. Pure.
[[nodiscard]] bool person_answers(Hold const& hold, Directory const& directory, base::Instant now);

struct Answer {
  std::string text;
  std::optional<store::MessageId> after{};  // the last of hers that was read: a later one is a conflict
  std::string reason{};                     // why it goes against her preference, her night or her silence; empty: not
  base::Milliseconds undo{undo_default};
};
// Queues a text to her, from the number she last wrote to. Only the holder may, and never to somebody who said that it
// is not safe or who opted out.
[[nodiscard]] base::Result<store::MessageId> answer(CaseWork& work, Answer const& answer);
// An answer that has not left is taken back. Act for CaseDesk::act.
[[nodiscard]] Act take_back(store::MessageId message);

// She wrote: in the unit that records it. A waiting case is in hand again, and a live exchange goes on.
void note_heard(store::Transaction& tx, store::CaseId case_id);
// Whether `note_heard` would change anything, for whoever has the case in hand.
[[nodiscard]] bool waits_for_her(store::Case const& record);
// The timer of an exchange: the time for her answer is over. False: there is nothing to stop any more.
[[nodiscard]] base::Result<bool> end_exchange(store::Transaction& tx, store::Timer const& timer);

}  // namespace desk
