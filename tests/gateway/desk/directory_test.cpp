#include "tests/gateway/desk/shipped.hpp"

#include <map>
#include <utility>

namespace {

using namespace std::chrono_literals;

// A small directory without a mistake, in which each case below changes one thing.
std::string const good = R"(zone: Asia/Kathmandu
queues:
  crisis:
    names: { en: Crisis, ne: संकट, ne-Latn: Sankat }
    about: Everything critical
    members: The lead
    hours: always
    promise: { critical: 15, high: 60, medium: 480, low: 960 }
    backup_people: The duty phone
  intake:
    names: { en: Helpline, ne: हेल्पलाइन, ne-Latn: Helpline }
    about: Pleas
    members: Operators
    hours: { days: sun-fri, times: 10:00-17:00 }
    promise: { critical: 15, high: 60, medium: 480, low: 960 }
    backup: crisis
  safeguard:
    names: { en: Safeguard, ne: सुरक्षा, ne-Latn: Suraksha }
    about: Complaints
    members: The lead
    hours: always
    promise: { critical: 15, high: 60, medium: 480, low: 960 }
    backup_people: The chair
ladder:
  - { severity: critical, minutes: 5, who: lead }
documents:
  D01: Passport
targets:
  police:
    kind: bureau
    names: { en: Police, ne: प्रहरी, ne-Latn: Prahari }
    mandate: Danger
    cannot: Act abroad
    inputs: [D01]
    place: Nepal
    contacts:
      - { label: Emergency, number: "100", source: a test }
service_levels:
  critical: { eyes: 5, update: 120, claim: 10 }
)";

