// Live events as several readers get them: each what she may see, in order, also after a cut, and nothing more once a
// right is gone.
#include "gateway/console/live.hpp"

#include "gateway/base/tasks.hpp"
#include "tests/gateway/console/desk_house.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

using namespace console_tests;
using namespace std::chrono_literals;
using store::Role;

namespace {

struct Event {
  std::int64_t id = 0;
  std::string name;
  boost::json::object data;
};

// What a browser makes of the text of a stream.
std::vector<Event> events_of(std::string_view text) {
  std::vector<Event> events;
  Event event;
  while (!text.empty()) {
    std::string_view const line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.starts_with("id: ")) event.id = std::stoll(std::string(line.substr(4)));
    if (line.starts_with("event: ")) event.name = line.substr(7);
    if (line.starts_with("data: ")) event.data = boost::json::parse(line.substr(6)).as_object();
    if (line.empty() && !event.name.empty()) events.push_back(std::exchange(event, {}));
  }
  return events;
}

struct Reader {
  std::shared_ptr<base::HttpStream> stream;
  std::string text;
  bool has_ended = false;

  [[nodiscard]] std::vector<Event> events() const { return events_of(text); }
  // Without counts, which come when they come.
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (Event const& each : events()) {
      if (each.name != "counts" && each.name != "beat") all.push_back(each.name);
    }
    return all;
  }
  [[nodiscard]] Event last(std::string_view name) const {
    std::vector<Event> all = events();
    std::erase_if(all, [&](Event const& each) { return each.name != name; });
    REQUIRE_FALSE(all.empty());
    return all.back();
  }
  [[nodiscard]] std::int64_t last_id() const {
    std::int64_t last = 0;
    for (Event const& each : events()) last = std::max(last, each.id);
    return last;
  }
};

using Names = std::vector<std::string>;

std::string word(Event const& event, std::string_view key) { return std::string(event.data.at(key).as_string()); }

base::Task<void> collect(std::shared_ptr<Reader> reader) {
  for (;;) {
    base::Task<std::string> next = reader->stream->next();
    std::string const piece = co_await std::move(next);
    if (piece.empty()) break;
    reader->text += piece;
  }
  reader->has_ended = true;
}

struct LiveHouse : DeskHouse {
  LiveHouse() {
    for (char const* const name : {"asha", "maya"}) open_session(add(name, ours, Role::operator_).id, name);
    open_session(add("binod", theirs, Role::operator_).id, "binod");
    open_session(add("root", theirs, Role::admin).id, "root");
  }
  ~LiveHouse() {
    tasks.cancel();
    run(tasks.join());
  }
  LiveHouse(LiveHouse const&) = delete;
  LiveHouse& operator=(LiveHouse const&) = delete;

  base::TaskGroup tasks{loop.executor(), log};

  Answer open(std::string const& who, std::optional<std::int64_t> after = {}) {
    std::vector<base::HttpHeader> headers{{"Cookie", "saathi=" + who}};
    if (after) headers.push_back({"Last-Event-ID", std::to_string(*after)});
    return ask("GET", "/api/v1/events", {}, std::move(headers));
  }
  std::shared_ptr<Reader> read(std::string const& who, std::optional<std::int64_t> after = {}) {
    Answer answer = open(who, after);
    REQUIRE(answer.status == 200);
    auto reader = std::make_shared<Reader>();
    reader->stream = std::move(answer.stream);
    tasks.start("reader", collect(reader));
    wait(0ms);
    return reader;
  }
  Answer act(std::string const& who, std::string const& ref, std::string const& what, std::string body = {}) {
    Answer answer = ask_as(who, "POST", "/api/v1/cases/" + ref + "/" + what, std::move(body));
    wait(1s);
    return answer;
  }
  void watch(std::string const& who, Reader const& reader, std::string const& ref) {
    std::string const path = "/api/v1/events/" + word(reader.last("hello"), "stream") + "/watch";
    REQUIRE(ask_as(who, "POST", path, R"({"cases":[")" + ref + R"("]})").status == 204);
  }
};

}  // namespace

TEST_CASE("a stream begins with who reads, from where, and when to come again") {
  LiveHouse house;
  std::int64_t const before = house.journal_end();
  auto const asha = house.read("asha");
  CHECK(asha->text.starts_with("retry: "));
  REQUIRE(asha->names() == Names{"hello"});
  Event const hello = asha->events().front();
  CHECK(word(hello, "me") == "asha");
  CHECK(hello.data.at("seq").as_int64() == hello.id);
  CHECK(hello.id >= before);
  CHECK(house.journal_of("asha", before) == Names{"listed"});
}

