// ask: place
// of: country          # or district; without it either
// keypad: { 1: QA, 2: AE }
#include "flows/lexicon/places.hpp"
#include "flows/steps/answer.hpp"
#include "flows/steps/hearing.hpp"

#include <array>

namespace flows {
namespace {

class PlaceAnswer final : public Answer {
 public:
  enum class Of : std::uint8_t { country, district, either };
  Of of = Of::either;
  std::vector<Choice> keypad;

  [[nodiscard]] std::optional<Values> read(Moment const& moment, std::string const& name) const override {
    if (moment.on_call()) {
      Choice const* const choice = heard_choice(moment, keypad);
      return choice == nullptr ? std::nullopt : std::optional(Values{{name, choice->value}});
    }
    Places const& places = moment.library.places();
    if (of != Of::country) {
      if (auto district = places.district(moment.normalised)) return in_district(name, std::move(*district));
    }
    if (of != Of::district) {
      if (auto country = places.country(moment.normalised)) return Values{{name, std::move(*country)}};
    }
    return std::nullopt;
  }
  [[nodiscard]] std::vector<std::string> saves(std::string const& name) const override {
    if (of == Of::either) return {name, name + "_district"};
    return {name};
  }
  [[nodiscard]] Listen listen() const override { return {}; }
  [[nodiscard]] bool can_take(Moment const&) const override { return !keypad.empty(); }

 private:
  [[nodiscard]] Values in_district(std::string const& name, std::string district) const {
    if (of == Of::district) return {{name, std::move(district)}};
    return {{name, "NP"}, {name + "_district", std::move(district)}};
  }
};

std::unique_ptr<Answer> read_place(StepReader& reader) {
  auto answer = std::make_unique<PlaceAnswer>();
  std::string const of = reader.one_of("of", {"country", "district"});
  answer->of = of == "country"    ? PlaceAnswer::Of::country
               : of == "district" ? PlaceAnswer::Of::district
                                  : PlaceAnswer::Of::either;
  answer->keypad = reader.choices("keypad", {std::string(back), reader.mark()});
  return answer;
}

constexpr std::array keys{
    StepKey{"of",
            "place: `country` (kept as QA, NP) or `district` (of Nepal, kept by its id); without it either, a district "
            "under the name with `_district` behind it"},
    StepKey{"keypad", "place: what digits mean on a call, which the spoken form says; the commonest first"}};

}  // namespace

extern AnswerKind const place_answer{
    .key = "place",
    .about = "a country, a city that stands for one, or a district of Nepal, in any spelling and script",
    .on_a_call = "a digit of its `keypad`; 0 for any other, and without a keypad a person",
    .keys = keys,
    .read = read_place};

}  // namespace flows
