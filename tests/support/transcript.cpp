#include "tests/support/transcript.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace support {
namespace {

constexpr std::string_view pause = "  … ";

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// "20m pass", "3 days pass", "90s pass".
std::optional<std::chrono::milliseconds> parse_pause(std::string_view text) {
  std::int64_t count = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), count);
  if (read.ec != std::errc{} || !text.ends_with(" pass")) return std::nullopt;
  std::string_view unit(read.ptr, text.data() + text.size() - 5);
  if (unit == "s") return std::chrono::seconds(count);
  if (unit == "m") return std::chrono::minutes(count);
  if (unit == "h") return std::chrono::hours(count);
  if (unit == " day" || unit == " days") return std::chrono::hours(24 * count);
  return std::nullopt;
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// 2026-11-23T21:40+03:00
std::optional<Instant> parse_time(std::string_view text) {
  if (text.size() != 22) return std::nullopt;
  auto const year = number(text.substr(0, 4));
  auto const month = number(text.substr(5, 2));
  auto const day = number(text.substr(8, 2));
  auto const hour = number(text.substr(11, 2));
  auto const minute = number(text.substr(14, 2));
  auto const offset_hours = number(text.substr(17, 2));
  auto const offset_minutes = number(text.substr(20, 2));
  if (!year || !month || !day || !hour || !minute || !offset_hours || !offset_minutes) return std::nullopt;
  std::chrono::year_month_day const date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  auto const offset = std::chrono::hours(*offset_hours) + std::chrono::minutes(*offset_minutes);
  auto const local = std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  return Instant(text[16] == '-' ? local + offset : local - offset);
}

std::map<std::string, std::string> parse_header(std::string const& line) {
  std::map<std::string, std::string> header;
  std::istringstream words(line);
  for (std::string name, value; words >> name >> value;) header[name] = value;
  return header;
}

// A case whose line would say nothing new is not written again.
void write(std::string& out, Outcome const& outcome, References& references, std::map<std::string, std::string>& last) {
  for (CaseSeen const& one : outcome.cases) {
    std::string const line = "  [case " + one.ref + ": " + one.category + ", " + one.severity + ", queue " + one.queue;
    if (std::exchange(last[one.ref], line) != line) out += references.normalise(line + "]") + "\n";
  }
  for (std::string const& reply : outcome.replies) out += "< " + references.normalise(reply) + "\n";
  if (outcome.is_recording) out += "  [recording]\n";
  if (outcome.put_through) out += "  [put through]\n";
  if (outcome.replies.empty() && !outcome.hung_up && !outcome.put_through) {
    out += outcome.silence.empty() ? "  [nothing sent]\n" : "  [nothing sent: " + outcome.silence + "]\n";
  }
  if (outcome.hung_up) out += "  [the call ends]\n";
}

}  // namespace

std::string References::normalise(std::string text) {
  for (std::size_t at = text.find("K-"); at != std::string::npos; at = text.find("K-", at + 2)) {
    std::size_t end = at + 2;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == at + 2) continue;
    std::string const given = text.substr(at, end - at);
    auto const found = known_.try_emplace(given, known_.size() + 1).first;
    std::string counted = std::to_string(found->second);
    counted.insert(0, counted.size() < 5 ? 5 - counted.size() : 0, '0');
    text.replace(at, end - at, "K-" + counted);
  }
  return text;
}

std::expected<Transcript, std::string> parse_transcript(std::string_view text) {
  Transcript transcript;
  std::vector<std::string> const lines = lines_of(text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string const& line = lines[i];
    auto const wrong = [&](std::string const& what) {
      return std::unexpected("line " + std::to_string(i + 1) + ": " + what);
    };
    if (line.starts_with("# ")) {
      transcript.title += (transcript.title.empty() ? "" : "\n") + line.substr(2);
    } else if (line.starts_with("from ")) {
      transcript.header_line = line;
      transcript.header = parse_header(line);
      auto const now = parse_time(transcript.header["now"]);
      if (!now) return wrong("`now` is a time like 2026-11-23T21:40+03:00");
      transcript.now = *now;
      std::string const medium = transcript.header["medium"];
      if (medium != "sms" && medium != "voice") return wrong("`medium` is sms or voice");
    } else if (line == ">" || line.starts_with("> ")) {
      transcript.events.push_back(
          {.kind = Event::Kind::input, .text = line.size() > 2 ? line.substr(2) : "", .passes = {}, .written = line});
    } else if (line == "  … a person takes the case") {
      transcript.events.push_back({.kind = Event::Kind::claim, .text = {}, .passes = {}, .written = line});
    } else if (line.starts_with(pause)) {
      auto const passes = parse_pause(std::string_view(line).substr(pause.size()));
      if (!passes) return wrong("a pause is written `  … 20m pass` (s, m, h, days)");
      transcript.events.push_back({.kind = Event::Kind::pass, .text = {}, .passes = *passes, .written = line});
    } else if (!line.empty() && !line.starts_with("< ") && !line.starts_with("  [")) {
      return wrong("a line begins with #, from, >, <, [ or …");
    }
  }
  if (transcript.header_line.empty()) return std::unexpected("the line `from … medium … now …` is missing");
  if (transcript.title.empty()) return std::unexpected("the title (# …) is missing");
  return transcript;
}

std::string played(Transcript const& transcript, Player& player) {
  std::string out;
  for (std::string const& line : lines_of(transcript.title)) out += "# " + line + "\n";
  out += transcript.header_line + "\n";
  References references;
  std::map<std::string, std::string> last;
  player.begin(transcript);
  for (Event const& event : transcript.events) {
    out += event.written + "\n";
    switch (event.kind) {
      case Event::Kind::input: write(out, player.input(event.text), references, last); break;
      case Event::Kind::pass: {
        Outcome outcome = player.pass(event.passes);
        outcome.silence.clear();  // time passing asks for no answer
        write(out, outcome, references, last);
        break;
      }
      case Event::Kind::claim: player.claim(); break;
    }
  }
  return out;
}

std::string read_text(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Compared compare_with_file(std::string const& path, Player& player) {
  Compared compared{.expected = read_text(path), .actual = {}};
  auto const transcript = parse_transcript(compared.expected);
  if (!transcript) {
    compared.actual = path + ": " + transcript.error();
    return compared;
  }
  compared.actual = played(*transcript, player);
  if (std::getenv("SAATHI_ACCEPT") != nullptr) {
    std::ofstream(path, std::ios::binary) << compared.actual;
    compared.expected = compared.actual;
  }
  return compared;
}

std::vector<std::string> conversation_files(std::string_view folder) {
  std::vector<std::string> files;
  auto const root = std::filesystem::path(SAATHI_SOURCE_DIR) / "tests" / "conversations";
  for (auto const& entry : std::filesystem::directory_iterator(folder.empty() ? root : root / folder)) {
    if (entry.path().extension() == ".txt" && entry.path().stem() != "CMakeLists")
      files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace support
