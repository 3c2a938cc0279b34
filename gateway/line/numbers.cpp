#include "gateway/line/numbers.hpp"

#include "gateway/line/digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <ranges>
#include <utility>

namespace line {
namespace {

// E.164 allows 15 digits; shorter than 7 with the country code is no subscriber anywhere (Saint Helena has 7).
constexpr std::size_t e164_digits_min = 7;
constexpr std::size_t e164_digits_max = 15;
// No country we know has national numbers of six digits or fewer that send texts; short codes have three to six.
constexpr std::size_t short_code_digits_max = 6;
// A sender id has at most 11 characters by GSM; longer ones from elsewhere are cut, not believed.
constexpr std::size_t sender_bytes_max = 64;

// What networks and providers put where nobody says who calls. The digits are the words ANONYMOUS, RESTRICTED, BLOCKED,
// UNKNOWN and UNAVAILABLE on a keypad (Twilio's and carriers' usage).
constexpr std::array<std::string_view, 12> hidden_words{"anonymous",   "restricted", "blocked",   "unknown",
                                                        "unavailable", "private",    "withheld",  "hidden",
                                                        "nocallerid",  "null",       "undefined", "none"};
constexpr std::array<std::string_view, 5> hidden_digits{"266696687", "7378742833", "2562533", "8656696", "86282452253"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string lower(std::string_view text) {
  std::string result{text};
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool is_hidden(std::string_view plain) {
  std::string const word = lower(plain);
  std::string_view const digits = plain.starts_with('+') ? plain.substr(1) : plain;
  if (std::ranges::all_of(plain, [](char c) { return c == '+'; })) return true;  // empty too
  if (word.starts_with("anonymous@")) return true;                               // RFC 3323, a SIP caller
  return std::ranges::find(hidden_words, word) != hidden_words.end() ||
         std::ranges::find(hidden_digits, digits) != hidden_digits.end();
}

bool is_possible(CountryNumbering const& country, std::size_t digits) {
  return digits < 32 && ((country.lengths >> digits) & 1U) != 0;
}

bool looks_mobile(CountryNumbering const& country, std::string_view national) {
  return std::ranges::any_of(country.mobiles, [&](CountryNumbering::Beginnings const& one) {
    return one.length == national.size() &&
           std::ranges::any_of(one.starts, [&](std::string const& start) { return national.starts_with(start); });
  });
}

// The national number without a trunk prefix that does not belong behind a country code: +966 0501234120. Where the
// prefix is 0 no national number begins with it; another prefix (8, 1, 06) may also begin a number, so it goes only if
// the number is too long with it. Italy has none: its zero belongs to the number.
std::string_view without_trunk(CountryNumbering const& country, std::string_view national) {
  if (country.trunk_prefix.empty() || !national.starts_with(country.trunk_prefix)) return national;
  std::string_view const rest = national.substr(country.trunk_prefix.size());
  if (!is_possible(country, rest.size())) return national;
  if (country.trunk_prefix != "0" && is_possible(country, national.size())) return national;
  return rest;
}

std::optional<Number> e164(Numbering const& numbering, std::string const& digits) {
  if (digits.size() < e164_digits_min || digits.size() > e164_digits_max) return std::nullopt;
  CountryNumbering const* const country = numbering.of_number(digits);
  return Number{.kind = NumberKind::e164, .text = "+" + digits, .country = country ? country->country : std::string{}};
}

// Digits that begin with a calling code and have a possible length behind it.
std::optional<Number> international(Numbering const& numbering, std::string_view digits) {
  CountryNumbering const* const country = numbering.of_number(digits);
  if (!country) return std::nullopt;
  std::string_view const national = without_trunk(*country, digits.substr(country->calling_code.size()));
  bool const begins_with_trunk = country->trunk_prefix == "0" && national.starts_with('0');  // two zeros
  if (!is_possible(*country, national.size()) || begins_with_trunk) return std::nullopt;
  return e164(numbering, country->calling_code + std::string{national});
}

// A plus says that a calling code follows: such a number is believed even where our table does not know its length.
std::optional<Number> with_plus(Numbering const& numbering, std::string_view digits) {
  if (auto number = international(numbering, digits)) return number;
  if (digits.starts_with('0')) return std::nullopt;
  return e164(numbering, std::string{digits});
}

std::optional<Number> national(Numbering const& numbering, CountryNumbering const& country, std::string_view digits) {
  if (!is_possible(country, digits.size())) return std::nullopt;
  if (digits.starts_with('0') && country.trunk_prefix == "0") return std::nullopt;  // two zeros, or too short without
  return e164(numbering, country.calling_code + std::string{digits});
}

// Digits without a plus. A mobile number of the channel's own country comes first (984… is Nepal, not Iran); then a
// whole international number (974… with eight digits is Qatar on a Nepali channel too); then whatever else is possible
// at home. Only the first of these rests on the table of beginnings, so a range it does not know is still read.
std::optional<Number> without_plus(Numbering const& numbering, CountryNumbering const* home, std::string_view digits) {
  if (digits.starts_with("00")) {
    if (auto number = with_plus(numbering, digits.substr(2))) return number;
  }
  if (!home) return international(numbering, digits);
  std::string const& abroad = home->international_prefix;
  if (digits.starts_with(abroad)) {
    if (auto number = international(numbering, digits.substr(abroad.size()))) return number;
  }
  if (looks_mobile(*home, digits)) return national(numbering, *home, digits);
  if (digits.starts_with('0') && home->trunk_prefix.starts_with('0')) {
    return national(numbering, *home, without_trunk(*home, digits));
  }
  if (auto number = international(numbering, digits)) return number;
  return national(numbering, *home, without_trunk(*home, digits));
}

std::string trimmed(std::string_view text) {
  auto const is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (text.size() <= sender_bytes_max) return std::string{text};
  std::size_t end = sender_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  return std::string{text.substr(0, end)};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (auto const part : std::views::split(text, separator)) parts.emplace_back(part.begin(), part.end());
  return parts;
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t value = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// country, calling_code, main, trunk_prefix, international_prefix, lengths, mobiles, leading
std::optional<CountryNumbering> read_row(std::string_view text) {
  std::vector<std::string> const cells = split(text, '\t');
  if (cells.size() != 8 || cells[0].size() != 2 || !all_digits(cells[1])) return std::nullopt;
  CountryNumbering row{.country = cells[0],
                       .calling_code = cells[1],
                       .is_main = cells[2] == "main",
                       .trunk_prefix = cells[3],
                       .international_prefix = cells[4],
                       .mobiles = {},
                       .leading = split(cells[7], ',')};
  for (std::string const& cell : split(cells[5], ',')) {
    std::optional<std::size_t> const length = number_of(cell);
    if (!length || *length >= 32) return std::nullopt;
    row.lengths |= 1U << *length;
  }
  for (std::string const& cell : split(cells[6], ' ')) {
    std::size_t const colon = cell.find(':');
    std::optional<std::size_t> const length = number_of(cell.substr(0, colon));
    if (colon == std::string::npos || !length) return std::nullopt;
    row.mobiles.push_back({.length = *length, .starts = split(cell.substr(colon + 1), ',')});
  }
  return row;
}

}  // namespace

Number parse_number(Numbering const& numbering, std::string_view as_written, std::string_view default_country) {
  std::string const plain = plain_digits(as_written);
  if (is_hidden(plain)) return {};
  bool const plus = plain.starts_with('+');
  std::string_view const digits = std::string_view{plain}.substr(plus ? 1 : 0);
  if (!all_digits(digits)) return {.kind = NumberKind::word, .text = trimmed(as_written), .country = {}};

  std::optional<Number> number;
  if (plus) {
    number = with_plus(numbering, digits);
  } else if (digits.size() > short_code_digits_max) {
    number = without_plus(numbering, numbering.country(default_country), digits);
  }
  if (number) return *number;
  return {.kind = NumberKind::short_code, .text = std::string{digits}, .country = {}};
}

Numbering::Numbering(std::vector<CountryNumbering> rows) : rows_(std::move(rows)) {}

CountryNumbering const* Numbering::country(std::string_view iso) const {
  auto const found = std::ranges::find(rows_, iso, &CountryNumbering::country);
  return found == rows_.end() ? nullptr : &*found;
}

CountryNumbering const* Numbering::of_number(std::string_view digits) const {
  CountryNumbering const* main = nullptr;
  for (CountryNumbering const& row : rows_) {
    if (!digits.starts_with(row.calling_code)) continue;
    if (row.is_main) main = &row;
    std::string_view const national = digits.substr(row.calling_code.size());
    auto const begins = [&](std::string const& start) { return national.starts_with(start); };
    if (std::ranges::any_of(row.leading, begins)) return &row;
  }
  return main;
}

base::Result<Numbering> read_numbering(std::string_view text) {
  std::vector<CountryNumbering> rows;
  int line = 0;
  for (std::string const& cells : split(text, '\n')) {
    if (++line == 1 || cells.empty()) continue;  // the head
    std::optional<CountryNumbering> row = read_row(cells);
    if (!row) {
      return base::error(base::Code::bad_input, "numbering.tsv:" + std::to_string(line) +
                                                    ":1: error: not a row of the numbering table; make the file anew "
                                                    "with numbering.mjs");
    }
    rows.push_back(std::move(*row));
  }
  if (rows.empty()) return base::error(base::Code::bad_input, "numbering.tsv:1:1: error: the table is empty");
  return Numbering{std::move(rows)};
}

}  // namespace line
