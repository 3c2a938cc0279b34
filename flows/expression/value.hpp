// What values mean to one another: numbers, dates, severities and lists compared and counted with. A date is kept as
// text, YYYY-MM-DD, since values of a conversation are texts. What makes no sense has no value, and nothing ever fails.
// Pure; any thread.
#pragma once

#include "flows/expression.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace flows {

// YYYY-MM-DD of a day that is in the calendar; nothing otherwise.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(std::string_view text);
[[nodiscard]] std::string date_text(std::chrono::sys_days date);

[[nodiscard]] std::string as_text(Value const& value);
[[nodiscard]] bool equal(Value const& a, Value const& b);
// Is it more, the same or less? Numbers, dates and severities have an order; other things have none.
[[nodiscard]] std::optional<std::strong_ordering> order(Value const& a, Value const& b);
[[nodiscard]] bool contains(Value const& list, Value const& item);
[[nodiscard]] bool is_true(std::optional<Value> const& value);

// a + b, a - b, a * b, a / b, a % b. Date and days give a date, date minus date gives days. Nothing where it overflows,
// divides by nothing, or is neither number nor date.
[[nodiscard]] std::optional<Value> calculate(char sign, Value const& a, Value const& b);

}  // namespace flows
