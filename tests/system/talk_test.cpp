// The golden conversations once more, through `saathi talk` as somebody in a terminal would hold them.
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/transcript.hpp"
#include "tests/system/serving.hpp"

#include <cstdio>
#include <span>

namespace {

using namespace support;

std::string utc(Instant instant) {
  std::chrono::sys_days const day = std::chrono::floor<std::chrono::days>(instant);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::minutes>(instant - day)};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
  return text;
}

// What is typed: the transcript's own inputs and pauses, in talk's words.
std::string typed(Transcript const& transcript) {
  std::string lines;
  // A call begins with ringing, which nobody types.
  bool const on_call = transcript.header.at("medium") == "voice";
  for (Event const& event : std::span(transcript.events).subspan(on_call ? 1 : 0)) {
    switch (event.kind) {
      case Event::Kind::input: lines += event.text == "(hangs up)" ? ":hangup" : event.text; break;
      case Event::Kind::pass: lines += ":wait " + std::to_string(event.passes.count() / 1000) + "s"; break;
      case Event::Kind::claim: lines += ":claim"; break;
    }
    lines += '\n';
  }
  return lines;
}

std::string without_pauses_words(std::string text) {
  // talk writes a pause as it was typed (`:wait 1200s`), a transcript as people say it (`… 20m pass`).
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const end = std::min(text.find('\n', at), text.size());
    std::string const line = text.substr(at, end - at);
    at = end + 1;
    bool const is_title = line.starts_with("# ") || line.starts_with("from ");
    bool const is_pause = line.starts_with("  … ") || line.starts_with("> :") || line == "  [nothing sent]";
    if (!is_title && !is_pause) plain += line + '\n';
  }
  return plain;
}

}  // namespace

TEST_CASE("Every golden conversation goes as it is written through saathi talk") {
  Folder folder;
  for (std::string const& file : conversation_files()) {
    INFO(file);
    std::string const text = read_text(file);
    auto const transcript = parse_transcript(text);
    REQUIRE(transcript);
    write_file(folder.path() / "typed", typed(*transcript));
    std::string command = "'" + saathi_program().string() + "' talk --config '" + std::string(SAATHI_SOURCE_DIR) +
                          "/config/saathi.toml' --from '" + transcript->header.at("from") + "' --now " +
                          utc(transcript->now);
    if (transcript->header.at("medium") == "voice") command += " --voice";
    std::filesystem::remove(folder.path() / "said");
    Process talk({"sh", "-c", command + " < '" + (folder.path() / "typed").string() + "' 2>/dev/null"},
                 folder.path() / "said");
    REQUIRE(talk.wait() == 0);
    References references;
    CHECK(without_pauses_words(references.normalise(talk.output())) == without_pauses_words(text));
  }
}
