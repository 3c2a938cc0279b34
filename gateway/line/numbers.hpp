// Numbers as providers write them become E.164, or are seen not to be telephone numbers at all. A wrong guess sends a
// reply to a stranger, so: digits that already carry a country code keep it whatever the channel's country; a number
// that is merely unusual is never refused; short codes, words and hidden senders stay as written and are never
// answered. Over config/numbering.tsv (calling code, country, trunk prefix, possible lengths). Pure. Threads: values,
// any thread.
//
//   parse_number(numbering, "0984 123-0120", "NP") -> e164 +9779841230120, NP
//   parse_number(numbering, "97455512120", "NP")   -> e164 +97455512120, QA
//   parse_number(numbering, "4040", "NP")          -> short_code 4040
#pragma once

#include "gateway/base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace line {

enum class NumberKind : std::uint8_t {
  e164,        // a telephone number that can be answered
  short_code,  // a network's or service's own few digits, or digits that are no number we know
  word,        // a sender id in letters
  hidden,      // nobody said who calls
};

struct Number {
  NumberKind kind = NumberKind::hidden;
  std::string text;     // e164: "+97455512120"; short_code, word: as written, trimmed; hidden: empty
  std::string country;  // ISO 3166 by the number's first digits; empty if unknown
  [[nodiscard]] bool can_be_answered() const { return kind == NumberKind::e164; }
};

// The numbers of one country, as config/numbering.tsv has them.
struct CountryNumbering {
  // What the national numbers of one length begin with.
  struct Beginnings {
    std::size_t length = 0;
    std::vector<std::string> starts;
  };
  std::string country;
  std::string calling_code;
  bool is_main = false;              // of the countries that share the code
  std::string trunk_prefix;          // dialled before a national number inside the country; empty where there is none
  std::string international_prefix;  // dialled before a calling code: "00", "011"
  std::uint32_t lengths = 0;         // bit n: a national number of n digits is possible
  std::vector<Beginnings> mobiles;   // a hint, never a reason to refuse: operators get new ranges all the time
  std::vector<std::string> leading;  // national numbers that are this country's and not the main one's
};

class Numbering {
 public:
  explicit Numbering(std::vector<CountryNumbering> rows);
  [[nodiscard]] CountryNumbering const* country(std::string_view iso) const;
  // Whose number `digits`, calling code first, is; null if no calling code begins it.
  [[nodiscard]] CountryNumbering const* of_number(std::string_view digits) const;
  [[nodiscard]] std::vector<CountryNumbering> const& rows() const { return rows_; }

 private:
  std::vector<CountryNumbering> rows_;
};

// The shipped table is generated, so a mistake in it is one error, not a list of findings.
[[nodiscard]] base::Result<Numbering> read_numbering(std::string_view text);

// What a sender, a caller or a caller's answer is. `default_country` is the channel's: for numbers without a country
// code. Where a provider always writes country codes, if without a plus, leave it empty: 9607712345 is the Maldives
// then, and a Nepali mobile on a channel of Nepal.
[[nodiscard]] Number parse_number(Numbering const& numbering, std::string_view as_written,
                                  std::string_view default_country);

}  // namespace line
