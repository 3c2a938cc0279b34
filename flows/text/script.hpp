// A guess of the language a text is in, from its script and its small words; and whether it is old Preeti-font text,
// which looks like Latin rubbish and which a person must read. Values only; any thread.
#pragma once

#include "flows/text/normalise.hpp"

#include <span>
#include <string>
#include <string_view>

namespace flows {

enum class Script : std::uint8_t { none, latin, devanagari, arabic, other };

// The script most letters are in; `none` if there are no letters at all.
[[nodiscard]] Script main_script(std::string_view text);

// ne, ne-Latn, en, hi, hi-Latn, mai-Latn, bho-Latn, ms, ar, or zxx where no language can be told (digits, emoji,
// blank).
[[nodiscard]] std::string guess_language(Normalised const& text);
// The same where the folds of its words are known already; `folds` in their order, as many as there are.
[[nodiscard]] std::string guess_language(Normalised const& text, std::span<std::string const> folds);

// In which of our languages she is answered: ne, ne-Latn or en (domain notes 3.2; Hindi copy is not reviewed yet).
[[nodiscard]] std::string reply_language(std::string_view language);

// Many of ] [ { } / \ | ; inside Latin words.
[[nodiscard]] bool looks_like_preeti(std::string_view text);

}  // namespace flows
