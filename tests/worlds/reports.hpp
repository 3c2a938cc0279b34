// Delivery reports: what the providers say of a text that they accepted, in any order, twice, before their answer to
// the send, or never; and what the gateway has heard of it. Threads: one.
#pragma once

#include "tests/worlds/process.hpp"

#include <map>
#include <set>
#include <string>

namespace worlds {

class Reports {
 public:
  struct Parts {
    Process& process;
    Network& network;
    Agenda& agenda;
    Dice& dice;
    Trace& trace;
  };
  explicit Reports(Parts parts) : parts_(parts) {}

  // The provider has a text and will say what becomes of it.
  void expect(std::size_t arrival);

  using Told = std::map<std::string, std::set<store::Reported>, std::less<>>;  // by our id
  [[nodiscard]] Told const& said() const { return said_; }
  [[nodiscard]] Told const& heard() const { return heard_; }

 private:
  void bring(Accepted const& accepted, store::Reported state, int tries);

  Parts parts_;
  Told said_;
  Told heard_;
};

}  // namespace worlds