TEST_CASE("an act reaches everybody who may see the case, with its version, and nobody else") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  auto const asha = house.read("asha");
  auto const maya = house.read("maya");
  auto const binod = house.read("binod");
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  for (auto const& reader : {asha, maya}) {
    REQUIRE(reader->names() == Names{"hello", "case"});
    Event const changed = reader->last("case");
    CHECK(word(changed, "id") == ref);
    CHECK(word(changed, "holder") == "asha");
    CHECK(changed.data.at("v").as_int64() == 2);
  }
  CHECK(binod->names() == Names{"hello"});
  CHECK(maya->last("counts").data.at("queues").at(0).at("waiting").as_int64() == 0);
  CHECK(asha->last("counts").data.at("mine").as_int64() == 1);
  // A look is nobody's event.
  REQUIRE(house.ask_as("maya", "GET", "/api/v1/cases/" + ref).status == 200);
  house.wait(1s);
  CHECK(asha->names().size() == 2);
}

TEST_CASE("a row of an event is small and has no word of hers") {
  LiveHouse house;
  auto const asha = house.read("asha");
  house.text("+97455512101", "mero passport malikle khosyo");
  house.wait(1s);
  for (char const* const hers : {"malikle", "khosyo", "55512101"}) CHECK_FALSE(asha->text.contains(hers));
  for (Event const& each : asha->events()) CHECK(boost::json::serialize(each.data).size() < 300);
}

TEST_CASE("a case that moved out of her queues is gone for her, and comes for those who see it now") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  auto const asha = house.read("asha");
  auto const binod = house.read("binod");
  house.write([&](store::Transaction& tx) {
    std::optional<store::Case> const found = store::find_case(tx, {.all = true}, ref);
    store::Case moved = store::raise_case(tx, found->id, {.queue = theirs.queue}).value();
    tx.journal("line", "case_raised", "case " + ref);
    return moved.version;
  });
  house.wait(1s);
  CHECK(asha->names() == Names{"hello", "gone"});
  CHECK(word(asha->last("gone"), "id") == ref);
  CHECK(binod->names() == Names{"hello", "case"});
}

TEST_CASE("a critical case that nobody has is an alarm, also for who comes later, until it is claimed") {
  LiveHouse house;
  auto const early = house.read("asha");
  std::string const ref = house.write([&](store::Transaction& tx) {
    store::ContactAt const her =
        store::find_or_make_contact(tx, {.scheme = store::Scheme::tel, .value = base::PrivateText("+97455512101")});
    store::Case const made =
        store::make_case(tx, {.contact = her.contact.id, .severity = store::Severity::critical, .queue = ours.queue})
            .value();
    tx.journal("line", "case_opened", "case " + made.ref);
    return made.ref;
  });
  house.wait(1s);
  // When it came, and when its clock had told whoever is on duty.
  CHECK(early->names() == Names{"hello", "case", "alarm", "case", "alarm"});
  CHECK(house.read("maya")->names() == Names{"hello", "alarm"});
  CHECK(house.read("binod")->names() == Names{"hello"});
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  CHECK(house.read("maya")->names() == Names{"hello"});
}

TEST_CASE("who was cut off goes on where she was, without gap or repeat") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  auto const whole = house.read("maya");
  std::int64_t seen = 0;
  {
    Answer const cut = house.open("asha");
    seen = events_of(house.run(cut.stream->next())).front().id;
  }
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  REQUIRE(house.act("asha", ref, "release").status == 200);
  auto const again = house.read("asha", seen);
  CHECK(again->names() == Names{"hello", "case", "case"});
  CHECK(again->last_id() == whole->last_id());
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  CHECK(again->names() == Names{"hello", "case", "case", "case"});
  CHECK(whole->names() == Names{"hello", "case", "case", "case"});
}

TEST_CASE("who was away too long is told to read everything anew") {
  LiveHouse house;
  CHECK(house.read("asha", 1)->names() == Names{"hello", "resync"});
  CHECK(house.read("asha", 1'000'000)->names() == Names{"hello", "resync"});
}

TEST_CASE("a reader who loses a right is told, and sees nothing more") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  auto const asha = house.read("asha");
  auto const maya = house.read("maya");
  SECTION("her account is disabled") {
    REQUIRE(house.ask_as("root", "POST", "/api/v1/accounts/maya/disable").status == 200);
    REQUIRE(house.act("asha", ref, "claim").status == 200);
    CHECK(maya->names() == Names{"hello", "bye"});
    CHECK(maya->has_ended);
  }
  SECTION("she is taken out of the queue") {
    house.write([&](store::Transaction& tx) {
      store::Account account = *store::find_account(tx, "maya");
      account.queues = {theirs.queue};
      store::save_account(tx, account);
      tx.journal("root", "changed", "account maya");
      return 0;
    });
    REQUIRE(house.act("asha", ref, "claim").status == 200);
    CHECK(maya->names() == Names{"hello", "resync"});
  }
  SECTION("her session ends by itself") {
    house.wait(desk::session_idle_max);
    house.wait(console::Live::heartbeat_time);
    CHECK(maya->names().back() == "bye");
  }
  CHECK(asha->names().front() == "hello");
}

