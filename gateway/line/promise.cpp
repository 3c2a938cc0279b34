#include "gateway/line/promise.hpp"

#include "gateway/base/zone.hpp"

#include <algorithm>
#include <array>

namespace line {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

// Above this an hour of the clock says more than minutes do.
constexpr minutes told_in_minutes{180};

using Week = std::array<std::string_view, 7>;  // Sunday first
constexpr Week english{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr Week nepali{"आइतबार", "सोमबार", "मङ्गलबार", "बुधबार", "बिहीबार", "शुक्रबार", "शनिबार"};
constexpr Week romanised{"Aitabar", "Sombar", "Mangalbar", "Budhabar", "Bihibar", "Shukrabar", "Shanibar"};

Week const& week_in(std::string_view language) {
  if (language == "ne") return nepali;
  return language == "ne-Latn" ? romanised : english;
}

void replace(std::string& text, std::string_view placeholder, std::string_view value) {
  std::size_t const at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), value);
}

void become(flows::Say& say, std::string_view copy, Content const& content) {
  flows::Copy::Line const* const line = content.library.copy().find(copy);
  if (line == nullptr) return;
  say.copy = line->id;
  say.text = std::string(flows::in_language(line->texts, say.language));
}

base::WallTime in_nepal(flows::Instant when) {
  auto const zone = base::find_zone("Asia/Kathmandu");
  return base::wall_time(when, zone.value_or(base::Zone{}));
}

// A full hour on her clock; a minute would promise more than anybody can keep.
flows::Instant next_full_hour(flows::Instant when) {
  flows::Instant const minute = std::chrono::ceil<minutes>(when);
  minutes const past = in_nepal(minute).of_day % 60min;
  return past == 0min ? minute : minute + (60min - past);
}

}  // namespace

std::string nepal_time(flows::Instant when, std::string_view language) {
  base::WallTime const wall = in_nepal(when);
  auto const two = [](long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  long const of_day = wall.of_day.count();
  return std::string(week_in(language).at(wall.weekday().c_encoding())) + " " + two(of_day / 60) + ":" +
         two(of_day % 60);
}

void say_when(flows::Say& say, desk::Routed const& routed, Content const& content, flows::Instant now) {
  std::optional<flows::Instant> due = routed.due.contact ? routed.due.contact : routed.due.eyes;
  minutes left{routed.minutes};
  // High and critical are somebody's at every hour: the queue's, its backup's, or whoever is rung.
  if (say.copy == "esc_confirm" && routed.severity < flows::Severity::high) {
    if (due) left = std::max(left, std::chrono::ceil<minutes>(*due - now));
    desk::Queue const* const queue = content.directory.find_queue(routed.queue);
    auto const opens = queue == nullptr ? std::nullopt : desk::next_opening(queue->hours, now);
    if (opens && *opens > now) {
      become(say, "out_of_hours", content);
      due = *opens;
    } else if (due && left > told_in_minutes) {
      become(say, "esc_confirm_by", content);
      due = next_full_hour(*due);
    }
  }
  replace(say.text, "{mins}", std::to_string(std::min<long>(left.count(), 999)));
  if (due) replace(say.text, "{time}", nepal_time(*due, say.language));
}

}  // namespace line
