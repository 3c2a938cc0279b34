// ask: date
// side: past           # or future: a year that is not said is the nearest on that side
#include "flows/expression/value.hpp"
#include "flows/steps/answer.hpp"
#include "flows/steps/dates.hpp"

#include <array>

namespace flows {
namespace {

class DateAnswer final : public Answer {
 public:
  DateSide side = DateSide::either;

  [[nodiscard]] std::optional<Values> read(Moment const& moment, std::string const& name) const override {
    auto const date = read_date(moment.normalised, moment.today(), side);
    if (!date) return std::nullopt;
    return Values{{name, date_text(*date)}};
  }
  [[nodiscard]] Listen listen() const override { return {.digits_max = 4}; }
  [[nodiscard]] std::optional<ReadBack> read_back(std::string const& value) const override {
    auto const date = parse_date(value);
    if (!date) return std::nullopt;
    std::chrono::year_month_day const parts(*date);
    return ReadBack{"date_check",
                    {{"day", std::to_string(static_cast<unsigned>(parts.day()))},
                     {"month", std::to_string(static_cast<unsigned>(parts.month()))}}};
  }
};

std::unique_ptr<Answer> read_date_answer(StepReader& reader) {
  auto answer = std::make_unique<DateAnswer>();
  std::string const side = reader.one_of("side", {"past", "future"});
  if (!side.empty()) answer->side = side == "past" ? DateSide::past : DateSide::future;
  return answer;
}

constexpr std::array keys{
    StepKey{"side", "date: `past` or `future`; a year that is not said is the nearest on that side"}};

}  // namespace

extern AnswerKind const date_answer{
    .key = "date",
    .about =
        "a date: 2511, 25/11/2026, 25 nov, aja, hijo, or of the Nepali calendar (2083/8/9); "
        "kept as 2026-11-25",
    .on_a_call = "day and month as four digits, said again and confirmed with 1",
    .keys = keys,
    .read = read_date_answer};

}  // namespace flows
