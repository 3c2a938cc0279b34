// What the reader and the checks say about a flow that is wrong: input, and the exact lines.
#include "flows/read.hpp"

#include "flows/check.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace flows;

namespace {

// A flow around the steps of a case.
std::string flow(std::string const& steps, std::string const& head = "entry: sms\nstart: a\n") {
  return "flow: f\nabout: A test.\n" + head + "steps:\n" + steps;
}

Copy test_copy() {
  std::vector<Finding> findings;
  Copy copy = parse_copy("m.tsv",
                         "id\ten\tne\tne_latn\thi\tmax_segments\n"
                         "hello\tHello\tनमस्ते\tNamaste\t\t1\n"
                         "ring\tRing {num}\tफोन {num}\tPhone {num}\t\t1\n"
                         "number\tNo. {ref}\tनम्बर {ref}\tNumber {ref}\t\t1\n"
                         "advice\tGo\tजानुहोस्\tJanuhos\t\t1\n"
                         "advice_other\tCall {amb}\tफोन {amb}\tPhone {amb}\t\t1\n",
                         findings);
  REQUIRE(findings.empty());
  return copy;
}

std::vector<std::string> findings_of(std::string const& text, bool checked) {
  std::vector<Finding> findings;
  Copy const copy = test_copy();
  std::map<std::string, Flow, std::less<>> flows;
  if (auto read = read_flow("f.yaml", text, findings)) flows.emplace(read->name, std::move(*read));
  if (checked) {
    std::vector<Finding> more = check({flows, copy});
    findings.insert(findings.end(), more.begin(), more.end());
  }
  std::ranges::sort(findings);
  std::vector<std::string> lines;
  for (Finding const& finding : findings) lines.push_back(to_string(finding));
  return lines;
}

}  // namespace

