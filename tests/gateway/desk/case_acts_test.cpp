// What people may do with a case, and what becomes of it.
#include "gateway/desk/attachments.hpp"
#include "gateway/desk/case_states.hpp"
#include "gateway/desk/closing.hpp"
#include "gateway/desk/joined_cases.hpp"
#include "gateway/desk/known_facts.hpp"
#include "gateway/desk/notes.hpp"
#include "gateway/desk/stranger.hpp"
#include "gateway/store/case_fact.hpp"
#include "gateway/store/case_note.hpp"
#include "gateway/store/case_task.hpp"
#include "gateway/store/case_transfer.hpp"
#include "gateway/store/journal.hpp"
#include "tests/gateway/desk/desk_world.hpp"
#include "tests/support/catch.hpp"

using namespace desk_tests;
using store::CaseState;
using store::Severity;

TEST_CASE("two people never own one case, and the slower one is told who has it") {
  DeskWorld world;
  std::int64_t const seen = world.now().version;
  REQUIRE(world.act(world.asha, desk::claim(), seen));
  base::Result<store::Case> const late = world.act(world.binod, desk::claim(), seen);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == base::Code::conflict);
  CHECK(late.error().message == "The case changed meanwhile (asha: claimed); asha holds it. Look again and repeat.");
  CHECK(world.refusal(world.binod, desk::claim()) == "asha holds the case.");
  CHECK(world.refusal(world.binod, desk::release()) == "asha holds the case.");
  CHECK(world.refusal(world.binod, desk::close({.code = "R1", .said = {}})) == "asha holds the case.");
  CHECK(world.now().holder == "asha");
  REQUIRE(world.act(world.chandra, desk::release()));
  CHECK(world.now().state == CaseState::queued);
  CHECK(world.refusal(world.asha, desk::assign("binod")) == "A senior assigns cases.");
  REQUIRE(world.act(world.chandra, desk::assign("binod")));
  CHECK(world.now().holder == "binod");
}

TEST_CASE("an offer is pending until it is accepted by name") {
  DeskWorld world;
  REQUIRE(world.act(world.asha, desk::claim()));
  CHECK(world.refusal(world.asha, desk::offer({.to = "binod", .queue = {}, .next_step = " "}, any_queue)) ==
        "Say it in words: \"next_step\".");
  CHECK(world.refusal(world.asha, desk::offer({.to = "nobody", .queue = {}, .next_step = "ring"}, any_queue)) ==
        "Nobody who works here is called nobody.");
  REQUIRE(world.act(world.asha, desk::offer({.to = "binod", .queue = {}, .next_step = "ring her at 8"}, any_queue)));
  CHECK(world.now().holder == "asha");
  CHECK(world.refusal(world.chandra, desk::accept()) == "The case is not offered to you.");
  SECTION("accepted, it is the other's") {
    REQUIRE(world.act(world.binod, desk::accept()));
    CHECK(world.now().holder == "binod");
    CHECK(world.refusal(world.binod, desk::accept()) == "The case is not offered to anybody.");
    world.clock.advance(desk::offer_time(Severity::high));
    std::vector<store::Timer> const due = world.read([](Snapshot& s) { return store::due_timers(s, 10); });
    CHECK(std::ranges::count(due, store::TimerKind::transfer, &store::Timer::kind) == 0);
  }
  SECTION("refused, it stays where it is") {
    CHECK(world.refusal(world.binod, desk::refuse("")) == "Say it in words: \"reason\".");
    REQUIRE(world.act(world.binod, desk::refuse("my shift ends")));
    CHECK(world.now().holder == "asha");
  }
  SECTION("not accepted in time, it is taken back") {
    world.clock.advance(desk::offer_time(Severity::high));
    auto const fire = [&](Transaction& tx) {
      bool any = false;
      for (store::Timer const& timer : store::due_timers(tx, 10)) any = desk::take_back_offer(tx, timer).value() || any;
      return any;
    };
    CHECK(world.write(fire));
    CHECK_FALSE(world.write(fire));
    CHECK(world.now().holder == "asha");
    CHECK(world.refusal(world.binod, desk::accept()) == "The case is not offered to anybody.");
  }
}

TEST_CASE(
    "an offer to a queue shows it the case until it is over, and a case leaves an organisation by a senior's word") {
  DeskWorld world;
  desk::Actor const dina = world.hire("dina", store::Role::operator_, "pforum", "legal");
  REQUIRE(world.act(world.asha, desk::claim()));
  CHECK(world.refusal(dina, desk::accept()) == "There is no case " + world.ref + " among those you may see.");
  CHECK(world.refusal(world.asha, desk::offer({.to = "dina", .queue = "legal", .next_step = "file it"}, any_queue)) ==
        "A senior decides that a case goes to another organisation.");
  REQUIRE(world.act(world.asha, desk::offer({.to = {}, .queue = "legal", .next_step = "file it"}, any_queue)));
  CHECK(world.now().also == std::vector<std::string>{"legal"});
  SECTION("refused, the queue sees it no more") {
    REQUIRE(world.act(dina, desk::refuse("not ours")));
    CHECK(world.now().also.empty());
  }
  SECTION("released, the offer is void") {
    REQUIRE(world.act(world.asha, desk::release()));
    CHECK(world.now().also.empty());
  }
  SECTION("accepted, it is that queue's") {
    REQUIRE(world.act(dina, desk::accept()));
    CHECK(world.now().queue == "legal");
    CHECK(world.now().holder == "dina");
    CHECK(world.now().also.empty());
  }
}

