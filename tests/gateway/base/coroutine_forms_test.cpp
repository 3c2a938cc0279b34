// The forms of awaiting that the house allows, held with values that own memory, so that a compiler which frees a
// temporary twice or too early is caught under AddressSanitizer (g++ below 13 does: CONTRIBUTING.md, common mistakes).
#include "gateway/base/task.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <functional>
#include <string>
#include <vector>

namespace {

struct Report {
  std::string key;
  std::string text;
  std::vector<std::string> tags;
};

enum class Sort { one, two };

std::string const long_text(200, 't');

base::Task<void> turn() {
  auto const executor = co_await boost::asio::this_coro::executor;
  co_await boost::asio::post(executor, boost::asio::use_awaitable);
}

base::Task<Report> carry(Report report) {
  co_await turn();
  report.text += '!';
  co_return report;
}

base::Task<base::Result<std::string>> write(std::function<std::string()> const& unit) {
  co_await turn();
  if (long_text.empty()) co_return base::error(base::Code::internal, "never");
  co_return unit();
}

base::Task<Sort> sort_of(std::string text) {
  co_await turn();
  co_return text.empty() ? Sort::one : Sort::two;
}

base::Task<std::string> failing(std::string text) {
  co_await turn();
  throw std::runtime_error(text);
  co_return text;
}

}  // namespace

TEST_CASE("an aggregate is named first and then moved into the call") {
  support::Loop loop;
  auto const story = []() -> base::Task<Report> {
    Report report{.key = long_text, .text = long_text, .tags = {long_text, "b"}};
    Report const carried = co_await carry(std::move(report));
    co_return carried;
  };
  Report const report = loop.run(story());
  CHECK(report.text == long_text + '!');
  CHECK(report.tags == std::vector<std::string>{long_text, "b"});
}

TEST_CASE("a unit of work is a named lambda that borrows what waits for it") {
  support::Loop loop;
  auto const story = [](std::string text) -> base::Task<std::string> {
    int calls = 0;
    auto const unit = [&] {
      ++calls;
      return text + text;
    };
    std::function<std::string()> const named = unit;
    auto const written = co_await write(named);
    if (!written) co_return "refused";
    co_return *written + std::to_string(calls);
  };
  CHECK(loop.run(story(long_text)) == long_text + long_text + "1");
}

TEST_CASE("a switch is on a name that the await filled") {
  support::Loop loop;
  auto const story = [](std::string text) -> base::Task<std::string> {
    Sort const sort = co_await sort_of(text);
    switch (sort) {
      case Sort::one: co_return "one " + text;
      case Sort::two: co_return "two " + text;
    }
    std::unreachable();
  };
  CHECK(loop.run(story(long_text)) == "two " + long_text);
}

TEST_CASE("an await in a loop and inside try keeps its values") {
  support::Loop loop;
  auto const story = []() -> base::Task<std::string> {
    std::string all;
    for (int n = 0; n < 3; ++n) {
      try {
        std::string text = long_text + std::to_string(n);
        std::string const never = co_await failing(std::move(text));
        all += never;
      } catch (std::runtime_error const& failure) {
        all += failure.what();
      }
    }
    co_return all;
  };
  CHECK(loop.run(story()) == long_text + "0" + long_text + "1" + long_text + "2");
}
