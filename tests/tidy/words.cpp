#include "tests/tidy/words.hpp"

#include <array>

namespace tidy {

namespace {

// Where a word is looked for.
enum class In { code, literals, everything };

struct Word {
  std::string_view text;
  In in;
  Beginnings allowed;  // beginnings of paths; none: nowhere
  std::string_view why;
};

constexpr Beginnings sql_rooms = {"gateway/store/", "tests/gateway/store/", "tests/bench/bare_sqlite.cpp",
                                  "tests/tidy/"};

constexpr std::array words = std::to_array<Word>({
    {"sleep_for", In::code, {}, "nobody sleeps: wait for what you wait for, or use the clock handed in"},
    {"this_thread::sleep_until", In::code, {}, "nobody sleeps: wait for what you wait for, or use base::sleep_until"},
    {"usleep", In::code, {}, "nobody sleeps: wait for what you wait for, or use the clock handed in"},
    {"system_clock::now",
     In::code,
     {"gateway/base/system_clock", "gateway/commands/", "tests/system/"},
     "time comes from base::Clock"},
    {"steady_clock::now",
     In::code,
     {"gateway/base/system_clock", "tests/support/", "tests/system/", "tests/bench/"},
     "time comes from base::Clock"},
    {"gettimeofday", In::code, {}, "time comes from base::Clock"},
    {"clock_gettime", In::code, {}, "time comes from base::Clock"},
    {"random_device", In::code, {"gateway/base/ids"}, "randomness comes from base::Random"},
    {"mt19937", In::code, {"tests/"}, "randomness comes from base::Random"},
    {"mt19937_64", In::code, {"gateway/base/ids", "tests/"}, "randomness comes from base::Random"},
    {"rand", In::code, {}, "randomness comes from base::Random"},
    {"getenv", In::code, {"gateway/base/config", "tests/"}, "settings come from base::Config"},
    {"detached", In::code, {"tests/"}, "nothing is detached: a TaskGroup owns and joins it"},
    {"SELECT", In::literals, sql_rooms, "SQL stands in gateway/store alone"},
    {"INSERT INTO", In::literals, sql_rooms, "SQL stands in gateway/store alone"},
    {"DELETE FROM", In::literals, sql_rooms, "SQL stands in gateway/store alone"},
    {"CREATE TABLE", In::literals, sql_rooms, "SQL stands in gateway/store alone"},
    {"PRAGMA", In::literals, sql_rooms, "SQL stands in gateway/store alone"},
    {"#define", In::code, {"tests/support/catch"}, "no macros: a function, a constant or a template"},
    {"using namespace std;", In::code, {}, "names of the standard library keep their std::"},
    {"std::cout",
     In::code,
     {"gateway/main.cpp", "tests/system/", "tests/bench/"},
     "a command writes to the streams handed in"},
    {"std::cerr",
     In::code,
     {"gateway/main.cpp", "tests/system/", "tests/bench/"},
     "a command writes to the streams handed in"},
    {"printf", In::code, {}, "the log is base::Log, a command writes to the streams handed in"},
    {"TODO", In::everything, {"tests/tidy/"}, "a leftover mark: do it, or open an issue"},
    {"FIXME", In::everything, {"tests/tidy/"}, "a leftover mark: do it, or open an issue"},
    {"XXX", In::everything, {"tests/tidy/"}, "a leftover mark: do it, or open an issue"},
    {"HACK", In::everything, {"tests/tidy/"}, "a leftover mark: do it, or open an issue"},
});

void look_for(Word const& word, File const& file, std::string_view text, std::vector<Complaint>& complaints) {
  if (begins_with_one_of(file.path, word.allowed)) return;
  for (std::size_t at = find_word(text, word.text); at != std::string_view::npos;
       at = find_word(text, word.text, at + 1)) {
    complaints.push_back({file.path, line_of(text, at), std::string(word.text) + ": " + std::string(word.why)});
  }
}

}  // namespace

std::vector<Complaint> check_words(File const& file) {
  std::vector<Complaint> complaints;
  Parts const parts = is_cpp(file.path) ? take_apart(file.text) : Parts{};
  for (Word const& word : words) {
    switch (word.in) {
      case In::code: look_for(word, file, parts.code, complaints); break;
      case In::literals: look_for(word, file, parts.literals, complaints); break;
      case In::everything: look_for(word, file, file.text, complaints); break;
    }
  }
  return complaints;
}

}  // namespace tidy
