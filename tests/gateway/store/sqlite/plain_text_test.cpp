// No number, name or word of hers stands in any file of the store, and what is sealed cannot be moved about.
#include "gateway/store/account.hpp"
#include "gateway/store/act_key.hpp"
#include "gateway/store/call.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/conversation.hpp"
#include "gateway/store/sqlite/connection.hpp"
#include "gateway/store/turn.hpp"
#include "tests/gateway/store/store_world.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>

using namespace store_tests;
using base::Code;
using store::sqlite::Access;
using store::sqlite::SqliteConnection;

namespace {

constexpr char const* her_words = "malikle passport khosyo";

std::string every_byte(std::filesystem::path const& folder) {
  std::string bytes;
  for (auto const& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream in(file.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(in), {});
  }
  return bytes;
}

// Every sealed column holds her words once.
store::MessageId fill(World& world, store::ContactAt const& her) {
  return world.write([&](Transaction& tx) {
    store::ConversationId const conversation =
        store::add_conversation(tx, {.contact = her.contact.id, .channel = "np-1", .state = secret(her_words)});
    store::MessageId const message = store::add_message(tx, inbound(her, "SM-1", her_words)).value();
    store::add_turn(
        tx, {.conversation = conversation, .contact = her.contact.id, .kind = "text", .facts = secret(her_words)});
    (void)store::add_outbound(tx, reply(her, her_words)).value();
    (void)store::add_call(
        tx, {.channel = "np-1", .provider_call_id = "CA-1", .contact = her.contact.id, .response = secret(her_words)})
        .value();
    (void)store::make_case(tx, {.contact = her.contact.id,
                                .category = "documents",
                                .queue = "outreach",
                                .reasons = {{.rule = "H3", .text = secret(her_words)}}})
        .value();
    store::AccountId const asha = store::make_account(tx, {.name = "asha"}).value().id;
    (void)store::note_act(tx, {.account = asha, .key = "k", .request = 1, .asked = "asked"});
    store::keep_answer(tx, asha, "k", 200, her_words);
    return message;
  });
}

}  // namespace

TEST_CASE("no file of the store holds a number or a word of hers, before and after the log is folded in") {
  World world;
  fill(world, world.contact());
  for (bool const is_closed : {false, true}) {
    if (is_closed) world.store.reset();
    std::string const bytes = every_byte(world.folder.path());
    REQUIRE(bytes.find("outreach") != std::string::npos);  // we look where the rows are
    CHECK(bytes.find("passport") == std::string::npos);
    CHECK(bytes.find("khosyo") == std::string::npos);
    CHECK(bytes.find("97455512101") == std::string::npos);
    CHECK(bytes.find("55512101") == std::string::npos);
  }
}

TEST_CASE("a sealed value that was moved to another row is refused, not shown as hers") {
  World world;
  store::ContactAt const her = world.contact();
  store::MessageId const first = fill(world, her);
  world.write([&](Transaction& tx) { return store::add_message(tx, inbound(her, "SM-2", "second")).value(); });
  {
    SqliteConnection raw(world.path(), Access::write);
    raw.run(
        "update message set text = (select text from message where provider_id = 'SM-2') where provider_id = 'SM-1'");
  }
  auto const look = world.store->read_now(
      [&](Snapshot& snapshot) -> base::Result<bool> { return store::find_message(snapshot, first).has_value(); });
  REQUIRE_FALSE(look.has_value());
  CHECK(look.error().code == Code::storage);
}

TEST_CASE("when her key is gone, her words are gone, and the rest stays readable") {
  World world;
  store::ContactAt const her = world.contact();
  store::ContactAt const other = world.contact(other_number);
  store::MessageId const hers = fill(world, her);
  store::MessageId const others = world.write(
      [&](Transaction& tx) { return store::add_message(tx, inbound(other, "SM-9", "still here")).value(); });
  world.store.reset();
  {
    SqliteConnection raw(world.path(), Access::write);
    raw.run("delete from owner_key where owner_kind = 'contact' and owner_id = " + text(her.contact.id));
  }
  world.open();
  auto const words = [&](store::MessageId id) {
    return world.read([&](Snapshot& snapshot) { return shown(store::find_message(snapshot, id)->text); });
  };
  CHECK(words(hers).empty());
  CHECK(words(others) == "still here");
}