TEST_CASE("only a senior lowers severity, and only with a reason") {
  DeskWorld world;
  CHECK(world.refusal(world.asha, desk::set_severity(Severity::low, "calm")) ==
        "A senior lowers the severity of a case.");
  REQUIRE(world.act(world.asha, desk::set_severity(Severity::critical, "")));
  CHECK(world.refusal(world.chandra, desk::set_severity(Severity::low, "")) == "Say it in words: \"reason\".");
  REQUIRE(world.act(world.chandra, desk::set_severity(Severity::medium, "she is with friends")));
  CHECK(world.now().severity == Severity::medium);
  CHECK(world.now().rule == desk::by_a_person);
}

TEST_CASE("a waiting case has a reason, and is in hand again when she writes") {
  DeskWorld world;
  CHECK(world.refusal(world.asha, desk::wait(CaseState::waiting_caller, "papers")) ==
        "Nobody holds the case: claim it first.");
  REQUIRE(world.act(world.asha, desk::claim()));
  CHECK(world.refusal(world.asha, desk::wait(CaseState::waiting_caller, "")) == "Say it in words: \"reason\".");
  CHECK_FALSE(world.act(world.asha, desk::wait(CaseState::closed, "papers")));
  struct Row {
    CaseState state;
    CaseState then;  // after she was heard
  };
  for (Row const& row :
       {Row{CaseState::waiting_caller, CaseState::claimed}, Row{CaseState::unsafe_hold, CaseState::claimed},
        Row{CaseState::waiting_partner, CaseState::waiting_partner}}) {
    store::Case waiting = world.act(world.asha, desk::wait(row.state, "until then")).value();
    (void)desk::hear_caller(waiting);
    CHECK(waiting.state == row.then);
  }
  REQUIRE(world.act(world.asha, desk::resume()));
  CHECK(world.refusal(world.asha, desk::resume()) == "The case does not wait.");
}

TEST_CASE("a case is closed by a code, and can be opened again") {
  DeskWorld world;
  struct Row {
    char const* code;
    bool by_hand;
  };
  for (Row const& row : {Row{"R1", true}, Row{"R9", true}, Row{"N7", true}, Row{"N6", false}, Row{"N8", false},
                         Row{"R10", false}, Row{"resolved", false}, Row{"", false}}) {
    CAPTURE(row.code);
    base::Result<store::Case> const closed =
        world.act(world.asha, desk::close({.code = row.code, .said = "thank you", .follow_up = true}));
    CHECK(closed.has_value() == row.by_hand);
    if (!closed) continue;
    CHECK(closed->outcome == row.code);
    CHECK(closed->follow_up);
    CHECK(world.refusal(world.asha, desk::claim()) == "The case is closed: open it again first.");
    CHECK(world.refusal(world.asha, desk::reopen("")) == "Say it in words: \"reason\".");
    REQUIRE(world.act(world.asha, desk::reopen("she wrote again")));
    CHECK(world.now().outcome.empty());
  }
  CHECK(desk::closing_codes().size() == 18);
}

TEST_CASE("cases of one person are merged and split, and those of two are only linked") {
  DeskWorld world;
  std::string const other = world.make({});
  CHECK(world.refusal(world.asha, desk::merge(other)) == "A senior merges cases and splits them.");
  REQUIRE(world.act(world.chandra, desk::merge(other)));
  CHECK(world.now().state == CaseState::merged);
  CHECK(world.now().outcome == "N6");
  CHECK(world.refusal(world.asha, desk::claim()) == "The case was joined to another: work there, or split them again.");
  REQUIRE(world.act(world.chandra, desk::split()));
  CHECK(world.now().state == CaseState::queued);
  CHECK_FALSE(world.now().closed);

  world.her = world.contact(store_tests::other_number);
  std::string const of_another = world.make({});
  CHECK(world.refusal(world.chandra, desk::merge(of_another)) == "They are of two people: link them instead.");
  REQUIRE(world.act(world.asha, desk::link(of_another, store::CaseLinkKind::same_employer)));
  store::CaseId const id = world.now().id;
  auto const links = world.read([&](Snapshot& s) { return store::case_links(s, id); });
  REQUIRE(links.size() == 1);
  CHECK(links[0].kind == store::CaseLinkKind::same_employer);
  REQUIRE(world.act(world.binod, desk::unlink(world.ref), std::nullopt, of_another));
  CHECK(world.read([&](Snapshot& s) { return store::case_links(s, id); }).empty());
}

