#include "tests/bench/seed.hpp"

#include "gateway/base/ids.hpp"
#include "gateway/base/system_clock.hpp"
#include "gateway/line/convert.hpp"
#include "gateway/line/rehearsal.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/secret.hpp"
#include "gateway/store/sqlite/migrations.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/timer.hpp"
#include "gateway/store/turn.hpp"
#include "tests/bench/traffic.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/process.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <iostream>
#include <limits>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;

// A kept store stands until its questions run out of time: their silence comes then instead of now. The engine's own
// quarter of an hour would have every conversation end while the bench still prepares.
constexpr std::chrono::days waits_for{60};
constexpr std::chrono::days kept_for{50};
// One in ten has a case already; more would use up the references, of which there are a hundred thousand.
constexpr std::uint64_t case_every = 10;
constexpr std::uint64_t rows_a_unit = 250;

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error("the store cannot be filled: " + result.error().message);
  return std::move(*result);
}

// Where a conversation stands after some texts, and what the last of them brought.
struct Stand {
  line::Standing standing;
  line::TurnPlan plan;
  std::string state;
};

Stand stand_after(line::Content const& content, std::initializer_list<char const*> texts, base::Instant now) {
  line::Rehearsal::Start start;
  start.from = gulf_number(0);
  start.now = now;
  line::Rehearsal rehearsal(content, start);
  Stand stand;
  for (char const* text : texts) stand.plan = rehearsal.hear(text);
  stand.standing = rehearsal.standing();
  flows::State state = stand.standing.state;
  if (state.ended()) throw std::runtime_error("the seed's conversation asks nothing any more");
  state.expires = now + waits_for;
  stand.state = flows::to_json(state);
  return stand;
}

base::Result<store::ConversationId> conversation_of(store::Timer const& timer) {
  if (auto const id = store::parse_id<store::ConversationId>(timer.subject)) return *id;
  return base::error(base::Code::bad_input, "a timer of silence that names no conversation");
}

struct Person {
  store::ContactId contact;
  store::AddressId address;
  store::ConversationId conversation;
  store::CaseId case_id;
};

class Seeding {
 public:
  Seeding(store::Store& store, line::Content const& content, base::Instant now)
      : store_(store),
        asked_(stand_after(content, {"namaste", "1"}, now)),
        with_case_(stand_after(content, {"talab payena"}, now)),
        expires_(now + waits_for) {}

  void fill(SeedPlan const& plan) {
    people_.reserve(plan.contacts);
    in_units(plan.contacts, [this](store::Transaction& tx, std::uint64_t n) { add_person(tx, n); });
    in_units(plan.messages / 2, [this](store::Transaction& tx, std::uint64_t n) { add_exchange(tx, n); });
  }

 private:
  template <class F>
  void in_units(std::uint64_t rows, F const& add) {
    for (std::uint64_t from = 0; from < rows; from += rows_a_unit) {
      auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
        for (std::uint64_t n = from; n < std::min(from + rows_a_unit, rows); ++n) add(tx, n);
        return true;
      };
      must(store_.write_now(unit));
    }
  }

  [[nodiscard]] Stand const& stand_of(std::uint64_t n) const { return n % case_every == 0 ? with_case_ : asked_; }

  void add_person(store::Transaction& tx, std::uint64_t n) {
    Stand const& stand = stand_of(n);
    store::AddressKey const key{.scheme = store::Scheme::tel, .value = store::Sealed<std::string>(gulf_number(n))};
    store::ContactAt const at = store::find_or_make_contact(tx, key);
    must(store::update_rules(tx, at.contact.id, at.contact.version, line::rules_of(stand.standing.rules)));
    Person person{.contact = at.contact.id, .address = at.address, .conversation = {}, .case_id = {}};
    store::Conversation conversation;
    conversation.contact = person.contact;
    conversation.channel = seed_channel;
    conversation.state = store::Sealed<std::string>(stand.state);
    conversation.wakes = expires_;
    person.conversation = store::add_conversation(tx, std::move(conversation));
    store::set_timer(tx, {.due = expires_,
                          .kind = store::TimerKind::silence,
                          .subject = store::text(person.conversation),
                          .generation = tx.now().time_since_epoch().count()});
    if (!stand.plan.cases.empty()) {
      line::CaseChange change = stand.plan.cases.front();
      change.ref.clear();
      person.case_id = must(store::make_case(tx, line::case_of(change, person.contact))).id;
    }
    people_.push_back(person);
  }

  // She wrote, and was answered.
  void add_exchange(store::Transaction& tx, std::uint64_t n) {
    std::uint64_t const who = n % people_.size();
    Person const& person = people_[who];
    store::Message message;
    message.contact = person.contact;
    message.conversation = person.conversation;
    message.case_id = person.case_id;
    message.channel = seed_channel;
    message.address = person.address;
    message.provider_id = "SM" + random_.hex(16);
    message.text = store::Sealed<std::string>(std::string(who % case_every == 0 ? "talab payena" : "1"));
    store::NewOutbound reply;
    reply.message = message;
    reply.message.provider_id.clear();
    reply.message.direction = store::Direction::out;
    reply.message.text = store::Sealed<std::string>(stand_of(who).plan.says.back().text);
    reply.caused_by = must(store::add_message(tx, std::move(message)));
    store::add_turn(tx, {.conversation = person.conversation,
                         .contact = person.contact,
                         .message = reply.caused_by,
                         .kind = "text",
                         .facts = store::Sealed<std::string>(facts_)});
    store::MessageId const sent = must(store::add_outbound(tx, std::move(reply)));
    store::mark_sent(tx, sent, "SM" + random_.hex(16), store::Reported::delivered);
  }

  store::Store& store_;
  Stand asked_;
  Stand with_case_;
  base::Instant expires_;
  base::SeededRandom random_{1};
  std::string facts_ = R"({"medium":"sms","number_country":"SA","texts_without_answer":0,"said":["safe_check"]})";
  std::vector<Person> people_;
};

