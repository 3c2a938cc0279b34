// Digits as answers. They come in every script, with keycaps, brackets, full stops or an emoji behind them; all take
// normalised text (flows/text/normalise.hpp). Values only; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace flows {

// One digit as the whole answer: "१", "1.", "(1)", "1️⃣", and the same digit twice, "1 1". Nothing for "11", "1 2", "1
// day".
[[nodiscard]] std::optional<int> read_digit_answer(std::string_view normalised);

// The whole text as digits with only spaces between: a number, a date, a telephone number. "12 05" gives "1205".
[[nodiscard]] std::optional<std::string> read_digits(std::string_view normalised);

// The first number in the text if there is just one: "3 mahina" gives 3. At most 9 digits.
[[nodiscard]] std::optional<int> read_only_number(std::string_view normalised);

// The danger digit as the whole message, emoji beside it allowed: "9", "९", "9 9"; "99" and longer only without an open
// question, since it may answer one.
enum class Asked : std::uint8_t { no, yes };
[[nodiscard]] bool is_danger_digit(std::string_view normalised, Asked open_question);

}  // namespace flows
