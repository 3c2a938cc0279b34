#include "tests/bench/peers.hpp"

#include "tests/bench/machine.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/traffic.hpp"
#include "tests/support/process.hpp"

#include <algorithm>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t contacts = 100'000;
constexpr int start_seconds_max = 20;
constexpr int connections_of_filling = 16;
constexpr int filling_seconds_max = 600;

// Whom the prototype and the application know, and what they check signatures with.
std::string peer_number(std::uint64_t contact) {
  std::string digits = std::to_string(contact);
  digits.insert(0, 8 - std::min<std::size_t>(8, digits.size()), '0');
  return "+1555" + digits;
}

Target peer_target() {
  return {.path = "/sms/inbound",
          .public_url = "https://hotline.example.org",
          .key = "12345678901234567890123456789012",
          .account = "AC00000000000000000000000000000001",
          .to = "+15005550006",
          .number = peer_number};
}

// A peer that listens, over a database; ended with its owner.
class Peer {
 public:
  Peer(Options const& options, int port, std::vector<std::string> command, fs::path const& folder = {})
      : port_(port), process_(std::move(command), options.out / "peer.log", folder) {
    bool const listens = support::eventually(
        [&] { return !process_.runs() || support::http(port_, "GET", "/").status != 0; }, start_seconds_max);
    if (!listens || !process_.runs()) throw std::runtime_error("a peer did not start:\n" + process_.output());
  }

  [[nodiscard]] Sample under(LoadPlan plan) {
    plan.port = port_;
    Traffic traffic(peer_target(), contacts, static_cast<std::uint64_t>(process_.pid()));
    return measure(plan, [&] { return traffic.next(); }, {process_.pid()});
  }

 private:
  int port_;
  support::Process process_;
};

LoadPlan load(Options const& options, int connections) {
  return {.connections = connections, .warm_up = options.quick ? 0.5 : 1, .seconds = options.seconds};
}

void remove_database(fs::path const& file) {
  for (char const* end : {"", "-wal", "-shm"}) fs::remove(file.string() + end);
}

// A database of its own for each sample, copied from one that is filled once.
fs::path fresh_database(Options const& options, std::string const& layout, std::vector<std::string> const& flags) {
  fs::path const filled = options.out / ("prototype-" + layout + ".db");
  fs::path const database = options.out / "prototype.db";
  if (!fs::exists(filled)) {
    std::vector<std::string> command{options.prototype / "store_bench",
                                     "--db=" + filled.string(),
                                     "--preload=100000",
                                     "--batch=1",
                                     "--seconds=0.1",
                                     "--sync=off"};
    command.insert(command.end(), flags.begin(), flags.end());
    support::Process filling(std::move(command), options.out / "peer.log");
    if (filling.wait() != 0) throw std::runtime_error("the prototype's store cannot be filled:\n" + filling.output());
  }
  remove_database(database);
  copy_small(filled, database);
  return database;
}

Sample prototype(Options const& options, std::string const& layout, int connections) {
  std::vector<std::string> flags;
  if (layout == "append") flags.emplace_back("--append=1");
  fs::path const database = fresh_database(options, layout, flags);
  int const port = support::free_port();
  std::vector<std::string> command{options.prototype / "gateway_proto", "--port=" + std::to_string(port),
                                   "--db=" + database.string(), "--autocheckpoint=1000"};
  command.insert(command.end(), flags.begin(), flags.end());
  return Peer(options, port, std::move(command)).under(load(options, connections));
}

std::vector<std::string> node_command(int port, fs::path const& database) {
  return {"node", "app.js", std::to_string(port), database, "1"};
}

// Filled by writing to it: everybody once.
fs::path node_database(Options const& options) {
  fs::path const filled = fs::absolute(options.out / "node-filled.db");
  fs::path const database = fs::absolute(options.out / "node.db");
  if (!fs::exists(filled)) {
    remove_database(database);
    {
      int const port = support::free_port();
      Peer peer(options, port, node_command(port, database), options.node);
      LoadPlan plan = load(options, connections_of_filling);
      plan.warm_up = 0;
      plan.seconds = filling_seconds_max;
      plan.requests = contacts + contacts / (opens_case_every - 1);
      static_cast<void>(peer.under(plan));
    }
    // It ends without closing its database, so what it wrote last still stands in the journal.
    fs::rename(database, filled);
    if (fs::exists(database.string() + "-wal")) fs::rename(database.string() + "-wal", filled.string() + "-wal");
  }
  remove_database(database);
  copy_small(filled, database);
  if (fs::exists(filled.string() + "-wal")) copy_small(filled.string() + "-wal", database.string() + "-wal");
  return database;
}

Sample node(Options const& options, int connections) {
  fs::path const database = node_database(options);
  int const port = support::free_port();
  return Peer(options, port, node_command(port, database), options.node).under(load(options, connections));
}

}  // namespace

std::vector<Case> peer_cases(Options const& options) {
  std::vector<Case> cases;
  std::vector<int> const connections{1, 64};
  if (!options.prototype.empty()) {
    for (std::string const layout : {"classic", "append"}) {
      for (int const n : connections) {
        cases.push_back(
            {"prototype " + layout + " " + std::to_string(n),
             "bare prototype, " + layout + ", " + std::to_string(n) + (n == 1 ? " connection" : " connections"),
             [=] { return prototype(options, layout, n); }});
      }
    }
  }
  if (!options.node.empty()) {
    cases.push_back({"node 64", "typical application in Node, 64 connections", [=] { return node(options, 64); }});
  }
  if (options.kannel) {
    cases.push_back({"kannel full loop", "Kannel without a store, text in to reply out",
                     [=] { return kannel_full_loop(options); }});
  }
  return cases;
}

}  // namespace bench
