// saathi talk: a phone in the terminal. From a pipe it reads one input a line and prints the transcript.
//   :wait 20m · :silence · :hangup · :speak · :answered · :unanswered · :claim · :release
#include "flows/text/segments.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/line/rehearsal.hpp"
#include "gateway/line/transcript_writer.hpp"

#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <istream>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{
    config_option,
    Option{"--flow", "F", "begin with this flow instead of the entry flow"},
    Option{"--voice", "", "a call: each line is keys, an empty line is silence"},
    Option{"--from", "NUMBER", "whose number it is (+97455512101)"},
    Option{"--lang", "LANG", "a language she chose before: ne, ne-Latn, en"},
    Option{"--parts", "", "says under each reply what it costs: alphabet, units, parts"},
    Option{"--now", "TIME", "the time it begins, e.g. 2026-11-23T18:40Z; else now"},
};

// "90s", "20m", "3h", "2d".
std::optional<std::chrono::milliseconds> parse_time(std::string_view word) {
  int count = 0;
  auto const [end, failed] = std::from_chars(word.data(), word.data() + word.size(), count);
  std::string_view const unit(end, static_cast<std::size_t>(word.data() + word.size() - end));
  if (failed != std::errc{} || count < 0 || unit.size() != 1) return std::nullopt;
  switch (unit.front()) {
    case 's': return std::chrono::seconds(count);
    case 'm': return std::chrono::minutes(count);
    case 'h': return std::chrono::hours(count);
    case 'd': return std::chrono::days(count);
    default: return std::nullopt;
  }
}

std::optional<flows::Instant> parse_instant(std::string const& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  if (std::sscanf(text.c_str(), "%d-%u-%uT%d:%dZ", &year, &month, &day, &hour, &minute) != 5) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok() || hour > 23 || minute > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

class Phone {
 public:
  enum class Costs : std::uint8_t { hidden, shown };
  Phone(line::Content const& content, line::Rehearsal::Start const& start, Streams& streams, Costs costs)
      : voice_(start.medium == flows::Medium::voice),
        counts_(costs == Costs::shown),
        rehearsal_(content, start),
        streams_(streams) {}

  // The flow that a person at the desk would begin.
  bool begin(std::string const& flow) {
    std::optional<line::TurnPlan> const plan = rehearsal_.begin(flow);
    return plan && show(*plan);
  }
  // She rings: what the call opens with.
  void ring() {
    in_call_ = true;
    echo({});
    show(rehearsal_.hear({}));
  }

  // False: not understood, said on stderr.
  bool take(std::string const& input) {
    if (input.starts_with(':')) return command(input);
    if (voice_ && !in_call_) {
      ring();
      if (input.empty()) return true;
    }
    echo(input);
    return show(voice_ && input.empty() ? rehearsal_.silence() : rehearsal_.hear(input));
  }

 private:
  bool command(std::string const& input) {
    if (input == ":silence") {
      echo(input);
      return show(rehearsal_.silence());
    }
    if (input == ":hangup") {
      in_call_ = false;
      echo("(hangs up)");
      return show(rehearsal_.hang_up());
    }
    if (input == ":speak") {
      echo("(speaks)");
      return show(rehearsal_.speak());
    }
    if (input == ":answered" || input == ":unanswered") {
      using enum line::Rehearsal::Bridge;
      echo(input == ":answered" ? "(they speak)" : "(nobody answers)");
      return show(rehearsal_.bridged(input == ":answered" ? answered : unanswered));
    }
    if (input == ":claim" || input == ":release") {
      echo(input);
      rehearsal_.claim(input == ":claim");
      return true;
    }
    constexpr std::string_view wait = ":wait ";
    std::optional<std::chrono::milliseconds> const time =
        input.starts_with(wait) ? parse_time(std::string_view(input).substr(wait.size())) : std::nullopt;
    if (!time) {
      streams_.err << "saathi: There are :wait 20m (s, m, h, d), :silence, :hangup, :speak, :answered, :unanswered, "
                      ":claim and :release.\n";
      return false;
    }
    echo(input);
    for (line::TurnPlan const& plan : rehearsal_.wait(*time)) show(plan);
    return true;
  }

  void echo(std::string_view input) { streams_.out << '>' << (input.empty() ? "" : " ") << input << '\n'; }

  bool show(line::TurnPlan const& plan) {
    for (std::string const& line : writer_.lines(plan)) {
      streams_.out << line << '\n';
      if (counts_ && line.starts_with("< ")) streams_.out << cost(std::string_view(line).substr(2)) << '\n';
    }
    if (plan.hangs_up) in_call_ = false;
    streams_.out.flush();
    return true;
  }

  static std::string cost(std::string_view text) {
    flows::Segments const segments = flows::count_segments(text);
    bool const is_gsm7 = segments.encoding == flows::Encoding::gsm7;
    return "  [" + std::string(is_gsm7 ? "GSM-7" : "UCS-2") + ", " + std::to_string(segments.units) + " units, " +
           std::to_string(segments.parts) + (segments.parts == 1 ? " part]" : " parts]");
  }

  bool voice_;
  bool counts_;
  bool in_call_ = false;
  line::Rehearsal rehearsal_;
  line::TranscriptWriter writer_;
  Streams& streams_;
};

Exit run(Arguments const& arguments, Streams& streams) {
  std::shared_ptr<line::Content const> const content = load_content(arguments, streams);
  if (!content) return Exit::input;
  line::Rehearsal::Start start;
  start.from = arguments.get("--from", start.from);
  start.medium = arguments.has("--voice") ? flows::Medium::voice : flows::Medium::sms;
  start.language = arguments.get("--lang");
  start.can_record = true;
  start.now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  if (arguments.has("--now")) {
    std::optional<flows::Instant> const now = parse_instant(arguments.get("--now"));
    if (!now) return fail(streams, Exit::usage, "--now wants a time like 2026-11-23T18:40Z.");
    start.now = *now;
  }
  if (!start.language.empty() && start.language != "ne" && start.language != "ne-Latn" && start.language != "en") {
    return fail(streams, Exit::usage, "--lang is ne, ne-Latn or en.");
  }
  std::string const flow = arguments.get("--flow");
  bool const is_voice = start.medium == flows::Medium::voice;
  bool const shows_parts = arguments.has("--parts") && !is_voice;
  Phone phone(*content, start, streams, shows_parts ? Phone::Costs::shown : Phone::Costs::hidden);
  if (!flow.empty()) {
    if (!phone.begin(flow)) return fail(streams, Exit::input, "There is no flow " + flow + ".");
  } else if (is_voice) {
    phone.ring();
  }
  Exit exit = Exit::good;
  std::string input;
  while (std::getline(streams.in, input)) {
    if (!phone.take(input)) exit = Exit::input;
  }
  return exit;
}

}  // namespace

extern Command const talk_command{"talk", "", "A phone in the terminal: try a conversation.", options, run};

}  // namespace commands