std::string changed(std::string const& from, std::string const& to) {
  std::string text = good;
  std::size_t const at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::vector<std::string> findings_of(std::string const& text) {
  std::vector<std::string> said;
  for (flows::Finding const& finding : desk::read_directory("directory.yaml", text).findings) {
    said.push_back(flows::to_string(finding));
  }
  return said;
}

TEST_CASE("a directory without a mistake has no findings") { CHECK(findings_of(good).empty()); }

TEST_CASE("each mistake in the directory is said at its place, with what to write instead") {
  struct Case {
    std::string from;
    std::string to;
    std::string finding;  // of the one finding; its beginning
  };
  std::string const at = "directory.yaml:";
  for (Case const& one : {
           Case{"zone: Asia/Kathmandu", "zone: Asia/Katmando",
                at + "1:7: error: `Asia/Katmando` is no time zone; zones are named by place; did you mean "
                     "`Asia/Kathmandu`?"},
           Case{"zone: Asia/Kathmandu", "zone: UTC+3",
                at + "1:7: error: `UTC+3` is no time zone; zones are named by place; did you mean `Asia/Riyadh`?"},
           Case{"zone: Asia/Kathmandu", "zone: NPT",
                at + "1:7: error: `NPT` is no time zone; zones are named by place; did you mean `Asia/Kathmandu`?"},
           Case{"zone: Asia/Kathmandu", "zone: +05:45",
                at + "1:7: error: `+05:45` is no time zone; zones are named by place; did you mean `Asia/Kathmandu`?"},
           Case{
               "times: 10:00-17:00", "times: 10:00-17:00, zone: Asia/Dubay",
               at + "14:55: error: `Asia/Dubay` is no time zone; zones are named by place; did you mean `Asia/Dubai`?"},
           Case{"    about: Pleas", "    about: Pleas\n    on_cal: high",
                at + "13:5: error: unknown key `on_cal` in a queue; did you mean `on_call`?"},
           Case{"targets:\n", "tragets: {}\ntargets:\n",
                at + "28:1: error: unknown key `tragets` in the directory; did you mean `targets`?"},
           Case{"{ en: Crisis,", "{ en: A name of 21 letters.,",
                at + "4:18: error: a name has at most 20 units, since it stands in texts as {org}; this has 21"},
           Case{"ne: हेल्पलाइन", "ne: आप्रवासी स्रोत केन्द्र",
                at + "11:32: error: a name has at most 20 units, since it stands in texts as {org}; this has 22"},
           Case{"ne: हेल्पलाइन, ne-Latn: Helpline", "ne: हेल्पलाइन",
                at + "11:12: error: `ne-Latn` is missing; say it in a few words"},
           Case{"backup: crisis", "backup: crises",
                at + "16:13: error: there is no queue `crises` to back this one; did you mean `crisis`?"},
           Case{"backup: crisis", "backup: intake",
                at + "16:13: error: the backups of `intake` go round in a ring; one of them "
                     "must be people, or another queue"},
           Case{"    backup: crisis\n", "",
                at + "10:3: error: the queue `intake` has no `backup`: a queue, or `backup_people` in words"},
           Case{"days: sun-fri", "days: sun-fry",
                at + "14:20: error: days are `daily`, `sun-fri`, `sun,tue,thu` or `workdays QA MY`"},
           Case{"10:00-17:00", "17:00-10:00",
                at + "14:36: error: times are written 10:00-17:00, the earlier first; a night is "
                     "[20:00-24:00, 00:00-06:00]"},
           Case{"days: sun-fri", "days: workdays QQ",
                at + "14:20: error: `QQ` is no country of countries.tsv; write `workdays QA MY`"},
           Case{"times: 10:00-17:00", "times: 10:00-17:00, closed: [QQ]",
                at + "14:58: error: there is no calendar `QQ` in holidays.tsv; write its days there"},
           Case{"    about: Pleas", "    about: Pleas\n    organisations: [polic]",
                at + "13:21: error: there is no body `polic` under `targets`; did you mean `police`?"},
           Case{"    about: Pleas", "    about: Pleas\n    capacity: none",
                at + "13:15: error: `capacity` is a whole number from 1 to 10000"},
           Case{"documents:\n", "regions:\n  hills: [gorkha]\n  plains: [gorkha]\ndocuments:\n",
                at + "28:12: error: `gorkha` stands in the region `hills` already"},
           Case{"documents:\n", "resource_centres:\n  gorkha: perhaps\ndocuments:\n",
                at + "27:11: error: write `yes` or `no`, or take the district away if nobody knows"},
           Case{"documents:\n", "tags:\n  woman:\ndocuments:\n",
                at + "27:3: error: the tag `woman` needs a few words that say what it is"},
           Case{"source: a test }", "source: a test, verify_by: soon }",
                at + "37:71: error: `verify_by` is a date, 2026-11-23, or left out"},
           Case{"source: a test }", "prints: child_ack, source: a test, verified_on: 2026-11-01 }",
                at + "37:9: error: a number that a text prints needs `owner`, `hours`, `reachable_from`, `verify_by`: "
                     "who of ours keeps it right, when somebody answers, the countries from which it can be dialled, "
                     "and the day by which it is rung again"},
           Case{"times: 10:00-17:00", "times: [10:00-17:00, 16:00-18:00]",
                at + "14:50: error: these times begin before the ones in front of them end; put them in order"},
           Case{"medium: 480", "medium: 1440", at + "8:48: error: `medium` is a whole number from 1 to 999"},
           Case{"severity: critical, minutes", "severity: critcal, minutes",
                at + "25:17: error: `critcal` is no severity: critical, high, medium or low; did you mean `critical`?"},
           Case{"who: lead", "who: led",
                at + "25:44: error: `led` is nobody who can be told: lead, duty_phone, chair, senior, "
                     "weekly_list; did you mean `lead`?"},
           Case{"kind: bureau", "kind: bureu",
                at + "30:11: error: `bureu` is no kind of body: bureau, cso, embassy, union, un or "
                     "other; did you mean `bureau`?"},
           Case{"inputs: [D01]", "inputs: [D1]", at + "34:14: error: there is no document `D1` under `documents`"},
           Case{"source: a test }", "source: a test, verified_on: May }",
                at + "37:73: error: `verified_on` is a date, 2026-11-23, or left out"},
           Case{"  safeguard:\n", "  safegard:\n",
                at + "1:1: error: the queue `safeguard` is missing; routing needs it"},
       }) {
    std::vector<std::string> const findings = findings_of(changed(one.from, one.to));
    INFO(one.to);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front() == one.finding);
  }
}

TEST_CASE("a queue or a key that stands there twice is an error that names both lines") {
  struct Case {
    std::string from;
    std::string to;
    std::string place;
    std::string earlier;
  };
  for (Case const& one :
       {Case{"  safeguard:\n", "  crisis: {}\n  safeguard:\n", "directory.yaml:17:3: error:", "line 3"},
        Case{"    hours: { days", "    hours: always\n    hours: { days", "directory.yaml:15:5: error:", "line 14"}}) {
    std::vector<std::string> const findings = findings_of(changed(one.from, one.to));
    REQUIRE_FALSE(findings.empty());
    CHECK(findings.front().starts_with(one.place));
    CHECK(findings.front().contains(one.earlier));
  }
}

TEST_CASE("all mistakes are said in one run, in the order of the file") {
  std::string text = changed("zone: Asia/Kathmandu", "zone: NPT");
  text.replace(text.find("who: lead"), 9, "who: nobody");
  std::vector<std::string> const findings = findings_of(text);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].starts_with("directory.yaml:1:7:"));
  CHECK(findings[1].starts_with("directory.yaml:25:44:"));
}

