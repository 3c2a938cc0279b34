#include "flows/agreed_words.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "flows/moment.hpp"
#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"
#include "flows/text/romanise.hpp"
#include "flows/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace flows {
namespace {

constexpr std::size_t words_max = 3;
// What a handset can hold in mind, and a person can say on the telephone.
constexpr std::size_t word_bytes_max = 90;
// Shorter ones stand in other words' place by chance.
constexpr std::size_t letters_min = 3;
constexpr std::size_t digits_min = 4;

constexpr std::string_view veil = "•••";

std::string key_of(std::span<Word const> words) {
  std::string key;
  for (Word const& word : words) {
    std::string const latin = romanise(word.text);
    key += fold(latin.empty() ? std::string_view(word.text) : std::string_view(latin));
  }
  return key;
}

std::size_t letters(std::string_view key) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < key.size(); at += decode_at(key, at).bytes) ++count;
  return count;
}

bool has_only_digits(std::string_view key) { return key.find_first_not_of("0123456789") == std::string_view::npos; }

// How many words from `from` on are the word that is asked for; 0: none are.
std::size_t words_said(std::span<Word const> words, std::size_t from, IsWord const& is_word) {
  for (std::size_t count = std::min(words_max, words.size() - from); count > 0; --count) {
    if (is_word(key_of(words.subspan(from, count)))) return count;
  }
  return 0;
}

std::string veiled(std::string_view text, IsWord const& is_word) {
  Normalised const read = normalise(text);
  std::string kept;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < read.words.size();) {
    std::size_t const count = words_said(read.words, at, is_word);
    if (count == 0) {
      ++at;
      continue;
    }
    kept += text.substr(copied, read.words[at].begin - copied);
    kept += veil;
    at += count;
    copied = read.words[at - 1].end;
  }
  return kept.append(text.substr(copied));
}

}  // namespace

std::string word_key(std::string_view word) { return key_of(normalise(word).words); }

bool says_word(std::string_view text, IsWord const& is_word) {
  if (!is_word) return false;
  Normalised const read = normalise(text);
  for (std::size_t at = 0; at < read.words.size(); ++at) {
    if (words_said(read.words, at, is_word) > 0) return true;
  }
  return false;
}

bool is_only_word(std::string_view text, IsWord const& is_word) {
  if (!is_word) return false;
  Normalised const read = normalise(text);
  return !read.words.empty() && read.words.size() <= words_max && is_word(key_of(read.words));
}

std::string bare_word(std::string_view text) {
  Normalised const read = normalise(text);
  if (read.words.empty()) return {};
  return std::string(text.substr(read.words.front().begin, read.words.back().end - read.words.front().begin));
}

bool without_code_word(std::string& text, AgreedWords const& words) {
  if (!words.is_code_word) return false;
  Normalised const read = normalise(text);
  if (read.words.empty()) return false;
  std::size_t const count = words_said(read.words, 0, words.is_code_word);
  if (count == 0 || count == read.words.size()) return false;
  text.erase(0, read.words[count].begin);
  return true;
}

bool can_be_agreed_on(Library const& library, std::string_view word, AgreedWords const& words) {
  Normalised const read = normalise(word);
  if (read.words.empty() || read.words.size() > words_max || word.size() > word_bytes_max) return false;
  std::string const key = key_of(read.words);
  if (letters(key) < (has_only_digits(key) ? digits_min : letters_min)) return false;
  bool const is_taken =
      (words.is_code_word && words.is_code_word(key)) || (words.is_quiet_word && words.is_quiet_word(key));
  Lexicon const& lexicon = library.lexicon();
  if (is_taken || lexicon.command(read.text) || lexicon.answer(read.text)) return false;
  Verdict const verdict = triage(lexicon, word, {});
  return verdict.matched.empty() && !verdict.danger && verdict.category == "unclear";
}

std::optional<std::string> kept_text(Moment const& moment) {
  // Of keys all is the secret.
  if (moment.input.kind == Input::Kind::keys && !moment.secrets.empty()) return std::string(veil);
  if (moment.input.kind != Input::Kind::text) return std::nullopt;
  AgreedWords const& words = moment.facts.words;
  if (moment.secrets.empty() && !words.is_code_word && !words.is_quiet_word) return std::nullopt;
  std::vector<std::string> keys;
  for (std::string const& secret : moment.secrets) keys.push_back(word_key(secret));
  IsWord const is_word = [&](std::string_view key) {
    return (words.is_code_word && words.is_code_word(key)) || (words.is_quiet_word && words.is_quiet_word(key)) ||
           std::ranges::find(keys, key) != keys.end();
  };
  // A word too long to be one is still what she would have as one.
  bool const is_all = std::ranges::find(keys, word_key(moment.input.text)) != keys.end();
  std::string kept = is_all ? std::string(veil) : veiled(moment.input.text, is_word);
  if (kept == moment.input.text) return std::nullopt;
  return kept;
}

std::optional<WordCommand> word_command(Library const& library, std::string_view text, Normalised const& read) {
  constexpr std::size_t command_words_max = 2;
  for (std::size_t count = std::min(command_words_max, read.words.size()); count > 0; --count) {
    std::size_t const left = read.words.size() - count;
    if (left == 0 || left > 2 * words_max) continue;
    std::string prefix = read.words[0].text;
    for (std::size_t i = 1; i < count; ++i) prefix += " " + read.words[i].text;
    auto command = library.lexicon().command(prefix);
    if (command != "code_word" && command != "quiet_word") continue;
    return WordCommand{*std::move(command), std::string(text.substr(read.words[count].begin))};
  }
  return std::nullopt;
}

}  // namespace flows
