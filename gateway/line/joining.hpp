// Long texts put together from their parts, in any order, across restarts. The first part sets a deadline; when all are
// there, or the deadline has passed, what came is read as one text, a gap marked. A part that comes after that amends
// the message, and the whole is read again. Threads: loop thread only.
#pragma once

#include "gateway/line/intake.hpp"
#include "gateway/store/part.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace line {

// How long the other parts may take: networks deliver them within seconds, and somebody in need waits for us.
inline constexpr std::chrono::seconds parts_wait{20};
// How long a late part still finds its fellows. References have eight bits and come round again.
inline constexpr std::chrono::hours parts_belong_together{6};
// What stands where a part is missing.
inline constexpr std::string_view gap_mark = " […] ";

// The text, by number; a part that came twice counts once.
[[nodiscard]] std::string joined(std::vector<store::Part> const& parts, int total);
[[nodiscard]] bool is_whole(std::vector<store::Part> const& parts, int total);

// Of the timer: "17 3 np-1 ab12".
[[nodiscard]] std::string to_text(store::PartGroup const& group);
[[nodiscard]] std::optional<store::PartGroup> parse_part_group(std::string_view text);

class Joining {
 public:
  Joining(IntakeParts parts, Lanes& lanes) : parts_(parts), lanes_(lanes) {}

  // The caller is in her lane and has a number that can be told from others. Repeats change nothing.
  [[nodiscard]] base::Task<base::Result<Done>> part(Channel const& channel, Number from, providers::TextIn text);
  // The deadline has passed. False: there is nothing to act on any more.
  [[nodiscard]] base::Task<base::Result<bool>> deadline(store::Timer timer);

 private:
  struct Kept {
    store::PartGroup group;
    std::vector<store::Part> parts;
    bool is_repeat = false;
  };
  [[nodiscard]] base::Task<base::Result<Kept>> keep(Channel const& channel, Number const& from,
                                                    providers::TextIn const& text);
  // Reads what came as one text: a new message, or an amended one.
  [[nodiscard]] base::Task<base::Result<Done>> read(Channel const& channel, Number const& from, Kept const& kept,
                                                    std::optional<store::Timer> timer);

  IntakeParts parts_;
  Lanes& lanes_;
};

}  // namespace line