TEST_CASE("a ring of three backups is said at each of its queues and at no other") {
  std::string text = changed("    backup_people: The duty phone", "    backup: intake");
  std::vector<std::string> const findings = findings_of(text);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].contains("the backups of `crisis` go round"));
  CHECK(findings[1].contains("the backups of `intake` go round"));
}

TEST_CASE("a file that is no directory at all is said so") {
  for (std::string const text : {"", "- a\n- b\n", "queues: [", "just words", "queues: 3\n"}) {
    INFO("[" << text << "]");
    CHECK_FALSE(findings_of(text).empty());
  }
}

TEST_CASE("holidays close the queues that keep hours, each on the date of its own zone") {
  desk::Calendars calendars;
  calendars.holidays["NP"].days = {2026y / 11 / 23};
  calendars.holidays["QA"].days = {2026y / 11 / 24};
  auto const read = [&](std::string const& text) {
    desk::ReadDirectory read_here = desk::read_directory("directory.yaml", text, calendars);
    CHECK(shipped::said(read_here.findings) == "");
    return std::move(read_here.directory);
  };
  base::Instant const noon = std::chrono::sys_days{2026y / 11 / 23} + 6h + 15min;
  desk::Directory const nepal = read(good);
  CHECK_FALSE(desk::is_open(nepal.queues.at("intake").hours, noon));
  CHECK(desk::is_open(nepal.queues.at("intake").hours, noon + 24h));
  CHECK(desk::is_open(nepal.queues.at("crisis").hours, noon));
  desk::Directory const both = read(changed("times: 10:00-17:00", "times: 10:00-17:00, closed: [NP, QA]"));
  CHECK_FALSE(desk::is_open(both.queues.at("intake").hours, noon + 24h));
  CHECK(desk::is_open(both.queues.at("intake").hours, noon + 48h));
  desk::Directory const none = read(changed("times: 10:00-17:00", "times: 10:00-17:00, closed: []"));
  CHECK(desk::is_open(none.queues.at("intake").hours, noon));
}

TEST_CASE("a queue may keep the working days of the countries it serves") {
  desk::Calendars calendars;
  calendars.countries = shipped::directory().countries;
  auto const days = [&](std::string const& words) {
    desk::ReadDirectory const read =
        desk::read_directory("directory.yaml", changed("days: sun-fri", "days: " + words), calendars);
    CHECK(shipped::said(read.findings) == "");
    return read.directory.queues.at("intake").hours.days;
  };
  CHECK(days("workdays QA") == days("sun-thu"));
  CHECK(days("workdays MY") == days("mon-fri"));
  CHECK(days("workdays QA MY") == days("sun-fri"));
  CHECK(days("workdays NP") == days("sun-fri"));
  CHECK(days("workdays IR") == days("sat-thu"));
}

TEST_CASE("the two names of Nepal's zone are the same hours") {
  desk::Directory const old_name = desk::read_directory("directory.yaml", changed("Kathmandu", "Katmandu")).directory;
  desk::Directory const new_name = desk::read_directory("directory.yaml", good).directory;
  CHECK(findings_of(changed("Kathmandu", "Katmandu")).empty());
  CHECK(old_name.queues.at("intake").hours.zone == new_name.queues.at("intake").hours.zone);
}

TEST_CASE("the shipped directory has every queue and body of the network") {
  desk::Directory const directory = shipped::directory();
  for (std::string const code : {"crisis", "intake", "traffick", "gbv", "outreach", "legal", "welfare", "psych",
                                 "child", "mrc", "return", "bhr", "safeguard", "auto", "quarantine"}) {
    INFO(code);
    CHECK(directory.find_queue(code) != nullptr);
  }
  for (std::string const code :
       {"moless",   "dofe",        "fet",           "dgao",     "ahtb",    "police",    "mofa",
        "consular", "embassy",     "feb",           "mowcsc",   "nwc",     "ncrc",      "nhrc",
        "esc",      "labour-host", "nnsm",          "pourakhi", "amkas",   "pncc",      "pforum",
        "lapsoj",   "cmir",        "leds",          "maiti",    "shakti",  "mrc",       "sami-psy",
        "rmn",      "gefont",      "tpo",           "redcross", "nrna",    "dest-ngo",  "iom",
        "ilo",      "police-host", "border-police", "hospital", "insurer", "local-gov", "company"}) {
    INFO(code);
    CHECK(directory.find_target(code) != nullptr);
  }
  CHECK(directory.documents.size() == 16);
  CHECK(directory.targets.at("embassy").kind == desk::TargetKind::embassy);
  CHECK(directory.targets.at("gefont").kind == desk::TargetKind::labour_union);
}