TEST_CASE("messages of a watched case are told with their state, and of others not") {
  LiveHouse house;
  auto const asha = house.read("asha");
  house.text("+97455512101", "malik le malai kutyo");
  std::string const ref = house.open_cases().at(0).ref;
  house.write([&](store::Transaction& tx) {
    std::optional<store::Case> const found = store::find_case(tx, {.all = true}, ref);
    tx.journal("line", "case_raised", "case " + ref);
    return store::raise_case(tx, found->id, {.queue = ours.queue}).value().version;
  });
  house.wait(1s);
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  CHECK(std::ranges::count(asha->names(), "message") == 0);
  house.watch("asha", *asha, ref);
  house.text("+97455512101", "hello?");
  house.wait(1s);
  CHECK(std::ranges::count(asha->names(), "message") == 1);
  REQUIRE(house.act("asha", ref, "messages", R"({"text":"Namaste"})").status == 202);
  CHECK(std::ranges::count(asha->names(), "message") == 2);
  house.wait(30s);
  CHECK(std::ranges::count(asha->names(), "state") >= 1);
  CHECK_FALSE(asha->text.contains("Namaste"));
}

TEST_CASE("a reader who takes nothing is let go, and the others do not notice") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  Answer const stuck = house.open("maya");
  auto const asha = house.read("asha");
  for (int i = 0; i < 150; ++i) {
    REQUIRE(house.act("asha", ref, "claim").status == 200);
    REQUIRE(house.act("asha", ref, "release").status == 200);
  }
  CHECK(std::ranges::count(asha->names(), "case") == 300);
  std::string const rest = house.run(stuck.stream->next());
  CHECK(rest.contains("too slow"));
  CHECK(house.run(stuck.stream->next()).empty());
}

TEST_CASE("heartbeats keep a quiet line open, and when the gateway stops every reader hears bye") {
  LiveHouse house;
  auto const asha = house.read("asha");
  std::size_t const before = asha->text.size();
  for (int i = 0; i < 3; ++i) house.wait(console::Live::heartbeat_time);
  CHECK(asha->text.substr(before).contains("event: beat\n"));
  CHECK(asha->text.size() - before < 1000);
  asha->stream->end();
  house.wait(0ms);
  CHECK(asha->names() == Names{"hello", "bye"});
  CHECK(asha->has_ended);
}

TEST_CASE("where no stream holds, the same is had by asking again") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  auto const changes = [&](std::string const& who, std::string const& query) {
    Answer const answer = house.ask_as(who, "GET", "/api/v1/changes" + query);
    REQUIRE(answer.status == 200);
    return boost::json::parse(answer.body);
  };
  for (int i = 0; i < 2; ++i) REQUIRE(house.ask_as("asha", "GET", "/api/v1/cases").status == 200);
  std::string const since = "?since=" + std::to_string(changes("asha", "").at("seq").as_int64());
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  boost::json::value const hers = changes("maya", since);
  REQUIRE(hers.at("events").as_array().size() == 1);
  CHECK(hers.at("events").at(0).at("event").as_string() == "case");
  CHECK(hers.at("events").at(0).at("data").at("id").as_string() == ref);
  CHECK_FALSE(hers.at("resync").as_bool());
  CHECK(changes("binod", since).at("events").as_array().empty());
  CHECK(changes("maya", "?since=" + std::to_string(hers.at("seq").as_int64())).at("events").as_array().empty());
  CHECK(changes("maya", "?since=1").at("resync").as_bool());
  CHECK(house.ask_as("asha", "GET", "/api/v1/changes?since=yesterday").status == 400);
}

TEST_CASE("500 readers get an event each, and one account has no more than its share of streams") {
  LiveHouse house;
  std::string const ref = house.fresh_case();
  std::vector<std::shared_ptr<Reader>> readers;
  for (int i = 0; i < 500; ++i) {
    std::string const name = "reader" + std::to_string(i);
    house.open_session(house.add(name, ours, Role::operator_).id, name);
    auto reader = std::make_shared<Reader>();
    reader->stream = house.open(name).stream;
    house.tasks.start("reader", collect(reader));
    readers.push_back(std::move(reader));
  }
  REQUIRE(house.act("asha", ref, "claim").status == 200);
  CHECK(std::ranges::all_of(readers, [](auto const& each) { return each->names() == Names{"hello", "case"}; }));

  std::vector<Answer> streams;
  for (std::size_t i = 0; i < console::Live::readers_of_account_max; ++i) streams.push_back(house.open("maya"));
  Answer const one_more = house.open("maya");
  CHECK(one_more.status == 503);
  CHECK_FALSE(base::find_header(one_more.headers, "Retry-After").empty());
  streams.pop_back();
  CHECK(house.open("maya").status == 200);
}
