#include "flows/text/script.hpp"

#include "flows/text/fold.hpp"
#include "flows/text/utf8.hpp"
#include "flows/text/word_set.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace flows {
namespace {

using Words = std::span<std::string_view const>;

// Small words that one language has and its neighbours have not; romanised ones folded (flows/text/fold.hpp).
constexpr WordSet nepali_latin(std::to_array<std::string_view>(
    {"cha",   "chain", "chu",    "chan",  "chau", "lai",    "malai", "mero",  "hamro",  "hami", "garne",
     "garnu", "garn",  "garyo",  "bhayo", "baio", "bako",   "bo",    "k",     "kasari", "kah",  "yah",
     "yo",    "tyo",   "hunch",  "parch", "pani", "deki",   "dekhi", "sam",   "bat",    "sang", "haru",
     "hoin",  "hajur", "dinus",  "aba",   "ni",   "tar",    "kati",  "kun",   "baneko", "ban",  "deko",
     "lagio", "lagyo", "gareko", "gar",   "jan",  "aio",    "gaio",  "dio",   "lio",    "kehi", "kei",
     "sab",   "sabai", "din",    "mahin", "bars", "huncha", "paio",  "kasto", "hola"}));
constexpr WordSet hindi_latin(std::to_array<std::string_view>(
    {"hai",  "hain", "nahi",  "nahin", "muje", "mera", "mer",  "mere",  "meri", "kya",   "kia", "kaise", "kaha",
     "se",   "me",   "ne",    "par",   "rah",  "raha", "rahi", "karta", "kart", "mat",   "hu",  "tha",   "ho",
     "gaya", "gai",  "bahut", "aur",   "hum",  "log",  "dia",  "mujse", "hun",  "chahi", "kisi"}));
constexpr WordSet english(std::to_array<std::string_view>(
    {"the",      "is",     "my",     "me",      "i",      "am",      "in",      "to",     "not",   "and",   "have",
     "they",     "he",     "she",    "are",     "was",    "of",      "for",     "no",     "with",  "you",   "please",
     "what",     "how",    "can",    "want",    "help",   "need",    "from",    "it",     "this",  "we",    "us",
     "our",      "his",    "her",    "him",     "did",    "does",    "do",      "dont",   "cant",  "will",  "has",
     "had",      "on",     "at",     "but",     "here",   "there",   "where",   "when",   "who",   "hello", "hi",
     "your",     "take",   "took",   "money",   "work",   "months",  "month",   "stop",   "start", "menu",  "lang",
     "language", "erase",  "delete", "yes",     "thanks", "thank",   "status",  "repeat", "by",    "taken", "beaten",
     "locked",   "raped",  "unpaid", "because", "after",  "before",  "since",   "been",   "get",   "got",   "be",
     "or",       "if",     "all",    "any",     "never",  "nothing", "someone", "people", "gave",  "give",  "left",
     "lost",     "afraid", "scared", "tonight", "today",  "every",   "still",   "would"}));
constexpr WordSet maithili_latin(std::to_array<std::string_view>(
    {"chai", "achi", "naihi", "nai", "delak", "gelai", "kelak", "lelak", "chiai", "ahan", "bahal", "chalak"}));
constexpr WordSet bhojpuri_latin(std::to_array<std::string_view>(
    {"ba", "bani", "naike", "kab", "gailan", "gail", "raua", "bate", "hamar", "hamra", "kailas", "delas", "hoi"}));
constexpr WordSet malay(std::to_array<std::string_view>({"saya", "tidak", "gaji", "kosong", "polis", "tolong", "mahu",
                                                         "nak", "bos", "balik"}));
constexpr WordSet hindi_deva(std::to_array<std::string_view>({"है",   "हैं",   "नहीं", "नही", "मुझे",   "मेरा",  "मेरी",
                                                              "मेरे",  "का",  "की",  "में",   "से",    "ने",    "रहा",
                                                              "रही", "रहे",  "हूँ",   "हूं",   "और",   "क्या",  "कैसे",
                                                              "कब",  "गया", "गयी", "गई",  "दिया", "लिया", "करता"}));
constexpr WordSet nepali_deva(std::to_array<std::string_view>(
    {"छ", "छैन",   "छु",   "हो",  "को",  "ले",   "लाई", "मा",  "भयो", "गर्न",  "मलाई", "मेरो", "हाम्रो", "यो",   "त्यो",
     "के", "कसरी", "कहाँ", "पनि", "देखि", "बाट", "सँग",  "हुन्छ", "गर्ने", "गरेको", "भएको", "छन्",  "दिएन",  "पाइन", "म"}));
constexpr WordSet maithili_deva(std::to_array<std::string_view>({"अछि", "छै", "छथि", "हमर", "हमरा", "नहि", "देलक", "गेल",
                                                                 "करैत", "भेल", "अहाँ", "छी"}));
constexpr WordSet bhojpuri_deva(std::to_array<std::string_view>({"बा", "बानी", "नइखे", "हमार", "रउआ", "गइल", "भइल",
                                                                 "बाटे", "कइल"}));

// Endings that verbs and nouns of Nepali take, folded.
constexpr auto nepali_latin_endings = std::to_array<std::string_view>(
    {"dain", "din", "nus", "lai", "yo", "eko", "cha", "nch", "rch", "khe", "haru", "ko", "bat", "main"});
constexpr auto nepali_deva_endings =
    std::to_array<std::string_view>({"छ", "छैन", "यो", "एको", "ेको", "लाई", "दैन", "दैनन्", "नुहोस्", "को", "ले", "मा"});

bool ends_so(std::string_view word, Words endings) {
  return std::ranges::any_of(
      endings, [&](std::string_view ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); });
}

