// Each row: how she stands, what lies in the outbox, and what becomes of it.
#include "gateway/line/sending_rules.hpp"

#include "tests/support/catch.hpp"

namespace {

using namespace std::chrono_literals;
using base::Instant;
using store::OutboundState;
using store::Safety;

constexpr Instant noon{std::chrono::milliseconds{1'795'428'000'000}};

enum class Becomes : std::uint8_t { leaves, held, withdrawn, expired };

Becomes told(line::Ruling const& ruling) {
  if (std::holds_alternative<line::Leave>(ruling)) return Becomes::leaves;
  auto const* const end = std::get_if<line::End>(&ruling);
  if (end == nullptr) return Becomes::held;
  return end->state == OutboundState::expired ? Becomes::expired : Becomes::withdrawn;
}

// A reply of the script to a text of five minutes ago, in the daytime, to somebody without any rule.
struct Case {
  char const* what;
  Becomes becomes;
  bool is_scripted = true;
  bool answers = true;
  bool asks = false;
  bool is_overtaken = false;
  std::chrono::minutes written_ago = 5min;
  std::chrono::minutes heard_ago = 5min;
  std::chrono::minutes expires_in = 23h;
  store::Rules rules{};
  bool is_night = false;
  bool is_erased = false;
  bool wrote_after = false;  // in the millisecond of the text that it answers
};

store::Parcel parcel_of(Case const& row) {
  store::Parcel parcel;
  parcel.outbound.caused_by = store::MessageId{row.answers ? 7 : 0};
  parcel.outbound.asks = row.asks;
  parcel.outbound.expires = noon + row.expires_in;
  parcel.to = store::Sealed<std::string>(row.is_erased ? "" : "+97455512101");
  parcel.text = store::Sealed<std::string>(row.is_erased ? "" : "Namaste");
  parcel.written = noon - row.written_ago;
  parcel.is_scripted = row.is_scripted;
  parcel.is_overtaken = row.is_overtaken;
  parcel.recipient = {.rules = row.rules, .last_heard = noon - row.heard_ago, .country = {}};
  return parcel;
}

line::Questions questions(Case const& row, Instant safe) {
  return {.next_safe_time = [safe] { return safe; },
          .her_last_text = [&row] { return store::MessageId{row.wrote_after ? 9 : 7}; }};
}

}  // namespace

TEST_CASE("Whether a text may leave is what her rules, her night and its lifetime say at that moment") {
  store::Rules const unsafe{.safety = Safety::no};
  store::Rules const stopped{.opted_out = true};
  store::Rules const alone{.preference = store::Preference::none};
  using enum Becomes;
  Case const rows[] = {
      {.what = "an ordinary reply", .becomes = leaves},
      {.what = "erased", .becomes = withdrawn, .is_erased = true},
      {.what = "too late", .becomes = expired, .expires_in = 0min},
      {.what = "a question that she has overtaken", .becomes = withdrawn, .asks = true, .is_overtaken = true},
      {.what = "advice that she has overtaken", .becomes = leaves, .is_overtaken = true, .heard_ago = 1min},
      {.what = "the answer to her STOP", .becomes = leaves, .rules = stopped},
      {.what = "the answer to her 'not safe'", .becomes = leaves, .rules = unsafe},
      {.what = "written before her STOP", .becomes = withdrawn, .heard_ago = 1min, .rules = stopped},
      {.what = "written before her 'not safe'", .becomes = withdrawn, .heard_ago = 1min, .rules = unsafe},
      {.what = "written in the same millisecond as her STOP, and before it",
       .becomes = withdrawn,
       .rules = stopped,
       .wrote_after = true},
      {.what = "a nudge to somebody unsafe", .becomes = withdrawn, .answers = false, .rules = unsafe},
      {.what = "a nudge to somebody who asked for none", .becomes = withdrawn, .answers = false, .rules = alone},
      {.what = "a person's words to somebody unsafe",
       .becomes = held,
       .is_scripted = false,
       .answers = false,
       .rules = unsafe},
      {.what = "a person's words after STOP",
       .becomes = held,
       .is_scripted = false,
       .answers = false,
       .rules = stopped},
      {.what = "at night, soon after she wrote", .becomes = leaves, .heard_ago = 15min, .is_night = true},
      {.what = "at night, longer after", .becomes = held, .written_ago = 16min, .heard_ago = 16min, .is_night = true},
      {.what = "a person's words at night",
       .becomes = held,
       .is_scripted = false,
       .answers = false,
       .heard_ago = 16min,
       .is_night = true},
      {.what = "by day, long after", .becomes = leaves, .is_scripted = false, .answers = false, .heard_ago = 48h},
  };
  for (Case const& row : rows) {
    CAPTURE(row.what);
    Instant const morning = noon + 8h;
    line::Ruling const ruling = line::may_leave(parcel_of(row), noon, questions(row, row.is_night ? morning : noon));
    CHECK(told(ruling) == row.becomes);
    if (auto const* const hold = std::get_if<line::Hold>(&ruling)) {
      CHECK(hold->until == (row.is_night ? morning : noon + row.expires_in));
      CHECK_FALSE(hold->why.empty());
    }
  }
}

TEST_CASE("What is held for the night is looked at again before it is worth nothing") {
  Case row{.what = "", .becomes = Becomes::held, .heard_ago = 1h, .expires_in = 2h, .is_night = true};
  row.written_ago = 1h;
  line::Ruling const ruling = line::may_leave(parcel_of(row), noon, questions(row, noon + 8h));
  REQUIRE(std::holds_alternative<line::Hold>(ruling));
  CHECK(std::get<line::Hold>(ruling).until == noon + 2h);
}