TEST_CASE("the shipped ladder tells the lead at 5, the duty phone at 10, the chair at 15 minutes") {
  desk::Directory const directory = shipped::directory();
  std::vector<std::pair<int, std::string>> critical;
  for (desk::LadderStep const& step : directory.ladder) {
    if (step.severity == flows::Severity::critical) critical.emplace_back(step.minutes, step.who);
  }
  CHECK(critical == std::vector<std::pair<int, std::string>>{{5, "lead"}, {10, "duty_phone"}, {15, "chair"}});
}

TEST_CASE(
    "no queue promises to answer a critical case later than in 15 minutes, nor a high one later than in 4 hours") {
  desk::Directory const directory = shipped::directory();
  for (auto const& [code, queue] : directory.queues) {
    INFO(code);
    CHECK(queue.promise.at(std::to_underlying(flows::Severity::critical)) == 15);
    bool const own_people = code == "safeguard";  // a day to protect, by the network's rule for complaints
    CHECK((own_people || queue.promise.at(std::to_underlying(flows::Severity::high)) <= 240));
    CHECK(queue.hours.zone == *base::find_zone("Asia/Kathmandu"));
  }
}

TEST_CASE("no number that nobody verified can be printed today") {
  desk::Directory const directory = shipped::directory();
  for (auto const& [code, country] : directory.countries) {
    INFO(code);
    CHECK(desk::printable_numbers(directory, code, 2026y / 11 / 23).empty());
  }
  CHECK(desk::printable_numbers(directory, "", 2026y / 11 / 23).empty());
}

TEST_CASE("a verified number is printed for 180 days and not before it was verified") {
  desk::Directory directory = shipped::directory();
  std::chrono::sys_days const verified = 2026y / 6 / 1;
  directory.countries.at("QA").verified_on = verified;
  directory.targets.at("tpo").contacts.at(0).verified_on = verified;
  directory.targets.at("tpo").contacts.at(0).reachable_from = {"NP", "QA"};
  std::map<std::string, std::string, std::less<>> const expected{
      {"police", "999"}, {"amb", "999"}, {"num:mental_support", "1166"}};
  CHECK(desk::printable_numbers(directory, "QA", verified) == expected);
  CHECK(desk::printable_numbers(directory, "QA", verified + std::chrono::days{180}) == expected);
  CHECK(desk::printable_numbers(directory, "QA", verified + std::chrono::days{181}).empty());
  CHECK(desk::printable_numbers(directory, "QA", verified - std::chrono::days{1}).empty());
  CHECK(desk::printable_numbers(directory, "AE", verified).empty());
}

TEST_CASE("a number is not printed after its own day, nor where it cannot be dialled") {
  desk::Directory directory = shipped::directory();
  std::chrono::sys_days const verified = 2026y / 6 / 1;
  desk::ContactEntry& contact = directory.targets.at("tpo").contacts.at(0);
  contact.verified_on = verified;
  contact.verify_by = verified + std::chrono::days{30};
  contact.reachable_from = {"NP", "QA"};
  CHECK(desk::printable_numbers(directory, "QA", verified + std::chrono::days{30}).size() == 1);
  CHECK(desk::printable_numbers(directory, "QA", verified + std::chrono::days{31}).empty());
  contact.reachable_from = {"NP"};
  CHECK(desk::printable_numbers(directory, "QA", verified).empty());
  CHECK(desk::printable_numbers(directory, "NP", verified).size() == 1);
  for (std::string desk::ContactEntry::* const needed :
       {&desk::ContactEntry::source, &desk::ContactEntry::owner, &desk::ContactEntry::hours}) {
    desk::Directory lacking = directory;
    (lacking.targets.at("tpo").contacts.at(0).*needed).clear();
    CHECK(desk::printable_numbers(lacking, "NP", verified).empty());
  }
}

TEST_CASE("our own number needs no date") {
  desk::Directory directory = shipped::directory();
  directory.line_number = "+9779841230199";
  CHECK(desk::printable_numbers(directory, "QA", 2026y / 11 / 23) ==
        std::map<std::string, std::string, std::less<>>{{"line", "+9779841230199"}});
}

TEST_CASE("the shipped regions name districts that exist, and every one but the valleys around Kathmandu") {
  desk::Directory const directory = shipped::directory();
  std::set<std::string> known;
  for (std::vector<std::string> const& row : shipped::rows("config/districts.tsv")) known.insert(row.at(0));
  for (auto const& [code, district] : directory.districts) {
    INFO(code);
    CHECK(known.contains(code));
  }
  CHECK(directory.districts.at("dhanusha").region == "madhesh");
  CHECK(directory.districts.at("jumla").region == "far-west");
}

}  // namespace
