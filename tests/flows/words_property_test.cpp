// What must hold for every text, tried on many made by chance; a failure names the seed and the text. More of them:
// SAATHI_PROPERTIES=1000000.
#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"
#include "flows/text/segments.hpp"
#include "flows/text/utf8.hpp"
#include "flows/triage.hpp"
#include "flows/triage/category.hpp"
#include "tests/flows/texts.hpp"
#include "tests/flows/words.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

namespace {

flows::Verdict judge(std::string const& text) {
  flows::TriageFacts facts;
  facts.number_country = "QA";
  return flows::triage(words::lexicon(), text, facts);
}

// A sign that hangs on the letter before it, or a letter that the one before it waits for.
bool is_cut(std::string const& before, std::string const& behind) {
  char32_t const last = flows::from_utf8(before).back();
  char32_t const first = flows::from_utf8(behind).front();
  bool const hangs = first == 0x094D || (first >= 0x093E && first <= 0x094C) || (first >= 0x0900 && first <= 0x0903) ||
                     first == 0x200D || (first >= 0x1F3FB && first <= 0x1F3FF) || first == 0x0301 || first == 0x0308;
  bool const consonant = first >= 0x0915 && first <= 0x0939;
  // Nothing hangs on a line end, or on a mark of writing direction.
  bool const is_control =
      last < 0x20 || last == 0x200E || last == 0x200F || (last >= 0x202A && last <= 0x202E) || last == 0xFEFF;
  return !is_control && (hangs || (last == 0x094D && consonant));
}

}  // namespace

TEST_CASE("property: every text is judged, and twice is no less grave than once") {
  texts::Maker maker(2026);
  for (int i = 0; i < texts::how_many(); ++i) {
    std::string const text = maker.text();
    flows::Verdict const verdict = judge(text);
    bool const known = flows::is_category(verdict.category);
    bool const named = verdict.severity < flows::Severity::high || !verdict.why.empty();
    if (!known || !named) {
      CAPTURE(i, text, verdict.category);
      REQUIRE(known);
      REQUIRE(named);
    }
    // A command is one only as the whole message.
    if (i % 8 != 0 || flows::normalise(text).words.size() < 5) continue;
    std::string pasted = text.substr(0, 300);
    flows::Verdict const once = judge(pasted);
    pasted += ". ";
    pasted += text.substr(0, 300);
    flows::Verdict const twice = judge(pasted);
    if (twice.severity < once.severity) {
      CAPTURE(i, text.substr(0, 300), flows::name(once.severity), flows::name(twice.severity), once.why, twice.why);
      REQUIRE(twice.severity >= once.severity);
    }
  }
}

TEST_CASE("property: danger is heard in whatever stands before it") {
  texts::Maker maker(9);
  for (int i = 0; i < texts::how_many(); ++i) {
    std::string const grave = maker.grave();
    std::string const before = maker.text().substr(0, 400);
    if (judge(grave).severity != flows::Severity::critical) continue;  // critical only beside something else
    std::string whole = before;
    whole += ". ";
    whole += grave;
    flows::Verdict const verdict = judge(whole);
    bool const past = verdict.place == flows::Place::rt;  // the harm of somebody who is home counts one step lower
    bool const heard = verdict.severity >= (past ? flows::Severity::high : flows::Severity::critical);
    if (!heard) {
      CAPTURE(i, before, grave, verdict.category, flows::name(verdict.severity), verdict.why);
      REQUIRE(heard);
    }
  }
}

TEST_CASE("property: reading a word twice is reading it once") {
  texts::Maker maker(77);
  for (int i = 0; i < texts::how_many(); ++i) {
    std::string const text = maker.text().substr(0, 200);
    std::string const once = flows::normalised_text(text);
    if (flows::normalised_text(once) != once) {
      CAPTURE(i, text, once);
      REQUIRE(flows::normalised_text(once) == once);
    }
    // A dropped final a may lay a y bare, and a 6 is read by the vowels beside it; nothing else may change again.
    for (flows::Word const& word : flows::normalise(text).words) {
      auto const is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
      bool const one_script = std::ranges::all_of(word.text, is_ascii) || std::ranges::none_of(word.text, is_ascii);
      if (!one_script) continue;
      std::string const folded = flows::fold(word.text);
      std::string const again = flows::fold(folded);
      if (again != folded && !folded.contains('y') && !folded.contains('6')) {
        CAPTURE(i, word.text, folded, again);
        REQUIRE(again == folded);
      }
    }
  }
}

TEST_CASE("property: the parts of any text joined are the text, and no letter is cut") {
  texts::Maker maker(160);
  for (int i = 0; i < texts::how_many() / 4; ++i) {
    std::string const text = flows::to_utf8(flows::from_utf8(maker.text().substr(0, 1'000)));
    std::vector<std::string> const parts = flows::split_segments(text);
    std::string joined;
    bool cut = false;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      joined += parts[part];
      if (part > 0) cut = cut || is_cut(parts[part - 1], parts[part]);
    }
    if (joined != text || cut) {
      CAPTURE(i, text);
      REQUIRE(joined == text);
      REQUIRE_FALSE(cut);
    }
  }
}

TEST_CASE("bad input is judged calmly") {
  for (std::string const& text :
       {std::string("\xED\xA0\x80\xED\xB0\x80"), std::string("\xC0\xAF\xE0\x80\xAF\xF8\x88\x80\x80\x80"),
        std::string("ma\0lai kut\0yo", 13), std::string("\u202Emalai kutyo\u202C"), std::string(10'000, 'k'),
        std::string(10'000, ' '), std::string("\u0301\u0302\u0303\u093F\u094D"), std::string("\xFF")}) {
    CHECK(flows::is_category(judge(text).category));
  }
  CHECK(judge("\u202Emalai \u200Fkutyo\u202C").severity == flows::Severity::critical);
  CHECK(judge("malai kut\u200Byo").severity == flows::Severity::critical);
  std::string storm;
  for (int i = 0; i < 2'000; ++i) storm += "😀";
  CHECK(judge(storm + " malai kutyo").category == "unclear");  // beyond what is read of one text
  CHECK(judge("malai kutyo " + storm).severity == flows::Severity::critical);
  std::string pasted;
  for (int i = 0; i < 40; ++i) pasted += "talab diena ";
  CHECK(judge(pasted).category == "wage");
}
