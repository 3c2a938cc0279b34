#include "tests/flows/texts.hpp"

#include "tests/flows/words.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace texts {
namespace {

struct Sheets {
  std::vector<std::string> phrases;
  std::vector<std::string> grave;
  std::vector<std::string> stems;
  std::vector<std::string> endings;
};

std::vector<std::string> parts_of(std::string const& cell) {
  std::vector<std::string> parts;
  for (std::string_view const part : flows::split_cell(cell)) parts.emplace_back(part);
  return parts;
}

void append(std::vector<std::string>& to, std::vector<std::string> const& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Sheets read() {
  Sheets sheets;
  for (flows::LexiconRow const& row : words::lexicon().rows()) {
    if (row.text.contains('{')) continue;
    sheets.phrases.push_back(row.text);
    // Malay counts only in company.
    bool const alone =
        row.role == flows::Role::signal && row.language != "ms" && row.matching != flows::Matching::whole;
    if (alone && row.least == flows::Severity::critical) sheets.grave.push_back(row.text);
  }
  for (std::vector<std::string> const& row : words::table("config/lexicon/verbs.tsv"))
    append(sheets.stems, parts_of(row[2]));
  for (std::vector<std::string> const& row : words::table("config/lexicon/verb_endings.tsv"))
    append(sheets.endings, parts_of(row[2]));
  return sheets;
}

Sheets const& sheets() {
  static Sheets const read_once = read();
  return read_once;
}

}  // namespace

int how_many() {
  char const* const said = std::getenv("SAATHI_PROPERTIES");
  constexpr int usually = 20'000;
  return said == nullptr ? usually : std::max(1, std::atoi(said));
}

Maker::Maker(unsigned seed) : random_(seed) {}

std::string Maker::word() {
  Sheets const& all = sheets();
  switch (below(8)) {
    case 0: return all.stems[below(all.stems.size())] + all.endings[below(all.endings.size())];
    case 1: return mistyped(all.stems[below(all.stems.size())] + all.endings[below(all.endings.size())]);
    case 2: return mistyped(all.phrases[below(all.phrases.size())]);
    case 3: return std::to_string(below(30));
    default: return all.phrases[below(all.phrases.size())];
  }
}

std::string Maker::grave() {
  static constexpr std::array often{"malai kutyo", "ma marna chahanchu", "मलाई बलात्कार भयो",      "saas ferna sakdina",
                                    "bish khaye",  "raped me",           "mero bahini lai bechyo"};
  if (below(4) == 0) return often.at(below(often.size()));
  return sheets().grave[below(sheets().grave.size())];
}

// One slip of a finger on a small keyboard: a letter twice, left out, in capitals, or a letter of the script beside it.
std::string Maker::mistyped(std::string word) {
  if (word.empty()) return word;
  std::size_t const at = below(word.size());
  bool const ascii = static_cast<unsigned char>(word[at]) < 0x80;
  if (!ascii) return word;
  switch (below(4)) {
    case 0: word.insert(at, 1, word[at]); break;
    case 1: word.erase(at, 1); break;
    case 2: word[at] = static_cast<char>(std::toupper(word[at])); break;
    default: word.insert(at, "h"); break;
  }
  return word;
}

std::string Maker::rubbish() {
  static std::array<std::string, 16> const pieces{"\xED\xA0\x80",      // half a surrogate pair
                                                  "\xED\xB0\x80\xED",  // the other half, and the beginning of nothing
                                                  "\xC0\xAF",          // a slash in too many bytes
                                                  "\xF8\x88\x80\x80\x80",  // five bytes long
                                                  std::string("\0", 1),
                                                  "\u202E",
                                                  "\u200F\u200E",
                                                  "\u0301\u0301\u0301",
                                                  "\u094D\u093F",
                                                  "\u200D",
                                                  "🙏🏽👨\u200D👩\u200D👧",
                                                  "😭😭😭😭😭😭😭😭",
                                                  "\xFF\xFE",
                                                  "्",
                                                  "१२३४५६७८९०९",
                                                  "\u0308"};
  if (below(3) != 0) return pieces.at(below(pieces.size()));
  std::string bytes(below(20), '\0');
  for (char& c : bytes) c = static_cast<char>(below(256));
  return bytes;
}

std::string Maker::text() {
  static constexpr std::array gaps{" ", " ", " ", " ", " ", ", ", ". ", "\n", "", "  "};
  std::string out;
  std::size_t const size = below(50) == 0 ? 900 : 1 + below(12);
  for (std::size_t i = 0; i < size; ++i) {
    out += below(12) == 0 ? rubbish() : word();
    out += gaps.at(below(gaps.size()));
  }
  if (below(20) == 0) out += out;
  constexpr std::size_t longest = 10'000;
  return out.substr(0, longest);
}

}  // namespace texts
