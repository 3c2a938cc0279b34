#include "gateway/store/case_record.hpp"

#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <set>

using namespace store_tests;
using base::Code;
using store::Case;
using store::CaseState;
using store::Severity;

namespace {

store::Viewer const everyone{.name = "line", .all = true, .queues = {}};
store::Viewer const asha{.name = "Asha", .queues = {"crisis"}};
store::Viewer const bina{.name = "Bina", .queues = {"legal"}};
store::Viewer const chandra{.name = "Chandra", .queues = {"crisis", "outreach"}};

Case urgent(store::ContactAt const& her) {
  return {.contact = her.contact.id,
          .category = "confinement",
          .tags = {"household"},
          .severity = Severity::critical,
          .rule = "C1",
          .queue = "crisis",
          .also = {"legal"},
          .offer = {"police-host"},
          .place = "CD",
          .country = "QA",
          .language = "ne-Latn",
          .due = {.eyes = base::Instant{5min}},
          .reasons = {{.rule = "C1", .text = secret("she wrote \"tala lagayo\"")}}};
}

struct CaseWorld : World {
  store::ContactAt her = contact();

  Case make(Case wanted) {
    return write([&](Transaction& tx) { return store::make_case(tx, std::move(wanted)).value(); });
  }
  std::optional<Case> find(store::Viewer const& viewer, std::string const& ref) {
    return read([&](Snapshot& snapshot) { return store::find_case(snapshot, viewer, ref); });
  }
  // As it stands, changed and saved.
  template <class F>
  Case change(std::string const& ref, F how) {
    return write([&](Transaction& tx) {
      Case record = store::find_case(tx, everyone, ref).value();
      how(record);
      store::save_case(tx, record, store::ChangedBy::other);
      return record;
    });
  }
  Case close(std::string const& ref) {
    return change(ref, [&](Case& record) {
      record.state = CaseState::closed;
      record.closed = clock.now();
    });
  }
};

}  // namespace

TEST_CASE("a case keeps all that it was given and has a reference of five digits") {
  CaseWorld world;
  Case const made = world.make(urgent(world.her));
  REQUIRE(made.ref.size() == 7);
  CHECK(made.ref.starts_with("K-"));
  std::optional<Case> const kept = world.find(everyone, made.ref);
  REQUIRE(kept.has_value());
  CHECK(kept->category == "confinement");
  CHECK(kept->tags == std::vector<std::string>{"household"});
  CHECK(kept->severity == Severity::critical);
  CHECK(kept->also == std::vector<std::string>{"legal"});
  CHECK(kept->offer == std::vector<std::string>{"police-host"});
  CHECK(kept->state == CaseState::queued);
  CHECK(kept->due.eyes == base::Instant{5min});
  CHECK_FALSE(kept->due.contact.has_value());
  REQUIRE(kept->reasons.size() == 1);
  CHECK(kept->reasons[0].rule == "C1");
  CHECK(shown(kept->reasons[0].text) == "she wrote \"tala lagayo\"");
  CHECK(kept->opened == world.clock.now());
}

TEST_CASE("a reference that is taken is drawn again") {
  base::SeededRandom random(1);
  World world(store::Options{.before_commit = {}, .random = &random});
  store::ContactAt const her = world.contact();
  std::set<std::string> refs;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 20; ++i) {
      refs.insert(world.write([&](Transaction& tx) { return store::make_case(tx, urgent(her)).value().ref; }));
    }
    random = base::SeededRandom(1);  // the same draws once more
  }
  CHECK(refs.size() == 40);
}

TEST_CASE("a viewer sees the cases of her queues, as first or as second, and no other") {
  CaseWorld world;
  Case outreach = urgent(world.her);
  outreach.queue = "outreach";
  outreach.also.clear();
  std::string const crisis_ref = world.make(urgent(world.her)).ref;
  std::string const outreach_ref = world.make(outreach).ref;
  struct Row {
    store::Viewer viewer;
    bool sees_crisis;
    bool sees_outreach;
  };
  for (Row const& row : {Row{everyone, true, true}, Row{asha, true, false}, Row{bina, true, false},
                         Row{chandra, true, true}, Row{{.name = "Nobody", .queues = {}}, false, false}}) {
    CHECK(world.find(row.viewer, crisis_ref).has_value() == row.sees_crisis);
    CHECK(world.find(row.viewer, outreach_ref).has_value() == row.sees_outreach);
    auto const listed = world.read([&](Snapshot& s) { return store::open_cases(s, row.viewer, 10).size(); });
    CHECK(listed == static_cast<std::size_t>(row.sees_crisis) + static_cast<std::size_t>(row.sees_outreach));
  }
}