TEST_CASE("a colleague watches with tasks of her own, and the case stays the holder's") {
  DeskWorld world;
  REQUIRE(world.act(world.asha, desk::claim()));
  REQUIRE(world.act(world.asha, desk::add_task({.assignee = "binod", .words = "ask the union", .due = {}})));
  CHECK_FALSE(world.act(world.asha, desk::watch("binod")));  // a task makes a watcher
  CHECK_FALSE(world.act(world.asha, desk::watch("stranger")));
  store::CaseId const id = world.now().id;
  CHECK(world.read([&](Snapshot& s) { return store::watchers(s, id); }) == std::vector<std::string>{"binod"});
  auto const tasks = world.read([&](Snapshot& s) { return store::case_tasks(s, id, 10); });
  REQUIRE(tasks.size() == 1);
  REQUIRE(world.act(world.binod, desk::finish_task(tasks[0].id)));
  CHECK_FALSE(world.act(world.binod, desk::finish_task(tasks[0].id)));
  REQUIRE(world.act(world.binod, desk::unwatch()));
  CHECK(world.now().holder == "asha");
}

TEST_CASE("facts stand apart from the story, each in its own form") {
  struct Row {
    char const* kind;
    char const* value;
    bool fits;
  };
  for (Row const& row :
       {Row{"employer", "Al Kabir", true}, Row{"recruiter_licence", "123/064/65", true},
        Row{"passport", "employer", true}, Row{"passport", "boss", false}, Row{"wages_owed", "4500", true},
        Row{"wages_owed", "4500 QAR", false}, Row{"indicators", "1 4 11", true}, Row{"indicators", "12", false},
        Row{"shoe_size", "38", false}, Row{"passport", "", true}}) {
    CAPTURE(row.kind, row.value);
    CHECK(desk::check_fact(row.kind, row.value).has_value() == row.fits);
  }
  DeskWorld world;
  REQUIRE(world.act(world.asha, desk::set_facts({{"employer", "Al Kabir"}, {"wages_owed", "4500"}})));
  REQUIRE(world.act(world.binod, desk::set_facts({{"employer", "Al Noor"}, {"wages_owed", ""}})));
  store::CaseId const id = world.now().id;
  auto const facts = world.read([&](Snapshot& s) { return store::case_facts(s, id); });
  REQUIRE(facts.size() == 1);
  CHECK(store_tests::shown(facts[0].value) == "Al Noor");
  CHECK(facts[0].author == "binod");
}

TEST_CASE("a file has to be what it says, and small") {
  struct Row {
    desk::NewAttachment file;
    bool fits;
  };
  for (Row const& row :
       {Row{{"application/pdf", "contract.pdf", "%PDF-1.4"}, true},
        Row{{"image/jpeg", "contract.pdf", "%PDF-1.4"}, false}, Row{{"text/html", "page.html", "<html>"}, false},
        Row{{"application/pdf", "", "%PDF-1.4"}, false},
        Row{{"application/pdf", "a.pdf", "%PDF-" + std::string(desk::attachment_bytes_max, ' ')}, false}}) {
    CHECK(desk::check_attachment(row.file).has_value() == row.fits);
  }
}

TEST_CASE("signs of a stranger freeze her rules, and only the holder lifts that, saying how she knows") {
  DeskWorld world;
  CHECK_FALSE(world.act(world.asha, desk::freeze_rules("a feeling")));
  REQUIRE(world.act(world.asha, desk::freeze_rules("who_is_this")));
  CHECK_FALSE(world.act(world.asha, desk::freeze_rules("style")));
  CHECK_FALSE(world.act(world.asha, desk::lift_freeze("code_word", "said it")));  // she does not hold it
  REQUIRE(world.act(world.asha, desk::claim()));
  CHECK_FALSE(world.act(world.asha, desk::lift_freeze("guess", "said it")));
  CHECK_FALSE(world.act(world.asha, desk::lift_freeze("code_word", "")));
  REQUIRE(world.act(world.asha, desk::lift_freeze("code_word", "said it")));

  store::Rules const before{.language = "ne", .safety = store::Safety::no, .preference = store::Preference::sms};
  store::Rules wanted = before;
  wanted.safety = store::Safety::yes;
  wanted.language = "en";
  wanted.opted_out = true;
  store::Rules const frozen = desk::stricter_only(before, wanted);
  CHECK(frozen.safety == store::Safety::no);
  CHECK(frozen.language == "ne");
  CHECK(frozen.opted_out);
}

TEST_CASE("words that people leave with their acts stand in no journal entry") {
  DeskWorld world;
  REQUIRE(world.act(world.asha, desk::add_note("her sister rang")));
  REQUIRE(world.act(world.asha, desk::claim()));
  REQUIRE(world.act(world.asha, desk::wait(CaseState::waiting_partner, "her sister asks")));
  store::CaseId const id = world.now().id;
  auto const notes = world.read([&](Snapshot& s) { return store::case_notes(s, id, 10); });
  REQUIRE(notes.size() == 2);
  CHECK(notes[1].kind == store::CaseNoteKind::reason);
  for (store::JournalEntry const& entry : world.read([](Snapshot& s) { return store::journal_after(s, 0, 100); })) {
    CHECK_FALSE(entry.detail.contains("sister"));
  }
}
