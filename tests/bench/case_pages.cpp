#include "tests/bench/case_pages.hpp"

#include "gateway/store/case_list.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/store.hpp"
#include "tests/bench/machine.hpp"
#include "tests/support/manual_clock.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;

// What a busy network has in some years; one in fifty is open, and a queue sees one in ten of those.
constexpr int stored = 1'000'000;
constexpr int stored_quick = 100'000;
constexpr int a_unit = 2'000;
constexpr int open_of = 50;
constexpr int queues = 10;
constexpr int page_rows = 50;

struct House {
  explicit House(fs::path const& folder, store::MasterKey const& key)
      : store(store::open_store((folder / "cases.db").string(), key, loop.get_executor(), clock).value()) {}
  boost::asio::io_context loop;
  support::ManualClock clock;
  std::unique_ptr<store::Store> store;
};

store::Case case_of(int number, store::ContactId contact, base::Instant now) {
  store::Case record{.ref = "K-" + std::to_string(10'000'000 + number), .contact = contact};
  record.category = "wage";
  record.severity = static_cast<store::Severity>(number / 7 % 4);
  record.queue = "queue-" + std::to_string(number / open_of % queues);
  record.due.eyes = now + std::chrono::seconds(number % 90'000);
  if (number % open_of != 0) record.closed = now + std::chrono::milliseconds(number);
  return record;
}

void fill(House& house, int count) {
  for (int begin = 0; begin < count; begin += a_unit) {
    auto const unit = [&](store::Transaction& tx) -> base::Result<bool> {
      store::AddressKey const key{.scheme = store::Scheme::tel, .value = base::PrivateText("+97455512101")};
      store::ContactId const contact = store::find_or_make_contact(tx, key).contact.id;
      for (int i = begin; i < begin + a_unit; ++i) {
        if (!store::make_case(tx, case_of(i, contact, tx.now()))) return false;
      }
      return true;
    };
    base::Result<bool> const made = house.store->write_now(unit);
    if (!made || !*made) throw std::runtime_error("the cases could not be made");
  }
}

// The folder with so many cases in it, made at the first time.
fs::path filled(fs::path const& out, int count) {
  fs::path const folder = out / ("cases-" + std::to_string(count));
  if (fs::exists(folder / "ready")) return folder;
  fs::remove_all(folder);
  fs::create_directories(folder);
  if (!store::make_key_file(folder / "master.key")) throw std::runtime_error("no key could be made");
  House house(folder, store::load_key_file(folder / "master.key").value());
  fill(house, count);
  house.store->close();
  std::ofstream(folder / "ready") << count;
  return folder;
}

Sample measured(fs::path const& folder, double seconds) {
  using Clock = std::chrono::steady_clock;
  House house(folder, store::load_key_file(folder / "master.key").value());
  std::vector<double> took;
  std::size_t rows = 0;
  auto const end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  Meter meter({});
  meter.begin();
  for (int i = 0; Clock::now() < end; ++i) {
    store::Viewer const viewer{.name = "asha", .queues = {"queue-" + std::to_string(i % queues)}};
    std::optional<store::CasePlace> after;
    if (i % 3 == 1) after = store::CasePlace{.rank = 1};  // a page in the middle
    auto const page = [&](store::Snapshot& snapshot) -> base::Result<store::CasePage> {
      return store::case_page(snapshot, viewer, {.is_closed = i % 3 == 2}, after, page_rows);
    };
    auto const from = Clock::now();
    rows += house.store->read_now(page).value().cases.size();
    took.push_back(std::chrono::duration<double, std::micro>(Clock::now() - from).count());
  }
  meter.end();
  if (rows != took.size() * page_rows) throw std::runtime_error("a page was not full");
  house.store->close();
  return {{"rate", static_cast<double>(took.size()) / seconds},
          {"p50_us", percentile(took, 0.5)},
          {"p99_us", percentile(took, 0.99)},
          {"foreign", meter.foreign(seconds)}};
}

}  // namespace

Case case_pages_case(Options const& options) {
  double const seconds = std::min(options.seconds, 1.0);
  int const count = options.quick ? stored_quick : stored;
  return {"saathi case page",
          "a page of 50 cases of a queue, " + std::string(options.quick ? "100,000" : "1,000,000") + " stored",
          [out = options.out, count, seconds] {
            fs::path const folder = filled(out, count);
            return measured(folder, seconds);
          }};
}

}  // namespace bench