struct Score {
  int nepali = 0;
  int hindi = 0;
  int english = 0;
  int maithili = 0;
  int bhojpuri = 0;
  int malay = 0;
};

// A small word says more than an ending does: 3 to 1.
constexpr int word_weight = 3;

Score score_latin(Normalised const& text, std::span<std::string const> folds) {
  Score score;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    Word const& word = text.words[i];
    std::string const unknown = i < folds.size() ? std::string{} : fold(word.text);
    std::string_view const folded = i < folds.size() ? std::string_view(folds[i]) : std::string_view(unknown);
    if (english.contains(word.text)) score.english += word_weight;
    if (nepali_latin.contains(folded))
      score.nepali += word_weight;
    else if (ends_so(folded, nepali_latin_endings))
      score.nepali += 1;
    if (hindi_latin.contains(folded)) score.hindi += word_weight;
    if (maithili_latin.contains(folded)) score.maithili += word_weight;
    if (bhojpuri_latin.contains(folded)) score.bhojpuri += word_weight;
    if (malay.contains(word.text)) score.malay += word_weight;
  }
  return score;
}

Score score_devanagari(Normalised const& text) {
  Score score;
  for (Word const& word : text.words) {
    if (nepali_deva.contains(word.text))
      score.nepali += word_weight;
    else if (ends_so(word.text, nepali_deva_endings))
      score.nepali += 1;
    if (hindi_deva.contains(word.text)) score.hindi += word_weight;
    if (maithili_deva.contains(word.text)) score.maithili += word_weight;
    if (bhojpuri_deva.contains(word.text)) score.bhojpuri += word_weight;
  }
  return score;
}

// Nepali wins a tie with its neighbours: it is what most people here write.
std::string best_latin(Score const& s) {
  int const best = std::max({s.nepali, s.hindi, s.english, s.maithili, s.bhojpuri, s.malay});
  if (best == 0) return "ne-Latn";
  if (s.nepali == best) return "ne-Latn";
  if (s.english == best) return "en";
  if (s.hindi == best) return "hi-Latn";
  if (s.bhojpuri == best) return "bho-Latn";
  if (s.maithili == best) return "mai-Latn";
  return "ms";
}

std::string best_devanagari(Score const& s) {
  int const best = std::max({s.nepali, s.hindi, s.maithili, s.bhojpuri});
  if (s.nepali == best) return "ne";
  if (s.hindi == best) return "hi";
  return s.maithili == best ? "mai" : "bho";
}

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_preeti_mark(char32_t c) {
  return c == U']' || c == U'[' || c == U'{' || c == U'}' || c == U'/' || c == U'\\' || c == U'|' || c == U';';
}

}  // namespace

Script main_script(std::string_view text) {
  int latin = 0;
  int devanagari = 0;
  int arabic = 0;
  int other = 0;
  for (char32_t const c : from_utf8(text)) {
    if (is_ascii_letter(c) || (c >= 0x00C0 && c <= 0x024F))
      ++latin;
    else if (c >= 0x0904 && c <= 0x0939)
      ++devanagari;
    else if (c >= 0x0620 && c <= 0x064A)
      ++arabic;
    else if (c >= 0x0370 && c <= 0x1FFF && (c < 0x0900 || c > 0x097F) && (c < 0x0600 || c > 0x06FF))
      ++other;
  }
  int const best = std::max({latin, devanagari, arabic, other});
  if (best == 0) return Script::none;
  if (devanagari == best) return Script::devanagari;
  if (latin == best) return Script::latin;
  return arabic == best ? Script::arabic : Script::other;
}

std::string guess_language(Normalised const& text) { return guess_language(text, {}); }

std::string guess_language(Normalised const& text, std::span<std::string const> folds) {
  switch (main_script(text.text)) {
    case Script::none: return "zxx";
    case Script::latin: return best_latin(score_latin(text, folds));
    case Script::devanagari: return best_devanagari(score_devanagari(text));
    case Script::arabic: return "ar";
    case Script::other: return "zxx";
  }
  return "zxx";
}

std::string reply_language(std::string_view language) {
  if (language == "en") return "en";
  if (language == "ne-Latn" || language == "mai-Latn" || language == "bho-Latn" || language == "thl-Latn")
    return "ne-Latn";
  return "ne";
}

// At least three such marks with a letter on both sides or at a word's end, and no address of the web.
bool looks_like_preeti(std::string_view text) {
  constexpr int marks_min = 3;
  if (text.find("://") != std::string_view::npos || text.find("www.") != std::string_view::npos) return false;
  std::u32string const points = from_utf8(text);
  int marks = 0;
  int letters = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_ascii_letter(points[i])) ++letters;
    if (!is_preeti_mark(points[i])) continue;
    bool const before = i > 0 && is_ascii_letter(points[i - 1]);
    bool const behind = i + 1 < points.size() && (is_ascii_letter(points[i + 1]) || is_preeti_mark(points[i + 1]));
    if (before || behind) ++marks;
  }
  return marks >= marks_min && letters >= marks_min && letters < marks * 8;
}

}  // namespace flows
