// When she is told that somebody answers: true by the clock on the wall, whatever the desk's hours.
#include "gateway/line/promise.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"

namespace {

using namespace std::chrono_literals;
using flows::Severity;

flows::Instant at(int day, std::chrono::minutes utc) {
  return flows::Instant{std::chrono::sys_days{std::chrono::year{2026} / 11 / day}} + utc;
}

}  // namespace

TEST_CASE("She is told minutes, an hour by Nepal's clock, or when the desk opens, but never hours that nobody keeps") {
  struct Case {
    std::string what;
    std::string queue;  // legal aid: Sunday to Friday, 10 to 17
    Severity severity;
    int minutes;
    flows::Instant now;
    std::string copy;
    std::string holds;
  };
  std::vector<Case> const cases{
      {"soon", "crisis", Severity::critical, 15, at(24, 20h), "esc_confirm", "in about 15 min"},
      {"high at night", "legal", Severity::high, 60, at(24, 20h), "esc_confirm", "in about 60 min"},
      {"in opening hours, today", "legal", Severity::medium, 120, at(24, 5h), "esc_confirm", "in about 120 min"},
      {"in opening hours, later", "legal", Severity::medium, 200, at(24, 5h + 20min), "esc_confirm_by",
       "by about Tuesday 15:00"},
      {"in opening hours, tomorrow", "legal", Severity::medium, 420, at(24, 5h + 15min), "esc_confirm_by",
       "by about Wednesday 11:00"},
      {"Friday night", "legal", Severity::medium, 420, at(27, 17h), "out_of_hours", "at Sunday 10:00 Nepal time"},
  };
  for (Case const& one : cases) {
    INFO(one.what);
    desk::Routed routed;
    routed.queue = one.queue;
    routed.severity = one.severity;
    routed.minutes = one.minutes;
    line::Content const& content = *support::shipped_content();
    routed.due = desk::due_times(*content.directory.find_queue(one.queue), content.directory.service_levels,
                                 one.severity, one.minutes, one.now);
    flows::Copy::Line const& confirm = *content.library.copy().find("esc_confirm");
    flows::Say say{.copy = "esc_confirm", .language = "en", .text = confirm.texts.at("en")};
    line::say_when(say, routed, content, one.now);
    CHECK(say.copy == one.copy);
    CHECK(say.text.contains(one.holds));
  }
}

TEST_CASE("An hour is told in her language, by Nepal's clock") {
  flows::Instant const when = at(24, 18h + 15min);  // midnight in Kathmandu
  CHECK(line::nepal_time(when, "en") == "Wednesday 00:00");
  CHECK(line::nepal_time(when, "ne") == "बुधबार 00:00");
  CHECK(line::nepal_time(when, "ne-Latn") == "Budhabar 00:00");
}
