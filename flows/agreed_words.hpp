// The two words that she may agree on with us. Her code word: a person of ours says it first when ringing her, and
// whoever holds her phone must know it. Her quiet word: said anywhere, it means that somebody is with her. A word may
// be one to three words long and written in either script; it is compared by its key, the way it sounds.
// Neither is ever kept with what she wrote: the text is veiled before anybody stores it. Values only; any thread.
#pragma once

#include "flows/engine.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace flows {

class Moment;
struct Normalised;  // flows/text/normalise.hpp

// One key for every spelling that sounds alike: "Gulaf", "gulaph" and "गुलाफ" are one word.
[[nodiscard]] std::string word_key(std::string_view word);

using IsWord = std::function<bool(std::string_view key)>;

// Whether the text has the word in it, or is nothing but it.
[[nodiscard]] bool says_word(std::string_view text, IsWord const& is_word);
[[nodiscard]] bool is_only_word(std::string_view text, IsWord const& is_word);

// As it may be said on the telephone: without what stands around it.
[[nodiscard]] std::string bare_word(std::string_view text);

// Takes the code word off the beginning; false if the text does not begin with it and go on.
[[nodiscard]] bool without_code_word(std::string& text, AgreedWords const& words);

// Long enough to be no slip, nothing that people text us anyway, and not her other word.
[[nodiscard]] bool can_be_agreed_on(Library const& library, std::string_view word, AgreedWords const& words);

// This turn's text or keys as they may be kept; nothing: as they are.
[[nodiscard]] std::optional<std::string> kept_text(Moment const& moment);

// "code gulaf": a command that brings its word along.
struct WordCommand {
  std::string command;
  std::string word;
};
[[nodiscard]] std::optional<WordCommand> word_command(Library const& library, std::string_view text,
                                                      Normalised const& read);

}  // namespace flows