std::string wanted(line::Content const& content, SeedPlan const& plan) {
  return "schema " + std::to_string(store::sqlite::migrations().back().number) + "\ncontent " +
         content.library.version() + "\ncontacts " + std::to_string(plan.contacts) + "\nmessages " +
         std::to_string(plan.messages) + "\n";
}

bool stands(fs::path const& folder, std::string const& description) {
  std::error_code missing;
  auto const written = fs::last_write_time(folder / "seed.txt", missing);
  if (missing || support::file_text(folder / "seed.txt") != description) return false;
  return fs::file_time_type::clock::now() - written < kept_for;
}

}  // namespace

fs::path seeded(fs::path const& kept, SeedPlan const& plan) {
  fs::path const folder = kept / ("seed-" + std::to_string(plan.contacts) + "-" + std::to_string(plan.messages));
  line::LoadedContent const loaded = line::load_content(fs::path(SAATHI_SOURCE_DIR) / "config");
  if (!loaded.content) throw std::runtime_error("the shipped content cannot be read");
  std::string const description = wanted(*loaded.content, plan);
  if (stands(folder, description)) return folder;

  std::cerr << "bench: filling a store with " << plan.contacts << " contacts and " << plan.messages << " messages\n";
  auto const begun = std::chrono::steady_clock::now();
  fs::remove_all(folder);
  fs::create_directories(folder);
  if (auto const made = store::make_key_file(folder / "master.key"); !made)
    throw std::runtime_error(made.error().message);
  store::MasterKey const key = must(store::load_key_file(folder / "master.key"));
  boost::asio::io_context loop;
  base::SystemClock const clock(loop.get_executor());
  std::unique_ptr<store::Store> const store =
      must(store::open_store("sqlite:" + (folder / "saathi.db").string(), key, loop.get_executor(), clock));
  Seeding(*store, *loaded.content, clock.now()).fill(plan);
  store->close();
  support::write_file(folder / "seed.txt", description);
  std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begun;
  std::cerr << "bench: filled in " << static_cast<int>(took.count()) << " s\n";
  return folder;
}

void set_timers(fs::path const& database, std::chrono::minutes due_in) {
  boost::asio::io_context loop;
  base::SystemClock const clock(loop.get_executor());
  support::ManualClock const later(clock.now() + waits_for + kept_for);  // all of them are due by then
  store::MasterKey const key = must(store::load_key_file(database.parent_path() / "master.key"));
  std::unique_ptr<store::Store> const store =
      must(store::open_store("sqlite:" + database.string(), key, loop.get_executor(), later));
  auto const all = [](store::Snapshot& snapshot) -> base::Result<std::vector<store::Timer>> {
    return store::due_timers(snapshot, std::numeric_limits<int>::max());
  };
  std::vector<store::Timer> timers = must(store->read_now(all));
  base::Instant const due = clock.now() + due_in;
  auto const move = [&](store::Transaction& tx) -> base::Result<bool> {
    for (store::Timer& timer : timers) {
      timer.due = due;
      store::set_timer(tx, timer);
      store::set_wakes(tx, must(conversation_of(timer)), due);
    }
    return true;
  };
  must(store->write_now(move));
  store->close();
}

}  // namespace bench
