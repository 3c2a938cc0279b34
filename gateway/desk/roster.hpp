// Who is on duty, and who is told of what. A shift of the roster stands for a queue or for a post of the ladder (lead,
// duty_phone, chair, senior); where nobody is on the roster, everybody who sits in the queue is asked, so that an empty
// roster is never silence. Also the holes of a roster, for `saathi check --live` and before each night. Pure.
// Threads: values, any thread.
#pragma once

#include "gateway/desk/directory.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/shift.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace desk {

// Posts that are no queue.
[[nodiscard]] bool is_post(std::string_view post);

struct Roster {
  std::vector<store::Account> accounts;
  std::vector<store::Shift> shifts;
};

// The roster's people of a post at that moment, each once.
[[nodiscard]] std::vector<store::Account const*> on_duty(Roster const& roster, std::string_view post,
                                                         base::Zone const& zone, base::Instant now);
// `who` as in an alarm: "queue", "holder", or whom the ladder names. Nobody of an organisation that the case is about,
// and of a complaint about our own people only who sits in its queue. Those who speak her language first choice, and
// women where a woman was wished, if there are any.
[[nodiscard]] std::vector<store::Account const*> whom_to_tell(std::string_view who, store::Case const& record,
                                                              Roster const& roster, Directory const& directory,
                                                              base::Instant now);

struct Span {
  base::Instant from{};
  base::Instant until{};
};
struct Hole {
  std::string queue{};
  Span span{};  // nobody is on duty there, though the queue is open
};
[[nodiscard]] std::vector<Hole> find_holes(Roster const& roster, Directory const& directory, Span const& within);
// Somebody stands twice on the roster at the same time: in one queue, or in two.
struct Overlap {
  std::string account{};
  std::string post{};
  std::string other{};
  Span span{};
};
[[nodiscard]] std::vector<Overlap> find_overlaps(Roster const& roster, Directory const& directory, Span const& within);

}  // namespace desk
