// One person who writes or rings, for tests of the engine: what she sends goes in, and the facts follow what the engine
// learns of her, as line/intake would keep them.
#pragma once

#include "flows/agreed_words.hpp"
#include "flows/engine.hpp"
#include "tests/support/shipped_library.hpp"

#include <string>
#include <utility>
#include <vector>

namespace contact {

using namespace flows;
using namespace std::chrono_literals;

inline Library const& library() { return support::shipped_library(); }

inline Instant const start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 18h};

inline Input text(std::string words) { return {.kind = Input::Kind::text, .text = std::move(words)}; }
inline Input keys(std::string digits) { return {.kind = Input::Kind::keys, .text = std::move(digits)}; }

template <class T>
std::vector<T> all(Turn const& turn) {
  std::vector<T> found;
  for (Effect const& effect : turn.effects) {
    if (auto const* one = std::get_if<T>(&effect)) found.push_back(*one);
  }
  return found;
}

// Which lines were said, in order.
inline std::string said(Turn const& turn) {
  std::string ids;
  for (Say const& say : all<Say>(turn)) ids += (ids.empty() ? "" : " ") + say.copy;
  return ids;
}

// What the desk was told, in order: category severity, with + where it is a case apart.
inline std::string told(Turn const& turn) {
  std::string cases;
  for (Escalate const& e : all<Escalate>(turn)) {
    cases += (cases.empty() ? "" : "; ") + e.category + " " + std::string(name(e.severity)) + (e.own_case ? "+" : "");
  }
  return cases;
}

// Plays inputs on one contact; facts follow what the engine learns.
struct Contact {
  Facts facts;
  State state;
  Instant now = start;
  Turn last;

  Turn const& hear(Input const& input) {
    last = advance(library(), state, input, facts, now);
    state = last.state;
    for (Learn const& learn : all<Learn>(last)) facts.contact = learn.rules;
    for (KeepWord const& keep : all<KeepWord>(last)) {
      auto const is_it = [key = word_key(keep.word)](std::string_view other) { return other == key; };
      (keep.which == KeepWord::Which::code ? facts.words.is_code_word : facts.words.is_quiet_word) = is_it;
    }
    for (Escalate const& e : all<Escalate>(last)) {
      bool const held = facts.open_case && facts.open_case->held;
      if (!e.own_case || !facts.open_case) facts.open_case = OpenCase{"K-00001", e.category, e.severity, held};
    }
    facts.known = true;
    now += 1min;
    return last;
  }
};

inline Contact writing_from(std::string country) {
  Contact contact;
  contact.facts.number_country = std::move(country);
  return contact;
}

}  // namespace contact
