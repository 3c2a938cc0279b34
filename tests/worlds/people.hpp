// The people of a world: what each has written and what became of it at our door. Also what a provider does with a
// text: brings it, perhaps twice, and again until somebody says 2xx. Threads: one.
#pragma once

#include "tests/worlds/process.hpp"

#include <deque>
#include <string>
#include <vector>

namespace worlds {

struct Text {
  std::string id;  // the provider's
  Carrier carrier = Carrier::lo;
  std::string words;
  // In moments of the world; 0: never. `taken_in` is when the call began that was answered 2xx first, `heard` when it
  // was.
  int first_call = 0;
  int taken_in = 0;
  int heard = 0;
  int calls = 0;
};

struct Person {
  std::string number;
  Carrier carrier = Carrier::lo;  // mostly
  std::deque<Text> texts;         // in the order in which she wrote them; places in it stay
};

class People {
 public:
  struct Parts {
    Process& process;
    Agenda& agenda;
    Dice& dice;
    Trace& trace;
    int& moments;
    Fault fault = Fault::none;
  };
  People(Parts parts, int count);

  // Somebody writes; the provider brings it now or later.
  void write();
  // The providers bring what they still have.
  [[nodiscard]] bool is_all_heard() const;
  [[nodiscard]] std::vector<Person> const& all() const { return people_; }

 private:
  void bring(std::size_t person, Text& text);

  Parts parts_;
  std::vector<Person> people_;
  int texts_ = 0;
};

}  // namespace worlds
