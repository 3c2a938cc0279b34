// What a store test stands on: a folder of its own, a clock that stands, a loop, a store that can be closed and opened
// again, and a contact with a number of nobody.
#pragma once

#include "gateway/store/contact.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/store.hpp"
#include "tests/support/loop.hpp"
#include "tests/support/manual_clock.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace store_tests {

using namespace std::chrono_literals;
using store::Snapshot;
using store::Transaction;

class Folder {
 public:
  Folder() {
    std::string pattern = std::filesystem::temp_directory_path() / "saathi-store-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no folder for the test");
    path_ = pattern;
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline base::PrivateText secret(std::string text) { return base::PrivateText(std::move(text)); }
inline std::string shown(base::PrivateText const& text) { return text.reveal(base::Reason::to_test); }
inline store::AddressKey tel(std::string number) {
  return {.scheme = store::Scheme::tel, .value = secret(std::move(number))};
}

inline constexpr char const* her_number = "+97455512101";
inline constexpr char const* other_number = "+9779841230123";

struct World {
  Folder folder{};
  support::ManualClock clock{};
  support::Loop loop{};
  store::MasterKey key = store::make_master_key();
  store::Options options{};
  std::unique_ptr<store::Store> store{};

  explicit World(store::Options with = {}) : options(std::move(with)) { open(); }

  [[nodiscard]] std::string path() const { return folder.path() / "saathi.db"; }

  [[nodiscard]] base::Result<std::unique_ptr<store::Store>> try_open() {
    return store::open_store(path(), key, loop.executor(), clock, options);
  }
  void open() {
    store.reset();
    base::Result<std::unique_ptr<store::Store>> opened = try_open();
    if (!opened) throw std::runtime_error(opened.error().message + " " + opened.error().detail);
    store = *std::move(opened);
  }

  // A unit whose failure fails the test.
  template <class F>
  auto write(F unit) {
    auto whole = [&](Transaction& tx) -> base::Result<std::invoke_result_t<F, Transaction&>> { return unit(tx); };
    auto result = store->write_now(whole);
    if (!result) throw std::runtime_error(result.error().message + " " + result.error().detail);
    return *std::move(result);
  }
  template <class F>
  auto read(F unit) {
    auto whole = [&](Snapshot& snapshot) -> base::Result<std::invoke_result_t<F, Snapshot&>> { return unit(snapshot); };
    auto result = store->read_now(whole);
    if (!result) throw std::runtime_error(result.error().message + " " + result.error().detail);
    return *std::move(result);
  }

  store::ContactAt contact(char const* number = her_number) {
    return write([&](Transaction& tx) { return store::find_or_make_contact(tx, tel(number)); });
  }
};

inline store::Message inbound(store::ContactAt const& from, std::string provider_id, std::string text = "namaste") {
  return {.contact = from.contact.id,
          .channel = "np-1",
          .provider_id = std::move(provider_id),
          .address = from.address,
          .text = secret(std::move(text))};
}

inline store::NewOutbound reply(store::ContactAt const& to, std::string text = "How long unpaid?") {
  return {
      .message = {.contact = to.contact.id, .channel = "np-1", .address = to.address, .text = secret(std::move(text))}};
}

}  // namespace store_tests
