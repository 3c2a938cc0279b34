// Every step kind with its cases: a flow of a few lines, what she writes, what follows. A kind without a case fails.
// And the step reference: each kind says of itself what it reads, and docs/steps.md is a copy.
#include "flows/steps/steps.hpp"

#include "flows/read.hpp"
#include "flows/steps/answer.hpp"
#include "tests/flows/steps/small_flow.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/transcript.hpp"

#include <cstdlib>
#include <fstream>
#include <set>

using namespace flows;
using small_flow::Talk;

TEST_CASE("every step kind does what its cases say") {
  std::string const end = "  z: { end: over, person: not_needed }\n";
  struct Case {
    std::string kind;
    std::string steps;
    std::vector<std::string> inputs;
    std::vector<std::string> lines;
    Medium medium = Medium::sms;
  };
  Medium const voice = Medium::voice;
  std::string const record =
      "  a: { record: done, save: words, seconds: 30, next: b, otherwise: z }\n  b: { say: thanks_line, next: z }\n" +
      end;
  std::string const transfer =
      "  a: { transfer: intake, text: done, next: z, otherwise: b }\n  b: { say: thanks_line, next: z }\n" + end;
  std::string const later =
      "  a: { ask: choice, text: done, save: safe, choices: { 1: yes, 2: no, 3: unsure }, next: b }\n"
      "  b: { follow_up: later, after: 2 days, next: z }\n" +
      end;
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
       "  a: { ask: place, of: country, text: done, save: country, next: b }\n  b:\n    branch:\n      - { when: "
       "country == QA, "
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
      {"call",
       "  a: { call: other, give: { given: x1 }, results: { ours: left, back_again: given_back }, next: b }\n"
       "  b:\n    branch:\n      - { when: 'ours == 7 and back_again == x1', next: c }\n    otherwise: z\n"
       "  c: { say: done, next: z }\n" +
           end,
       {"hello friend"},
       {"Thanks | Done | end over"}},
      {"set",
       "  a: { set: { x: 4, y: { is: x * 3 + 1 }, gone: { is: language + 1 } }, next: b }\n"
       "  b:\n    branch:\n      - { when: y == 13 and not gone, next: c }\n    otherwise: z\n"
       "  c: { say: done, next: z }\n" +
           end,
       {"hello friend"},
       {"Done | end over"}},
      {"branch",
       "  a:\n    branch:\n      - { when: 'open_queues has outreach', next: z }\n"
       "      - { when: 'medium == sms and language == en and open_queues has legal and contact != none', next: b }\n"
       "    otherwise: z\n  b: { say: done, next: z }\n" +
           end,
       {"hello friend"},
       {"Done | end over"}},
      {"record", record, {"hello friend", "he took it"}, {"Done", "case unclear low | Thanks | end over"}},
      {"record", record, {"", "(speaks)"}, {"Done | records 30 s", "case unclear low | Thanks | end over"}, voice},
      {"record", record, {"", "9"}, {"Done | records 30 s", "case danger critical | end fell_back"}, voice},
      {"transfer", transfer, {"hello friend"}, {"Thanks | end over"}},
      {"transfer",
       transfer,
       {"", "(answered)"},
       {"case unclear low intake | Done | put through to intake", "end over"},
       voice},
      {"transfer",
       transfer,
       {"", "(nobody)"},
       {"case unclear low intake | Done | put through to intake", "case unclear low intake | Thanks | end over"},
       voice},
      {"callback",
       "  a: { callback: soon, next: z, otherwise: b }\n  b: { say: done, next: z }\n" + end,
       {"hello friend"},
       {"case unclear low | may be rung | end over"}},
      {"callback",
       "  a: { set: { contact: none }, next: b }\n  b: { callback: soon, next: z, otherwise: c }\n  c: { say: done, "
       "next: z }\n" +
           end,
       {"hello friend"},
       {"Done | end over"}},
      {"follow_up", later, {"hello friend", "1"}, {"Done", "later in 48 h | end over"}},
      {"follow_up", later, {"hello friend", "2"}, {"Done", "unsafe | end over"}},
      {"follow_up", later, {"hello friend", "3"}, {"Done", "end over"}},
      {"end", "  a: { end: early, person: not_needed }\n", {"hello friend"}, {"end early"}},
  };
  std::set<std::string> tried;
  for (Case const& one : cases) {
    INFO(one.steps);
    tried.insert(one.kind);
    Talk talk(one.steps, one.medium);
    talk.facts.can_record = true;
    talk.facts.transfers = {"intake"};
    talk.facts.open_queues = [] { return std::vector<std::string>{"crisis", "legal"}; };
    for (std::size_t i = 0; i < one.inputs.size(); ++i) {
      INFO(one.inputs[i]);
      CHECK(talk.send(one.inputs[i]) == one.lines[i]);
    }
  }
  for (StepKind const& kind : step_kinds()) {
    INFO("a step kind without a case: " << kind.key);
    CHECK(tried.contains(std::string(kind.key)));
  }
}

TEST_CASE("every step kind documents the keys that it reads, and its example can be read") {
  for (StepKind const& kind : step_kinds()) {
    INFO(kind.key);
    std::vector<Finding> findings;
    auto const root = read_yaml("example", kind.example, findings);
    REQUIRE(root);
    std::set<std::string> read;
    for (Node::Entry const& step : root->entries) {
      for (StepKind const& each : step_kinds()) {
        if (step.value.find(each.key) == nullptr) continue;
        StepReader reader("example", step.key, step.value, findings);
        auto const made = each.read(reader);
        reader.no_more_keys();
        if (each.key == kind.key) read.insert(reader.asked().begin(), reader.asked().end());
      }
    }
    for (Finding const& finding : findings) UNSCOPED_INFO(to_string(finding));
    CHECK(findings.empty());
    std::set<std::string> documented;
    for (StepKey const& key : kind.keys) documented.emplace(key.name);
    for (AnswerKind const& answer : answer_kinds()) {
      for (StepKey const& key : answer.keys) {
        if (kind.key == "ask") documented.emplace(key.name);
      }
    }
    CHECK(read == documented);
  }
}

// SAATHI_ACCEPT=1 writes it anew.
TEST_CASE("docs/steps.md is what saathi flow steps prints") {
  std::string const path = std::string(SAATHI_SOURCE_DIR) + "/docs/steps.md";
  if (std::getenv("SAATHI_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << step_reference();
  CHECK(support::read_text(path) == step_reference());
}