TEST_CASE("the gravest cases stand first, then the oldest, and closed ones not at all") {
  CaseWorld world;
  std::vector<std::string> refs;
  for (Severity const severity : {Severity::low, Severity::critical, Severity::high, Severity::critical}) {
    Case wanted = urgent(world.her);
    wanted.severity = severity;
    world.clock.advance(1min);
    refs.push_back(world.make(wanted).ref);
  }
  auto const listed = [&](int limit) {
    std::vector<std::string> found;
    for (Case const& one : world.read([&](Snapshot& s) { return store::open_cases(s, everyone, limit); })) {
      found.push_back(one.ref);
    }
    return found;
  };
  CHECK(listed(10) == std::vector<std::string>{refs[1], refs[3], refs[2], refs[0]});
  CHECK(listed(2) == std::vector<std::string>{refs[1], refs[3]});
  world.close(refs[1]);
  CHECK(listed(10) == std::vector<std::string>{refs[3], refs[2], refs[0]});
}

TEST_CASE("raising a case never lowers its severity, and adds what is new") {
  CaseWorld world;
  Case const made = world.make(urgent(world.her));
  auto const raise = [&](store::Raise const& with) {
    return world.write([&](Transaction& tx) { return store::raise_case(tx, made.id, with).value(); });
  };
  Case const lower = raise({.severity = Severity::low,
                            .tags = {"household", "child"},
                            .queue = {},
                            .due = {.eyes = base::Instant{9min}, .contact = base::Instant{15min}},
                            .reasons = {{.rule = "M4", .text = secret("a child is there")}}});
  CHECK(lower.severity == Severity::critical);
  CHECK(lower.queue == "crisis");
  CHECK(lower.tags == std::vector<std::string>{"household", "child"});
  CHECK(lower.due.eyes == base::Instant{5min});
  CHECK(lower.due.contact == base::Instant{15min});
  CHECK(lower.reasons.size() == 2);
  CHECK(lower.version == made.version + 1);
  std::optional<Case> const kept = world.find(everyone, made.ref);
  CHECK(kept->reasons.size() == 2);
  CHECK(kept->version == lower.version);
}

TEST_CASE("what is saved of a case is read again, one version further") {
  CaseWorld world;
  Case const made = world.make(urgent(world.her));
  Case const other = world.make(urgent(world.her));
  Case const saved = world.change(made.ref, [&](Case& record) {
    record.holder = "Asha";
    record.state = CaseState::merged;
    record.closed = world.clock.now();
    record.outcome = "N6";
    record.merged_into = other.id;
    record.follow_up = true;
    record.live_until = base::Instant{7min};
    record.silent_since = base::Instant{8min};
  });
  CHECK(saved.version == made.version + 1);
  Case const kept = world.find(everyone, made.ref).value();
  CHECK(kept.version == saved.version);
  CHECK(kept.holder == "Asha");
  CHECK(kept.state == CaseState::merged);
  CHECK(kept.closed == world.clock.now());
  CHECK(kept.outcome == "N6");
  CHECK(kept.merged_into == other.id);
  CHECK(kept.follow_up);
  CHECK(kept.live_until == base::Instant{7min});
  CHECK(kept.silent_since == base::Instant{8min});
  CHECK(world.read([&](Snapshot& s) { return store::merged_cases(s, other.id); }) == std::vector{made.id});
}

TEST_CASE("her open case is never one about our own people") {
  CaseWorld world;
  Case complaint = urgent(world.her);
  complaint.own_case = true;
  complaint.queue = "safeguard";
  auto const open = [&] {
    return world.read([&](Snapshot& s) { return store::open_case_of(s, everyone, world.her.contact.id); });
  };
  CHECK_FALSE(open().has_value());
  Case const made = world.make(urgent(world.her));
  world.make(complaint);
  REQUIRE(open().has_value());
  CHECK(open()->ref == made.ref);
  world.close(made.ref);
  CHECK_FALSE(open().has_value());
  auto const last = world.read([&](Snapshot& s) { return store::last_case_of(s, everyone, world.her.contact.id); });
  REQUIRE(last.has_value());
  CHECK(last->ref == made.ref);
}

TEST_CASE("a change of a case is a change of what her next turn is computed from") {
  CaseWorld world;
  Case const made = world.make(urgent(world.her));
  auto const version = [&] {
    return world.read([&](Snapshot& s) { return store::find_contact(s, world.her.contact.id)->version; });
  };
  std::int64_t const before = version();
  world.close(made.ref);
  CHECK(version() == before + 1);
}
