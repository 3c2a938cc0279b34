// Promise 4, tried on the files: after every golden conversation has been held, with people at the desk looking, no
// file on disk and no log line holds a number or a sentence of theirs.
#include "tests/conversations/players.hpp"
#include "tests/support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace {

using namespace support;

// What must not be found: her number (also without plus), what she wrote, what we wrote to her. Short answers and keys
// are no secrets and stand everywhere.
std::set<std::string> secrets_of(Transcript const& transcript, std::string const& played) {
  constexpr std::size_t long_enough = 12;
  std::set<std::string> secrets{transcript.header.at("from").substr(1)};
  for (Event const& event : transcript.events) {
    if (event.kind == Event::Kind::input && event.text.size() >= long_enough) secrets.insert(event.text);
  }
  for (std::size_t at = 0; at < played.size();) {
    std::size_t const end = std::min(played.find('\n', at), played.size());
    std::string const line = played.substr(at, end - at);
    at = end + 1;
    // References differ from run to run; what stands before one does not.
    std::string const reply =
        line.starts_with("< ")
            ? line.substr(2, line.find("K-") == std::string::npos ? line.size() : line.find("K-") - 2)
            : "";
    if (reply.size() >= long_enough) secrets.insert(reply);
  }
  return secrets;
}

std::string bytes_of(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("No file on disk and no log line holds a number or words of a golden conversation") {
  for (std::string const& file : conversation_files()) {
    if (file.ends_with(".keys.txt")) continue;  // the same copy as by voice or text
    auto const transcript = parse_transcript(read_text(file));
    REQUIRE(transcript);
    HousePlayer player;
    std::string const played_now = played(*transcript, player);
    std::vector<store::Case> const cases = player.house().open_cases();
    for (store::Case const& record : cases) {
      CHECK(player.house().run(player.house().gateway().cases().show(desk::Actor{"asha"}, record.ref)));
    }
    INFO(file);
    std::set<std::string> const secrets = secrets_of(*transcript, played_now);
    CHECK(secrets.size() > 1);
    std::string logged;
    for (std::string const& line : player.house().log_lines) logged += line + '\n';
    int files = 0;
    bool sees_plain_columns = cases.empty();  // a search that finds nothing at all would prove nothing
    for (auto const& entry : std::filesystem::recursive_directory_iterator(player.house().folder())) {
      if (!entry.is_regular_file()) continue;
      ++files;
      std::string const bytes = bytes_of(entry.path());
      if (!cases.empty()) sees_plain_columns = sees_plain_columns || bytes.contains(cases.front().ref);
      for (std::string const& secret : secrets) {
        bool const is_found = bytes.contains(secret);
        CHECK_FALSE(is_found);
      }
    }
    CHECK(sees_plain_columns);
    CHECK(files >= 2);  // the database and its log at least
    for (std::string const& secret : secrets) {
      bool const is_logged = logged.contains(secret);
      CHECK_FALSE(is_logged);
    }
  }
}
