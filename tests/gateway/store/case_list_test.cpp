// Pages and counts of cases, against a plain reading of all of them.
#include "gateway/store/case_list.hpp"

#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace store_tests;
using store::Case;
using store::CasePage;
using store::CasePlace;
using store::CaseQuery;
using store::CaseState;
using store::Severity;
using store::Viewer;

namespace {

struct ListWorld : World {
  base::SeededRandom dice{5};
  store::ContactAt her = contact();

  Case add(Case record) {
    record.contact = her.contact.id;
    return write([&](Transaction& tx) { return store::make_case(tx, record).value(); });
  }
  // Cases of all kinds in three queues, some of them seen by two, some held, some closed.
  void fill(int count) {
    std::vector<std::string> const queues{"crisis", "outreach", "legal"};
    for (int i = 0; i < count; ++i) {
      Case record{.severity = static_cast<Severity>(dice.below(4)), .queue = queues[dice.below(3)]};
      if (dice.below(3) == 0) record.also = {queues[dice.below(3)]};
      if (dice.below(2) == 0) record.due.eyes = clock.now() + 1min * static_cast<int>(dice.below(500));
      if (dice.below(4) == 0) record.due.contact = clock.now() + 1min * static_cast<int>(dice.below(500));
      Case made = add(record);
      if (i % 5 == 1) {
        made.holder = "asha";
        made.state = CaseState::claimed;
        write([&](Transaction& tx) { return (store::save_case(tx, made, store::ChangedBy::holder), true); });
      }
      if (i % 5 == 2) {
        made.closed = clock.now();
        made.due = {};
        write([&](Transaction& tx) { return (store::save_case(tx, made, store::ChangedBy::other), true); });
      }
      clock.advance(1s);
    }
  }
  std::vector<std::string> pages(Viewer const& viewer, CaseQuery const& query, int limit) {
    std::vector<std::string> refs;
    std::optional<CasePlace> after;
    do {
      CasePage page = read([&](Snapshot& s) { return store::case_page(s, viewer, query, after, limit); });
      CHECK(static_cast<int>(page.cases.size()) <= limit);
      for (Case const& each : page.cases) refs.push_back(each.ref);
      after = page.next;
    } while (after);
    return refs;
  }
};

Viewer const everything{.name = "asha", .all = true};
Viewer const two_queues{.name = "asha", .queues = {"crisis", "legal"}};
Viewer const nobody{.name = "asha"};

bool sees(Viewer const& viewer, Case const& record) { return store::may_see(viewer, record); }

}  // namespace

TEST_CASE("the pages of a list are the plain list, cut: every case that fits once, in order") {
  ListWorld world;
  world.fill(120);
  std::vector<Case> all;
  for (bool const is_closed : {false, true}) {
    for (std::string const& ref : world.pages(everything, {.is_closed = is_closed}, 200)) {
      all.push_back(*world.read([&](Snapshot& s) { return store::find_case(s, everything, ref); }));
    }
  }
  REQUIRE(all.size() == 120);
  for (Viewer const& viewer : {everything, two_queues, nobody}) {
    for (CaseQuery const& query :
         std::vector<CaseQuery>{{},
                                {.queue = "crisis"},
                                {.queue = "outreach"},
                                {.is_closed = true},
                                {.severity = Severity::high},
                                {.state = CaseState::claimed},
                                {.queue = "legal", .severity = Severity::critical, .state = CaseState::queued},
                                {.is_mine = true},
                                {.ref_begins = "K-1"},
                                {.is_closed = true, .severity = Severity::low, .ref_begins = "K-"}}) {
      std::vector<Case> expected;
      std::ranges::copy_if(all, std::back_inserter(expected), [&](Case const& each) {
        bool const is_of_queue = query.queue.empty() || each.queue == query.queue ||
                                 std::ranges::find(each.also, query.queue) != each.also.end();
        bool const has_sight =
            query.queue.empty() || viewer.all || std::ranges::find(viewer.queues, query.queue) != viewer.queues.end();
        return sees(viewer, each) && has_sight && is_of_queue && each.closed.has_value() == query.is_closed &&
               (!query.severity || each.severity == *query.severity) && (!query.state || each.state == *query.state) &&
               (!query.is_mine || each.holder == viewer.name) && each.ref.starts_with(query.ref_begins);
      });
      std::ranges::sort(expected, {}, [](Case const& each) { return store::place_of(each); });
      std::vector<std::string> refs;
      for (Case const& each : expected) refs.push_back(each.ref);
      for (int const limit : {1, 7, 50}) {
        CAPTURE(viewer.all, viewer.queues.size(), query.queue, query.is_closed, query.is_mine, query.ref_begins, limit);
        CHECK(world.pages(viewer, query, limit) == refs);
      }
    }
  }
}

TEST_CASE("the gravest stand first, then whose time runs out next, then the oldest") {
  ListWorld world;
  base::Instant const now = world.clock.now();
  std::string const no_clock = world.add({.severity = Severity::critical, .queue = "crisis"}).ref;
  std::string const late = world.add({.severity = Severity::high, .queue = "crisis", .due = {.eyes = now + 2h}}).ref;
  std::string const soon =
      world.add({.severity = Severity::high, .queue = "crisis", .due = {.eyes = now + 5h, .contact = now + 1h}}).ref;
  CHECK(world.pages(everything, {}, 50) == std::vector{no_clock, soon, late});
}

TEST_CASE("counts are what the lists have, also after cases moved, were held and were closed") {
  ListWorld world;
  world.fill(100);
  std::vector<store::QueueCount> const counts =
      world.read([](Snapshot& s) { return store::queue_counts(s, two_queues); });
  REQUIRE(counts.size() == 2);
  for (store::QueueCount const& count : counts) {
    CAPTURE(count.queue);
    auto const size = [&](CaseQuery query) {
      query.queue = count.queue;
      return static_cast<std::int64_t>(world.pages(two_queues, query, 50).size());
    };
    CHECK(count.open == size({}));
    CHECK(count.critical == size({.severity = Severity::critical}));
    CHECK(count.held == size({.state = CaseState::claimed}));
  }
  CHECK(world.read([](Snapshot& s) { return store::held_by(s, "asha"); }) ==
        static_cast<std::int64_t>(world.pages(everything, {.is_mine = true}, 50).size()));
}
