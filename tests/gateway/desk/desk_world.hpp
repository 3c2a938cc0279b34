// A store with a case in it and people who may work on it, without a gateway: what tests of the desk's acts stand on.
#pragma once

#include "gateway/desk/case_work.hpp"
#include "gateway/desk/ownership.hpp"
#include "gateway/store/account.hpp"
#include "tests/gateway/store/store_world.hpp"

#include <string>

namespace desk_tests {

using store_tests::Snapshot;
using store_tests::Transaction;
using namespace std::chrono_literals;

struct DeskWorld : store_tests::World {
  store::ContactAt her = contact();
  desk::Actor asha = hire("asha", store::Role::operator_);
  desk::Actor binod = hire("binod", store::Role::operator_);
  desk::Actor chandra = hire("chandra", store::Role::senior);
  std::string ref = make({});

  desk::Actor hire(std::string name, store::Role role, std::string organisation = "pncc",
                   std::string queue = "outreach") {
    return write([&](Transaction& tx) {
      store::Account account;
      account.name = std::move(name);
      account.organisation = std::move(organisation);
      account.roles = {role};
      account.queues = {std::move(queue)};
      account.state = store::AccountState::active;
      return desk::Actor(store::make_account(tx, account).value());
    });
  }

  std::string make(store::Case record) {
    record.contact = her.contact.id;
    record.category = "wages";
    record.severity = store::Severity::high;
    if (record.queue.empty()) record.queue = "outreach";
    return write([&](Transaction& tx) { return store::make_case(tx, record).value().ref; });
  }

  base::Result<store::Case> act(desk::Actor const& who, desk::Act const& act,
                                std::optional<std::int64_t> seen = std::nullopt, std::string const& on = {}) {
    return store->write_now([&](Transaction& tx) -> base::Result<store::Case> {
      base::Result<desk::CaseWork> work = desk::CaseWork::begin(tx, who, on.empty() ? ref : on, seen);
      if (!work) return std::unexpected(work.error());
      if (base::Result<void> done = act(*work); !done) return std::unexpected(done.error());
      return work->record;
    });
  }
  // Why it was refused; empty: it was done.
  std::string refusal(desk::Actor const& who, desk::Act const& what, std::string const& on = {}) {
    base::Result<store::Case> const after = act(who, what, std::nullopt, on);
    return after ? std::string() : after.error().message;
  }
  store::Case now() {
    return read([&](Snapshot& s) { return store::find_case(s, {.name = {}, .all = true, .queues = {}}, ref).value(); });
  }
};

inline bool any_queue(std::string_view) { return true; }

}  // namespace desk_tests
