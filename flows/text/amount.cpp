#include "flows/text/amount.hpp"

#include "flows/text/normalise.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace flows {
namespace {

constexpr std::int64_t amount_max = 999'999'999;
constexpr std::size_t digits_max = 9;
constexpr std::size_t fraction_digits_max = 3;
constexpr std::int64_t whole = 1000;  // amounts are counted in thousandths, so that 2.5 lakh is exact

struct Scale {
  std::string_view word;
  std::int64_t times;
};
constexpr std::array scales{Scale{"lakh", 100'000},     Scale{"lakhs", 100'000},    Scale{"laakh", 100'000},
                            Scale{"lac", 100'000},      Scale{"लाख", 100'000},      Scale{"hajar", 1'000},
                            Scale{"hazar", 1'000},      Scale{"hajaar", 1'000},     Scale{"hazaar", 1'000},
                            Scale{"हजार", 1'000},       Scale{"thousand", 1'000},   Scale{"k", 1'000},
                            Scale{"crore", 10'000'000}, Scale{"karod", 10'000'000}, Scale{"करोड", 10'000'000}};

std::int64_t times_of(std::string_view word) {
  auto const found = std::ranges::find(scales, word, &Scale::word);
  return found == scales.end() ? 1 : found->times;
}

std::size_t leading_digits(std::string_view word) {
  return std::min(word.find_first_not_of("0123456789"), word.size());
}
bool is_number(std::string_view word) { return !word.empty() && leading_digits(word) == word.size(); }

// Letters that stand in a digit's place: 1OO, l0, 2O.
bool looks_like_digits(std::string_view rest) {
  return !rest.empty() && rest.find_first_not_of("oli") == std::string_view::npos;
}

struct Term {
  std::int64_t thousandths = 0;
  std::int64_t times = 1;
  bool has_unit = false;  // something else is glued to it: 3mahina
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), read_(normalise(text)) {}

  // Nothing if something in it is no number at all.
  std::optional<std::vector<Term>> terms() {
    std::vector<Term> terms;
    for (std::size_t at = 0; at < read_.words.size();) {
      if (leading_digits(word(at)) == 0) {
        ++at;
        continue;
      }
      auto const term = term_at(at);
      if (!term) return std::nullopt;
      terms.push_back(*term);
      ends_with_number_ = at == read_.words.size();
    }
    return terms;
  }
  [[nodiscard]] bool ends_with_number() const { return ends_with_number_; }

 private:
  [[nodiscard]] std::string_view word(std::size_t at) const { return read_.words[at].text; }
  // What stands in the text as it came between a word and the next.
  [[nodiscard]] std::string_view behind(std::size_t at) const {
    if (at + 1 >= read_.words.size()) return {};
    return text_.substr(read_.words[at].end, read_.words[at + 1].begin - read_.words[at].end);
  }
  // A point that belongs to no number before it.
  [[nodiscard]] bool begins_with_point(std::size_t at) const {
    std::size_t const begin = read_.words[at].begin;
    return begin > 0 && text_[begin - 1] == '.' && (begin == 1 || text_[begin - 2] == ' ');
  }

  // Takes the words of one number, and leaves `at` behind them.
  std::optional<Term> term_at(std::size_t& at) {
    std::size_t const first = leading_digits(word(at));
    std::string digits(word(at).substr(0, first));
    std::string_view const rest = word(at).substr(first);
    if (looks_like_digits(rest) || begins_with_point(at)) return std::nullopt;
    Term term;
    std::string fraction;
    if (rest.empty()) {
      if (!take_groups(at, digits)) return std::nullopt;
      if (behind(at) == "." && is_number(word(at + 1))) fraction = word(++at);
    } else {
      term.times = times_of(rest);
      term.has_unit = term.times == 1;
    }
    if (digits.size() > digits_max || fraction.size() > fraction_digits_max) return std::nullopt;
    fraction.resize(fraction_digits_max, '0');
    term.thousandths = std::stoll(digits) * whole + std::stoll(fraction);
    ++at;
    if (term.times == 1 && !term.has_unit && at < read_.words.size()) {
      term.times = times_of(word(at));
      if (term.times > 1) ++at;
    }
    return term;
  }

  // 1,20,000 and 120,000: the last group has three digits, those before it two or three.
  bool take_groups(std::size_t& at, std::string& digits) {
    std::size_t last = 0;
    bool const is_grouped = behind(at) == ",";
    if (is_grouped && digits.size() > 3) return false;
    while (behind(at) == "," && is_number(word(at + 1))) {
      last = word(++at).size();
      if (last != 2 && last != 3) return false;
      digits += word(at);
    }
    return last == 0 || last == 3;
  }

  std::string_view text_;
  Normalised read_;
  bool ends_with_number_ = false;
};

}  // namespace

std::optional<int> read_amount(std::string_view text) {
  Reader reader(text);
  auto const terms = reader.terms();
  if (!terms || terms->empty()) return std::nullopt;
  // "1 lakh 80 hajar" is one number; "3 mahina 5 din" is two.
  std::int64_t amount = 0;
  for (std::size_t i = 0; i < terms->size(); ++i) {
    Term const& term = (*terms)[i];
    bool const is_last = i + 1 == terms->size();
    if (i > 0 && (*terms)[i - 1].times <= term.times) return std::nullopt;
    if (i > 0 && term.times == 1 && !(is_last && reader.ends_with_number() && !term.has_unit)) return std::nullopt;
    amount += term.thousandths * term.times;
  }
  if (amount % whole != 0 || amount / whole > amount_max) return std::nullopt;
  return static_cast<int>(amount / whole);
}

}  // namespace flows
