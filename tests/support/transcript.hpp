// Golden conversations (tests/conversations/*.txt): what she writes or presses, what she gets, what the desk gets. A
// case worker can read and write them. Whoever can hold a conversation plays them: the engine alone, `saathi talk`, the
// gateway over HTTP. Regenerated with SAATHI_ACCEPT=1 and reviewed in the diff.
//
//   # Somebody may read her phone: one neutral line, then silence until she writes again
//   from +97455512101   medium sms   now 2026-11-23T21:40+03:00
//   > my boss took my passport
//     [case K-00001: passport, medium, queue outreach]
//   < Is it safe to text now? 1 Yes 2 No, someone may see 3 Not sure
//     … 20m pass
//     [nothing sent]
//     … a person takes the case
//
// On a call an input is the keys she presses; the first, empty one is the call itself. `> (hangs up)`, `> (speaks)`
// into a recording, `> (they speak)` and `> (nobody answers)` after she was put through are inputs too. By SMS an empty
// one is a blank text, and `> (part 2 of 3) …` one part of a long text.
//
// `flow NAME` in the second line: a conversation of steps/NAME.yaml beside the shipped words, to show a step that no
// shipped conversation has; `records yes`: the hotline records.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace support {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

// What the desk got: a case as it then stood. References are those of the player; the transcript counts them from
// K-00001 by order of appearance.
struct CaseSeen {
  std::string ref;
  std::string category;
  std::string severity;
  std::string queue;
};

// What followed one input, in the order in which a reader wants it: cases, replies, silence.
struct Outcome {
  std::vector<CaseSeen> cases;
  std::vector<std::string> replies;  // texts as sent, or as spoken
  std::string silence;               // why nothing was sent; empty if no reason was named
  bool is_recording = false;         // on a call, after what was said
  bool put_through = false;          // to a person's telephone
  bool hung_up = false;
};

struct Event {
  enum class Kind : std::uint8_t { input, pass, claim };
  Kind kind = Kind::input;
  std::string text;                    // of an input
  std::chrono::milliseconds passes{};  // of a pass
  std::string written;                 // the line as it stands
};

struct Transcript {
  std::string title;                          // without the leading #; may have several lines
  std::map<std::string, std::string> header;  // from, medium (sms, voice), now; flow, records where given
  std::string header_line;
  std::vector<Event> events;
  Instant now{};
};

// Nothing but what a conversation needs. One player plays one transcript.
struct Player {
  virtual ~Player() = default;
  virtual void begin(Transcript const& transcript) = 0;
  [[nodiscard]] virtual Outcome input(std::string const& text) = 0;
  [[nodiscard]] virtual Outcome pass(std::chrono::milliseconds time) = 0;  // what came by itself meanwhile
  virtual void claim() = 0;                                                // a person takes the open case
};

// K-40213 becomes K-00001, the next one K-00002: what a transcript says does not depend on chance.
class References {
 public:
  [[nodiscard]] std::string normalise(std::string text);

 private:
  std::map<std::string, std::size_t> known_;
};

// A sentence says what is wrong and in which line.
[[nodiscard]] std::expected<Transcript, std::string> parse_transcript(std::string_view text);

// Plays it and writes down what happened, in the form of the file.
[[nodiscard]] std::string played(Transcript const& transcript, Player& player);

// The bytes of a golden file and of what was played now; with SAATHI_ACCEPT=1 the file is rewritten first.
struct Compared {
  std::string expected;
  std::string actual;
};
[[nodiscard]] Compared compare_with_file(std::string const& path, Player& player);

// The golden conversations of one folder under tests/conversations/, sorted: paths. The folder itself: those that
// everybody can hold, on the shipped words.
[[nodiscard]] std::vector<std::string> conversation_files(std::string_view folder = "");
[[nodiscard]] std::string read_text(std::string const& path);

}  // namespace support
