#include "tests/worlds/people.hpp"

#include <algorithm>

namespace worlds {

namespace {

constexpr auto what_people_write = std::to_array<std::string_view>({
    "1",
    "1",
    "1",
    "2",
    "3",
    "3",
    "malai",
    "doha",
    "talab payena",
    "salary not paid 3 months",
    "madam le khana dindaina",
    "boss took my passport",
    "my agent cheated me",
    "better i die tonight",
    "your operator asked me for money",
    "my friend is missing",
    "STOP",
    "STOP",
    "namaste",
    "maddat",
    "aba ke garne",
    "9",
    "0",
    "M",
    "",
    "still no salary",
    "no salary 6 month, loan people come my house",
    "hello",
    "english",
    "\xF0\x9F\x98\xA2",
});

// How long a provider's webhook is on its way: mostly no time, so that things come at once.
constexpr std::array ways{0, 0, 0, 0, 200, 1000, 1000, 5000, 60'000};
constexpr std::array patience{1000, 5000, 5000, 30'000, 300'000};
constexpr int patience_times_max = 5;

}  // namespace

People::People(Parts parts, int count) : parts_(parts) {
  for (int i = 1; i <= count; ++i) {
    people_.push_back({.number = (i % 2 == 1 ? "+9745551210" : "+977984123012") + std::to_string(i),
                       .carrier = parts_.dice.pick(carriers),
                       .texts = {}});
  }
}

void People::write() {
  Dice& dice = parts_.dice;
  std::size_t const person = dice.place(people_.size());
  Person& writer = people_[person];
  Carrier const carrier = dice.in_hundred(90) ? writer.carrier : dice.pick(carriers);
  // The same words again are a second text.
  bool const again = !writer.texts.empty() && dice.in_hundred(8);
  std::string words = again ? writer.texts.back().words : std::string(dice.pick(what_people_write));
  writer.texts.push_back({.id = "t" + std::to_string(++texts_), .carrier = carrier, .words = std::move(words)});
  Text& text = writer.texts.back();
  parts_.trace.add("person " + std::to_string(person + 1) + " writes " + text.id + " by " +
                   std::string(channel_of(carrier)) + ": " + text.words);
  auto const arrive = [this, person, &text] { bring(person, text); };
  parts_.agenda.after(base::Milliseconds(dice.pick(ways)), arrive);
  // A provider that lost our answer, or only thinks so.
  if (dice.in_hundred(15)) parts_.agenda.after(base::Milliseconds(dice.pick(ways)), arrive);
}

void People::bring(std::size_t person, Text& text) {
  int const began = ++parts_.moments;
  if (text.first_call == 0) text.first_call = began;
  ++text.calls;
  bool const is_unknown_again =
      parts_.fault == Fault::dedup_off && text.calls > 1 && parts_.dice.in_hundred(fault_in_hundred);
  std::string const id = is_unknown_again ? text.id + came_again + std::to_string(text.calls) : text.id;
  auto const answered = [this, person, &text, began](int status) {
    parts_.trace.add("webhook " + text.id + " is answered " + std::to_string(status));
    if (status >= 200 && status < 300) {
      if (text.heard != 0) return;
      text.taken_in = began;
      text.heard = ++parts_.moments;
      return;
    }
    if (text.heard != 0) return;
    // Ever more patient, so that a long night is not all knocking.
    base::Milliseconds const pause(parts_.dice.pick(patience) * std::min(text.calls, patience_times_max));
    parts_.agenda.after(pause, [this, person, &text] {
      if (text.heard == 0) bring(person, text);
    });
  };
  parts_.process.bring(text_webhook(text.carrier, id, people_[person].number, text.words), answered);
}

bool People::is_all_heard() const {
  for (Person const& person : people_) {
    for (Text const& text : person.texts) {
      if (text.heard == 0) return false;
    }
  }
  return true;
}

}  // namespace worlds