TEST_CASE("the reader says what is wrong and where") {
  struct Case {
    std::string what;
    std::string text;
    std::vector<std::string> lines;
  };
  std::vector<Case> const cases{
      {"nothing wrong", flow("  a: { say: hello, next: back }\n"), {}},
      {"a step twice",
       flow("  a: { say: hello, next: back }\n  b: { say: hello, next: a }\n  a: { say: hello, next: b }\n"),
       {"f.yaml:8:3: error: the key `a` is there twice; the earlier one is in line 6"}},
      {"one key in three spellings",
       flow("  a:\n    ask: choice\n    text: hello\n    next: back\n    choices:\n      1: x\n      \"1\": y\n      "
            "01: z\n"),
       {"f.yaml:12:7: error: the key `1` is there twice; the earlier one is in line 11",
        "f.yaml:13:7: error: the choice 1 is there twice; the earlier one is in line 11"}},
      {"Devanagari beside ASCII",
       flow("  a:\n    ask: choice\n    text: hello\n    next: back\n    choices:\n      1: x\n      १: y\n"),
       {"f.yaml:12:7: error: the choice 1 is there twice; the earlier one is in line 11"}},
      {"merge",
       flow("  a:\n    ask: choice\n    text: hello\n    next: back\n    choices: {<<: x, 2: y}\n"),
       {"f.yaml:10:15: error: merging (<<) is refused: write the lines out, so that they can be read where they "
        "stand"}},
      {"anchor",
       flow("  a: &x { say: hello, next: back }\n"),
       {"f.yaml:6:6: error: anchors (&name) are not used here: write it out where it is needed"}},
      {"alias",
       flow("  a: { say: hello, next: back }\n  b: *x\n"),
       {"f.yaml:7:6: error: this is not YAML: the referenced anchor is not defined"}},
      {"tag", flow("  a: { say: !x hello, next: back }\n"), {"f.yaml:6:13: error: tags (!name) are not used here"}},
      {"columns are letters",
       flow("  a: { say: { en: Hi, ne: नमस्ते, nee: x }, next: back }\n"),
       {"f.yaml:6:35: error: the language `nee` is not known; texts stand in en, ne and ne-Latn; did you mean `ne`?"}},
      {"unknown key",
       flow("  a: { say: hello, nxt: back }\n"),
       {"f.yaml:6:6: error: the step `a` does not say what follows: give `next:` a step, or `back` where the flow is "
        "over",
        "f.yaml:6:20: error: the key `nxt` is not known here; did you mean `next`?"}},
      {"unknown kind",
       flow("  a: { sya: hello, next: back }\n"),
       {"f.yaml:6:3: error: the step `a` does not say what it does; did you mean `say` where `sya` stands?"}},
      {"empty step", flow("  a:\n"), {"f.yaml:6:3: error: the step `a` is empty: say what it does"}},
      {"bad condition",
       flow("  a:\n    branch:\n      - { when: kind = blank, next: back }\n    otherwise: back\n"),
       {"f.yaml:8:22: error: in the condition: `=` is not expected here"}},
      {"kind of question",
       flow("  a: { ask: choise, text: hello, choices: { 1: x }, next: back }\n"),
       {"f.yaml:6:13: error: `ask: choise` is not known; it is one of choice, number, text, date, phone, place; did "
        "you mean `choice`?"}},
      {"eight twice",
       flow("  a: { ask: number, text: hello, min: 1, max: 8, save: x, skip: back, next: back }\n"),
       {"f.yaml:6:65: error: 8 would mean both itself and to skip: ask in bands, or leave out `skip`"}},
      {"numbers and times",
       flow("  a: { ask: number, text: hello, min: x, digits: 12, save: x, next: b }\n"
            "  b: { follow_up: g, after: soon, next: back }\n"),
       {"f.yaml:6:39: error: `min` is a whole number from 0 to 999999999",
        "f.yaml:6:50: error: `digits` is a whole number from 1 to 9",
        "f.yaml:7:29: error: `after` is a time such as 90 minutes, 3 hours or 2 days"}},
      {"choice without a digit",
       flow("  a: { ask: choice, text: hello, choices: { yes: x }, next: back }\n"),
       {"f.yaml:6:6: error: a choice needs its `choices`",
        "f.yaml:6:45: error: a choice is a digit from 1 to 8, not `yes`"}},
      {"two documents",
       flow("  a: { say: hello, next: back }\n") + "---\nflow: g\n",
       {"f.yaml:8:1: error: one file holds one document; a second one begins here"}},
      {"empty file", "", {"f.yaml:1:1: error: the file is empty"}},
      {"no map", "- x\n", {"f.yaml:1:1: error: a flow begins with `flow: name`"}},
      {"not YAML", "flow: [\n", {"f.yaml:2:1: error: this is not YAML: end of sequence flow not found"}},
      {"no head",
       "steps: { a: { end: done } }\n",
       {"f.yaml:1:1: error: a flow needs a name: `flow: wages`, in small letters, digits and _",
        "f.yaml:1:1: error: say with `about:` in a sentence what the flow is for",
        "f.yaml:1:1: error: say with `start:` which step is the first"}},
  };
  for (Case const& one : cases) {
    INFO(one.what);
    CHECK(findings_of(one.text, false) == one.lines);
  }
}

TEST_CASE("hostile YAML is refused, not run") {
  CHECK(findings_of(std::string(300 * 1024, ' '), false) ==
        std::vector<std::string>{"f.yaml:1:1: error: the file is longer than 256 KiB"});
  std::vector<std::string> const deep = findings_of("flow: " + std::string(40, '['), false);
  REQUIRE(deep.size() == 1);
  CHECK(deep[0].contains("nested too deeply"));
  CHECK_FALSE(findings_of(std::string("\0\xff\xfe: {", 6), false).empty());
  CHECK(findings_of("flow: f\nsteps: { a: { say: \"" + std::string(1024 * 1024, 'x') + "\" } }\n", false) ==
        std::vector<std::string>{"f.yaml:1:1: error: the file is longer than 256 KiB"});
  // Each line doubles the one before it: 2^30 words, were it read.
  std::string doubling = "a0: &a0 [x]\n";
  for (int i = 1; i <= 30; ++i) {
    std::string const before = "*a" + std::to_string(i - 1);
    doubling += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before + "]\n";
  }
  CHECK(findings_of(doubling, false) ==
        std::vector<std::string>{
            "f.yaml:1:5: error: anchors (&name) are not used here: write it out where it is needed"});
}

