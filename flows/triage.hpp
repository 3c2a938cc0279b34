// What is wrong, how urgent, where: judged from one text by words and rules alone (domain notes 2.1-2.8, 4.3). A pure
// function; routing to a queue is the desk's. Every verdict says which words decided and which rule raised it.
// A machine never lowers severity: callers combine verdicts with `worse`.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

enum class Severity : std::uint8_t { low, medium, high, critical };
[[nodiscard]] std::string_view name(Severity severity);
[[nodiscard]] std::optional<Severity> parse_severity(std::string_view word);
[[nodiscard]] constexpr Severity worse(Severity a, Severity b) { return a > b ? a : b; }

// Where in the cycle of migration the person with the problem stands: PD before departure, TR in transit,
// CD in the country of work, RT returned.
enum class Place : std::uint8_t { pd, tr, cd, rt };
[[nodiscard]] std::string_view name(Place place);  // "PD", "TR", "CD", "RT"
[[nodiscard]] std::optional<Place> parse_place(std::string_view word);

struct Match {
  std::string words;    // as they stand in the text
  std::string keyword;  // the concept it was read as, e.g. "passport_taken"
  std::string row;      // id of the lexicon row
};

// What is known beside the text itself.
struct TriageFacts {
  std::string number_country;    // ISO 3166 of the sender's number; empty if unknown
  std::optional<Place> place;    // if she has been asked
  std::string country;           // if she has been asked: ISO 3166
  int texts_without_answer = 0;  // earlier texts in 24 hours that no person answered
  bool open_question = false;    // rows of role `answer` and a lone digit mean something only then
};

struct Verdict {
  std::string category = "unclear";  // codes of domain notes 2.1
  std::vector<std::string> tags;     // further categories and facts, e.g. "stranded", "child", "household"
  Severity severity = Severity::low;
  std::string rule;  // the gravest rule met: "C6", "H3"; empty if the severity is the cell's own
  Place place = Place::cd;
  std::string country;                // ISO 3166; from the text, else from the number where it is not +977
  std::string language = "ne";        // of the text: ne, ne-Latn, en, hi, hi-Latn, mai-Latn, ..., zxx
  std::string reply_language = "ne";  // in which she is answered: ne, ne-Latn, en
  std::vector<Match> matched;
  std::vector<std::string> why;  // sentences for an operator
  std::set<std::string, std::less<>>
      flags;  // modifier concepts that matched (watched, no_call, no_share, relative, household, ...)
  std::set<std::string, std::less<>> indicators;  // concepts that count as forced-labour indicators
  bool danger = false;                            // a danger digit, SOS emoji or critical phrase: heard in every state
  bool content = true;                            // false: blank, a lone digit but 9, emoji without meaning
  bool greeting = false;                          // only a greeting or a menu word
  bool plain_information = false;                 // permit, info, skills, returnee, and nothing graver
  bool preeti = false;                            // old Preeti-font bytes: a person must read it
};

class Lexicon;      // flows/lexicon/lexicon.hpp
struct Normalised;  // flows/text/normalise.hpp

[[nodiscard]] Verdict triage(Lexicon const& lexicon, std::string_view text, TriageFacts const& facts);
// The same where the text was normalised before: cleaning costs a quarter of it.
[[nodiscard]] Verdict triage(Lexicon const& lexicon, std::string_view text, Normalised const& normalised,
                             TriageFacts const& facts);

}  // namespace flows
