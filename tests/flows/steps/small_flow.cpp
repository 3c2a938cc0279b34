#include "tests/flows/steps/small_flow.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shipped_library.hpp"

namespace small_flow {

using namespace flows;

namespace {

std::shared_ptr<Lexicon const> words() {
  static std::vector<Finding> findings;
  static std::shared_ptr<Lexicon const> const lexicon = read_words(support::shipped_sources(), findings);
  return lexicon;
}

bool is_net(std::string const& copy) { return copy.starts_with("esc_neutral") || copy.starts_with("unclear"); }

Input input_of(std::string const& written, Medium medium) {
  if (written == "(silence)") return {.kind = Input::Kind::silence, .text = {}};
  if (written == "(hangs up)") return {.kind = Input::Kind::hang_up, .text = {}};
  if (written == "(speaks)") return {.kind = Input::Kind::recorded, .text = "rec-1"};
  if (written == "(answered)") return {.kind = Input::Kind::bridged, .text = "answered"};
  if (written == "(nobody)") return {.kind = Input::Kind::bridged, .text = "no-answer"};
  return {.kind = medium == Medium::voice ? Input::Kind::keys : Input::Kind::text, .text = written};
}

}  // namespace

Library library(std::string const& steps) {
  LibrarySources sources = support::shipped_sources();
  std::string const head = "flow: t\nabout: A test.\nentry: sms\ncommand: person\nstart: a\nsteps:\n";
  std::string const other =
      "flow: other\nabout: Called.\nstart: o\nsteps:\n  o: { say: thanks_line, next: p }\n" +
      std::string(steps.contains("give:") ? "  p: { set: { left: 7, given_back: { is: given } }, next: back }\n"
                                          : "  p: { set: { left: 7 }, next: back }\n");
  std::string const later =
      "flow: later\nabout: Begins by itself.\nbegun_by: desk\nstart: o\nsteps:\n"
      "  o: { ask: choice, text: thanks_line, choices: { 1: yes }, next: back }\n";
  std::string const ring =
      "flow: ring\nabout: A call begins.\nentry: voice\nstart: o\nsteps:\n"
      "  o: { call: t, next: back }\n";
  sources.flows = {{"t.yaml", head + steps}, {"ring.yaml", ring}};
  if (steps.contains("call: other")) sources.flows.push_back({"other.yaml", other});
  if (steps.contains("follow_up: later")) sources.flows.push_back({"later.yaml", later});
  sources.messages.text += "thanks_line\tThanks\tधन्यवाद\tDhanyabad\t\t1\ndone\tDone\tसकियो\tSakiyo\t\t1\n";
  auto built = build_library(sources, words());
  if (!built) {
    for (Finding const& finding : built.error()) UNSCOPED_INFO(to_string(finding));
  }
  REQUIRE(built);
  return std::move(*built);
}

std::string line_of(Turn const& turn) {
  std::string line;
  auto const add = [&](std::string const& part) { line += (line.empty() ? "" : " | ") + part; };
  for (Effect const& effect : turn.effects) {
    // Where the steps of a case say nothing, the last net answers; that is the engine's, not the step's.
    bool const over = turn.state.ended();
    if (auto const* say = std::get_if<Say>(&effect); say != nullptr && !(over && is_net(say->copy))) add(say->text);
    if (auto const* e = std::get_if<Escalate>(&effect)) {
      add("case " + e->category + " " + std::string(name(e->severity)) + (e->queue.empty() ? "" : " " + e->queue) +
          (e->own_case ? " apart" : ""));
    }
    if (auto const* learn = std::get_if<Learn>(&effect)) {
      if (learn->rules.safety == Safety::no) add("unsafe");
      if (learn->rules.opted_out) add("opted out");
      if (learn->rules.preference == Preference::call) add("may be rung");
    }
    if (auto const* listen = std::get_if<Listen>(&effect)) {
      if (listen->record_seconds_max > 0)
        add("records " + std::to_string(listen->record_seconds_max) + " s");
      else
        add(listen->digits_max == 0 ? "keys until #" : "keys " + std::to_string(listen->digits_max));
    }
    if (auto const* transfer = std::get_if<Transfer>(&effect)) add("put through to " + transfer->queue);
    if (auto const* later = std::get_if<FollowUp>(&effect))
      add(later->flow + " in " + std::to_string(std::chrono::floor<std::chrono::hours>(later->after).count()) + " h");
    if (auto const* end = std::get_if<End>(&effect)) add("end " + end->outcome);
  }
  return line;
}

Talk::Talk(std::string const& steps, Medium medium) : library_(library(steps)) {
  facts.medium = medium;
  facts.contact.language = "en";
}

std::string Talk::send(std::string const& input) {
  Turn const turn = advance(library_, state_, input_of(input, facts.medium), facts, now);
  state_ = *parse_state(to_json(turn.state));
  for (Effect const& effect : turn.effects) {
    if (auto const* learn = std::get_if<Learn>(&effect)) facts.contact = learn->rules;
  }
  return line_of(turn);
}

}  // namespace small_flow
