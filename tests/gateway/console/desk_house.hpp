// A hotline with people: two organisations with a queue each, and one account of every role in both, signed in.
#pragma once

#include "gateway/base/http_stream.hpp"
#include "gateway/desk/case_desk.hpp"
#include "gateway/desk/credentials.hpp"
#include "gateway/store/account.hpp"
#include "gateway/store/journal.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/session.hpp"
#include "tests/support/house.hpp"

#include <stdexcept>
#include <string>
#include <vector>

namespace console_tests {

struct Answer {
  int status = 0;
  std::string body;
  std::vector<base::HttpHeader> headers;
  std::shared_ptr<base::HttpStream> stream{};  // live events
};

// Two bodies of the shipped directory, and what each works on.
struct Organisation {
  char const* code;
  char const* queue;
};
inline constexpr Organisation ours{"pncc", "outreach"};
inline constexpr Organisation theirs{"pforum", "legal"};

struct DeskHouse : support::House {
  explicit DeskHouse(support::HouseSetup setup = {}) : support::House(std::move(setup)) { (void)open_cases(); }

  template <class F>
  auto write(F unit) {
    auto whole = [&](store::Transaction& tx) -> base::Result<std::invoke_result_t<F, store::Transaction&>> {
      return unit(tx);
    };
    auto result = gateway().store().write_now(whole);
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
  }

  store::Account add(std::string name, Organisation const& organisation, store::Role role) {
    return write([&](store::Transaction& tx) {
      store::Account account;
      account.name = std::move(name);
      account.organisation = organisation.code;
      account.roles = {role};
      account.queues = {organisation.queue};
      account.state = store::AccountState::active;
      return store::make_account(tx, account).value();
    });
  }

  // A session of hers; its secret is the cookie.
  store::Session open_session(store::AccountId account, std::string const& secret) {
    return write([&](store::Transaction& tx) {
      return store::add_session(
          tx, {.account = account, .stage = store::Stage::whole, .expires = tx.now() + std::chrono::hours(24)},
          desk::hash_secret(secret));
    });
  }

  // A case in our queue, of somebody who wrote; its reference.
  std::string fresh_case(std::string const& number = "+97455512101") {
    return write([&](store::Transaction& tx) {
      store::AddressKey const key{.scheme = store::Scheme::tel, .value = base::PrivateText(number)};
      store::ContactAt const her = store::find_or_make_contact(tx, key);
      store::Message text{.contact = her.contact.id,
                          .channel = "lo",
                          .provider_id = "m-" + std::to_string(++cases_),
                          .address = her.address,
                          .text = base::PrivateText("maddat")};
      (void)store::add_message(tx, std::move(text)).value();
      return store::make_case(tx, {.contact = her.contact.id, .category = "wages", .queue = ours.queue}).value().ref;
    });
  }

  // An act under a name, as by whoever has the shell.
  base::Result<store::Case> try_as(std::string const& name, std::string const& ref, desk::Act act) {
    return run(gateway().cases().act(desk::Actor(name), ref, std::nullopt, std::move(act)));
  }
  void act_as(std::string const& name, std::string const& ref, desk::Act act) {
    base::Result<store::Case> const done = try_as(name, ref, std::move(act));
    if (!done) throw std::runtime_error(done.error().message);
  }

  Answer ask(std::string method, std::string path, std::string body = {}, std::vector<base::HttpHeader> headers = {}) {
    base::HttpRequest request;
    request.method = std::move(method);
    request.target = path;
    std::size_t const question = std::min(path.find('?'), path.size());
    request.query = path.substr(std::min(question + 1, path.size()));
    request.path = path.substr(0, question);
    request.headers = std::move(headers);
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = std::move(body);
    request.peer = "192.0.2.7";
    base::HttpResponse response = run(gateway().handle(std::move(request)));
    return {.status = response.status,
            .body = std::move(response.body),
            .headers = std::move(response.headers),
            .stream = std::move(response.stream)};
  }
  Answer ask_as(std::string const& secret, std::string method, std::string path, std::string body = {}) {
    return ask(std::move(method), std::move(path), std::move(body),
               {{"Cookie", "theme=dark; saathi=" + secret}, {"X-CSRF", desk::csrf_of(secret)}});
  }

  std::int64_t journal_end() {
    return write([](store::Transaction& tx) { return store::last_journal_seq(tx); });
  }
  // Entries of hers since.
  std::vector<std::string> journal_of(std::string const& name, std::int64_t since) {
    return write([&](store::Transaction& tx) {
      std::vector<std::string> acts;
      for (store::JournalEntry const& entry : store::journal_after(tx, since, 100)) {
        if (entry.who == name) acts.push_back(entry.what);
      }
      return acts;
    });
  }

 private:
  int cases_ = 0;
};

}  // namespace console_tests
