// Every step kind with its cases: a flow of a few lines, what she writes, what follows. A kind without a case fails.
#include "flows/steps/steps.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shipped_library.hpp"

#include <set>

using namespace flows;

namespace {

std::shared_ptr<Lexicon const> words() {
  static std::vector<Finding> findings;
  static std::shared_ptr<Lexicon const> const lexicon = read_words(support::shipped_sources(), findings);
  return lexicon;
}

Library library(std::string const& steps) {
  LibrarySources sources = support::shipped_sources();
  std::string const head = "flow: t\nabout: A test.\nentry: sms\ncommand: person\nstart: a\nsteps:\n";
  std::string const other = "flow: other\nabout: Called.\nstart: o\nsteps:\n  o: { say: thanks_line, next: back }\n";
  sources.flows = {{"t.yaml", head + steps}};
  if (steps.contains("call: other")) sources.flows.push_back({"other.yaml", other});
  sources.messages.text += "thanks_line\tThanks\tधन्यवाद\tDhanyabad\t\t1\ndone\tDone\tसकियो\tSakiyo\t\t1\n";
  auto built = build_library(sources, words());
  if (!built) {
    for (Finding const& finding : built.error()) UNSCOPED_INFO(to_string(finding));
  }
  REQUIRE(built);
  return std::move(*built);
}

bool is_net(std::string const& copy) { return copy == "esc_neutral" || copy == "unclear"; }

// One line per turn: what was said, then what the desk was told, then how it ended.
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
    }
    if (auto const* end = std::get_if<End>(&effect)) add("end " + end->outcome);
  }
  return line;
}

}  // namespace

TEST_CASE("every step kind does what its cases say") {
  std::string const end = "  z: { end: over, person: not_needed }\n";
  struct Case {
    std::string kind;
    std::string steps;
    std::vector<std::string> inputs;
    std::vector<std::string> lines;
  };
  std::vector<Case> const cases{
      {"say", "  a: { say: done, next: z }\n" + end, {"hello friend"}, {"Done | end over"}},
      {"say",
       "  a: { say: { en: Hi, ne: नमस्ते, ne-Latn: Namaste }, next: z }\n" + end,
       {"मलाई भन"},
       {"नमस्ते | end over"}},
      {"ask",
       "  a: { ask: choice, text: done, save: x, choices: { 1: yes, 2: { value: no, also: [pani] } }, next: z }\n" +
           end,
       {"hello friend", "२"},
       {"Done", "end over"}},
      {"ask",
       "  a: { ask: choice, text: done, choices: { 1: yes, 2: no }, next: z }\n" + end,
       {"hello friend", "chaina"},
       {"Done", "end over"}},
      {"ask",
       "  a: { ask: choice, text: done, choices: { 1: yes, 2: { value: no, also: [paani] } }, next: z }\n" + end,
       {"hello friend", "pani"},
       {"Done", "end over"}},
      {"ask",
       "  a: { ask: choice, text: done, choices: { 1: yes }, next: z }\n" + end,
       {"hello friend", "7"},
       {"Done", "Sorry, we did not understand. Send M for the menu, 0 for a person. | Done"}},
      {"ask",
       "  a: { ask: country, text: done, save: country, next: b }\n  b:\n    branch:\n      - { when: country == QA, "
       "next: c }\n    otherwise: z\n  c: { say: thanks_line, next: z }\n" +
           end,
       {"hello friend", "doha"},
       {"Done", "Thanks | end over"}},
      {"ask",
       "  a: { ask: text, text: done, save: words, next: b }\n  b:\n    branch:\n      - { when: words == \"by bus\", "
       "next: c }\n    otherwise: z\n  c: { say: thanks_line, next: z }\n" +
           end,
       {"hello friend", "by bus"},
       {"Done", "Thanks | end over"}},
      {"ask",
       "  a: { set: { x: yes }, next: b }\n  b: { ask: choice, text: done, choices: { 1: yes }, unless: x, next: z "
       "}\n" +
           end,
       {"hello friend"},
       {"end over"}},
      {"set",
       "  a: { set: { safe: no, opted_out: yes }, next: z }\n" + end,
       {"hello friend"},
       {"unsafe | opted out | end over"}},
      {"branch",
       "  a:\n    branch:\n      - { when: kind, next: z }\n      - { when: not known, next: b }\n    otherwise: z\n  "
       "b: { say: done, next: z }\n" +
           end,
       {"hello friend"},
       {"Done | end over"}},
      {"triage", "  a: { triage: text, next: z }\n" + end, {"salary not paid"}, {"case wage medium | end over"}},
      {"triage",
       "  a: { triage: text, next: b }\n  b: { say: done, next: z }\n" + end,
       {"shram swikriti renew kasari garne"},
       {"Sakiyo | end over"}},
      {"triage",
       "  a: { triage: menu, text: done, choices: { 1: { value: fraud, set: { severity: medium } } }, next: z }\n" +
           end,
       {"hello friend", "1"},
       {"Done", "case fraud medium | end over"}},
      {"triage",
       "  a: { triage: menu, text: done, choices: { 1: fraud }, next: z }\n" + end,
       {"hello friend", "salary not paid"},
       {"Done", "case wage medium | end over"}},
      {"escalate",
       "  a: { escalate: case, severity: medium, queue: intake, next: z }\n" + end,
       {"hello friend"},
       {"case unclear medium intake | end over"}},
      {"escalate",
       "  a: { escalate: own_case, category: erase, queue: safeguard, next: z }\n" + end,
       {"hello friend"},
       {"case erase low safeguard apart | end over"}},
      {"escalate",
       "  a: { triage: text, next: b }\n  b: { escalate: case, category: danger, severity: low, next: z }\n" + end,
       {"salary not paid"},
       {"case wage medium | end over"}},
      {"call",
       "  a: { call: other, next: b }\n  b: { say: done, next: z }\n" + end,
       {"hello friend"},
       {"Thanks | Done | end over"}},
      {"end", "  a: { end: early, person: not_needed }\n", {"hello friend"}, {"end early"}},
  };
  std::set<std::string> tried;
  for (Case const& one : cases) {
    INFO(one.steps);
    tried.insert(one.kind);
    Library const content = library(one.steps);
    State state;
    Facts facts;
    facts.contact.language = "en";
    for (std::size_t i = 0; i < one.inputs.size(); ++i) {
      Turn const turn = advance(content, state, {.kind = Input::Kind::text, .text = one.inputs[i]}, facts, {});
      CHECK(line_of(turn) == one.lines[i]);
      state = *parse_state(to_json(turn.state));
    }
  }
  for (StepKind const& kind : step_kinds()) {
    INFO("a step kind without a case: " << kind.key);
    CHECK(tried.contains(std::string(kind.key)));
  }
}