TEST_CASE("every check finds its mistake, at its place, and says how to mend it") {
  std::string const person = "flow: f\nabout: A test.\ncommand: person\nentry: sms\nstart: a\nsteps:\n";
  struct Case {
    std::string check;
    std::string text;
    std::vector<std::string> lines;
  };
  std::vector<Case> const cases{
      {"", person + "  a: { escalate: case, next: b }\n  b: { say: hello, next: c }\n  c: { end: done }\n", {}},
      {"unknown names",
       person + "  a: { escalate: case, next: bb }\n  b1: { say: helo, next: c }\n  c: { call: g, next: a }\n",
       {"f.yaml:7:30: error: the step `bb` is not in this flow; did you mean `b1`?",
        "f.yaml:8:3: error: no way leads to the step `b1`: name it in a `next:` or take it out",
        "f.yaml:8:14: error: the text `helo` is not in m.tsv; did you mean `hello`?",
        "f.yaml:9:3: error: no way leads to the step `c`: name it in a `next:` or take it out",
        "f.yaml:9:14: error: the flow `g` is not there",
        "f.yaml:9:3: error: no way leads to the step `c`: name it in a `next:` or take it out"}},
      {"unreachable steps",
       person + "  a: { escalate: case, next: back }\n  b: { say: hello, next: back }\n",
       {"f.yaml:8:3: error: no way leads to the step `b`: name it in a `next:` or take it out"}},
      {"unreachable steps",
       "flow: f\nabout: x\nstart: a\nsteps:\n  a: { end: done }\n",
       {"f.yaml:1:7: error: nothing begins the flow `f`: give it an `entry:`, a `command:` or `begun_by: desk`, or "
        "call it from another flow"}},
      {"dead ends",
       person + "  a: { ask: choice, text: hello, choices: { 1: { value: x } } }\n",
       {"f.yaml:7:3: error: the step `a` is a dead end: say what follows, or end with a step `end:`",
        "f.yaml:7:45: error: the choice 1 does not say what follows: give it or the step a `next`"}},
      {"loops without a wait",
       person + "  a: { escalate: case, next: b }\n  b: { say: hello, next: c }\n  c: { say: hello, next: b }\n",
       {"f.yaml:8:3: error: the step `b` leads back to itself without waiting for an answer: put a question into the "
        "loop"}},
      {"loops without a wait",
       person + "  a: { ask: choice, text: hello, choices: { 1: x }, next: b }\n  b: { call: f, next: back }\n",
       {"f.yaml:8:14: error: the flow `f` calls itself and would never come back: go to one of its steps with "
        "`next:`"}},
      {"outdated translations",
       person + "  a: { escalate: case, next: b }\n  b: { say: { en: 1 Yes 2 No, ne: १ छ, ne-Latn: 1 Cha 2 Chaina }, "
                "next: c }\n  c: { say: { en: 'To {when}', ne: '{when}', ne-Latn: 'Aja' }, next: back }\n",
       {"f.yaml:8:13: error: the text of `b` offers 1 in ne and 1, 2 in English: one of them is out of date",
        "f.yaml:9:13: error: the text of `c` has the placeholders none in ne-Latn and when in English: one of them is "
        "out of date"}},
      {"what networks refuse",
       person + "  a: { escalate: case, next: b }\n  b: { say: { en: See https://example.org, ne: क, ne-Latn: k }, "
                "next: c }\n"
                "  c: { say: { en: Ring 5551 2120, ne: क, ne-Latn: k }, next: d }\n"
                "  d: { say: { en: To the embassy, ne: क, ne-Latn: k }, next: back }\n",
       {"f.yaml:10:13: warning: the text of `d` says `embassy`, and networks of Qatar (QA) may refuse governmental or "
        "religious content: say it otherwise, or leave it to a person",
        "f.yaml:8:13: warning: the text of `b` has a web address, and networks of the Emirates (AE) refuse such texts: "
        "say it in words",
        "f.yaml:9:13: warning: the text of `c` prints a telephone number, and networks of the Emirates (AE) refuse "
        "such "
        "texts: write {num}, which is left out where it may not stand"}},
      {"choices on reserved keys",
       person + "  a: { ask: number, text: hello, save: x, max: 20, next: back }\n",
       {"f.yaml:7:3: error: an honest answer to `a` may be a lone 9 or 0, which mean danger and a person: ask in "
        "bands, "
        "set `min: 10`, or ask for more `digits`"}},
      {"unknown names",
       person + "  a: { escalate: case, next: b }\n  b: { follow_up: g, after: 2 days, next: c }\n"
                "  c: { follow_up: f, after: 2 days, next: back }\n",
       {"f.yaml:8:19: error: the flow `g` is not there",
        "f.yaml:9:19: error: the flow `f` does not begin by itself: give it `begun_by: desk`"}},
      {"missing translations",
       person + "  a: { escalate: case, next: b }\n  b: { say: { en: Hello, ne: नमस्ते }, next: back }\n",
       {"f.yaml:8:13: error: the text of `b` is missing in ne-Latn"}},
      {"choices that shadow one another",
       person + "  a:\n    ask: choice\n    text: hello\n    next: back\n    choices:\n      1: { value: x, also: "
                "[pani] }\n      2: { value: y, also: [paani] }\n",
       {"f.yaml:13:7: error: `paani` of the choice 2 already means the choice 1; it could never be chosen by it"}},
      {"choices on reserved keys",
       person + "  a: { ask: choice, text: hello, next: back, choices: { 9: x, ०: y, 12: z } }\n",
       {"f.yaml:7:57: error: 9 means danger at every step: choices use 1 to 8",
        "f.yaml:7:63: error: 0 means a person at every step: choices use 1 to 8, and 8 to skip",
        "f.yaml:7:69: error: a choice is one digit from 1 to 8, not 12"}},
      {"texts that are too long",
       person + "  a: { escalate: case, next: b }\n  b: { say: { en: \"" + std::string(307, 'x') +
           "\", ne: \"क\", ne-Latn: \"k\" }, next: back }\n",
       {"f.yaml:8:13: error: the text of `b` needs 3 SMS parts in en (307 units), and may need 2: shorten it"}},
      {"numbers and references without a spoken form",
       person + "  a: { escalate: case, next: b }\n  b: { say: ring, next: c }\n  c: { say: number, next: back }\n",
       {"f.yaml:8:13: error: the text `ring` prints a telephone number and has no twin `ring_nonum` for when it is not "
        "known",
        "f.yaml:9:13: error: the text `number` has a reference and no twin `number_voice` for calls"}},
      {"numbers and references without a spoken form",
       person + "  a: { escalate: case, next: b }\n  b: { say: advice, next: back }\n",
       {"f.yaml:8:13: error: the text `advice_other` prints a telephone number and has no twin `advice_other_nonum` "
        "for "
        "when it is not known"}},
      {"paths without a person",
       person + "  a: { say: hello, next: b }\n  b: { end: done }\n",
       {"f.yaml:8:3: error: a conversation can end at `b` without a question or a person: escalate, ask, or say `end:` "
        "with `person: not_needed`"}},
      {"undefined names in conditions",
       person + "  a: { escalate: case, next: b }\n  b:\n    branch:\n      - { when: kind == blank and categry == x, "
                "next: back }\n    otherwise: back\n",
       {"f.yaml:10:35: error: nothing gives `categry` a value; did you mean `category`?"}},
  };
  std::set<std::string> tried;
  for (Case const& one : cases) {
    INFO(one.check << "\n" << one.text);
    tried.insert(one.check);
    std::vector<std::string> found = findings_of(one.text, true);
    std::vector<std::string> wanted = one.lines;
    std::ranges::sort(found);
    std::ranges::sort(wanted);
    auto const [first, last] = std::ranges::unique(wanted);
    wanted.erase(first, last);
    CHECK(found == wanted);
  }
  for (Check const& check : checks()) {
    INFO("a check without a case: " << check.name);
    CHECK(tried.contains(check.name));
  }
}
