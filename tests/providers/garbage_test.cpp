// Every reader against bytes that nobody meant: none may throw, loop or read beyond its end (the sanitizers watch), and
// what it does read is valid UTF-8. The wire samples, broken at random places, reach further in than pure noise would.
#include "providers/charset.hpp"
#include "providers/json.hpp"
#include "providers/provider.hpp"
#include "tests/providers/outcome_words.hpp"
#include "tests/providers/sample.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <random>

namespace {

constexpr unsigned seed = 20261123;
constexpr int rounds = 300;

class Noise {
 public:
  [[nodiscard]] std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  [[nodiscard]] std::string bytes(std::size_t count) {
    // Half of them characters that readers look for.
    constexpr std::string_view telling = "%&=+\"\\{}[]:,u00dD8\x00 \xE0\xA4\xF0";
    std::string text;
    for (; count > 0; --count) {
      text += below(2) == 0 ? telling[below(telling.size())] : static_cast<char>(below(256));
    }
    return text;
  }

  // A few bytes changed, left out, put in or doubled.
  [[nodiscard]] std::string broken(std::string text) {
    for (std::size_t count = 1 + below(4); count > 0; --count) {
      std::size_t const at = below(text.size() + 1);
      switch (below(4)) {
        case 0: text.insert(at, bytes(1)); break;
        case 1: text.erase(at, below(8)); break;
        case 2: text.insert(at, text.substr(at, below(20))); break;
        default: text = text.substr(0, at) + bytes(1) + text.substr(std::min(at + 1, text.size())); break;
      }
    }
    return text;
  }

 private:
  std::mt19937 random_{seed};
};

void check_readable(std::vector<providers::Event> const& events) {
  for (providers::Event const& event : events) {
    for (auto const& [name, value] : samples::words_of(event).values) {
      INFO(name);
      CHECK(providers::is_utf8(value));
      CHECK_FALSE(value.contains('\0'));
    }
  }
}

// Signed after it was broken, so that the reader behind the signature is tried, and unsigned.
void read_both(providers::Provider const& provider, providers::Request request) {
  if (auto const events = provider.read(request)) check_readable(*events);
  std::optional<std::vector<providers::Header>> const signature = provider.sign(request);
  if (!signature) return;
  request.headers.insert(request.headers.begin(), signature->begin(), signature->end());
  if (auto const events = provider.read(request)) check_readable(*events);
}

providers::Request broken_webhook(Noise& noise, providers::Request request) {
  switch (noise.below(4)) {
    case 0: request.body = noise.broken(request.body); break;
    case 1: request.query = noise.broken(request.query); break;
    case 2: request.url = noise.broken(request.url); break;
    default:
      if (!request.headers.empty()) {
        providers::Header& header = request.headers[noise.below(request.headers.size())];
        header.value = noise.broken(header.value);
      }
  }
  return request;
}

}  // namespace

TEST_CASE("no adapter falls over bytes that nobody meant, in a webhook or in an answer") {
  constexpr std::array hooks = {providers::Hook::message, providers::Hook::status, providers::Hook::call,
                                providers::Hook::call_status, providers::Hook::messages};
  constexpr std::array<std::string_view, 4> types = {"application/json", "application/x-www-form-urlencoded", "",
                                                     "text/plain"};
  Noise noise;
  providers::Settings settings;
  settings.credentials = {{"auth_token", {"t"}}, {"account_sid", {"AC1"}}};
  for (providers::Entry const& entry : providers::all()) {
    INFO(entry.name);
    std::unique_ptr<providers::Provider> const provider = entry.make(settings);
    for (int round = 0; round < rounds; ++round) {
      providers::Request request;
      request.hook = hooks.at(noise.below(hooks.size()));
      request.method = noise.below(2) == 0 ? "POST" : "GET";
      request.query = noise.bytes(noise.below(40));
      request.url = "https://help.example.org/?" + request.query;
      request.body = noise.bytes(noise.below(80));
      request.headers = {{"Content-Type", std::string(types.at(noise.below(types.size())))}};
      read_both(*provider, request);
      providers::HttpResponse response;
      response.status = static_cast<int>(noise.below(700));
      response.headers = {{"Retry-After", noise.bytes(noise.below(30))}};
      response.body = noise.bytes(noise.below(80));
      static_cast<void>(samples::words_of(provider->outcome(response)));
      static_cast<void>(samples::words_of(provider->found({}, response)));
    }
  }
}

TEST_CASE("no adapter falls over its own wire samples when they are broken") {
  Noise noise;
  for (providers::Entry const& entry : providers::all()) {
    for (samples::Sample const& sample : samples::samples_of(entry.name)) {
      INFO(sample.path.string());
      std::unique_ptr<providers::Provider> const provider = entry.make(sample.settings);
      for (samples::Step const& step : sample.steps) {
        for (int round = 0; round < 30; ++round) {
          if (step.kind == samples::Step::Kind::read) {
            read_both(*provider, broken_webhook(noise, samples::webhook(step)));
          } else if (step.response) {
            providers::HttpResponse response{
                .status = 200, .headers = step.response->headers, .body = noise.broken(step.response->body)};
            static_cast<void>(samples::words_of(provider->outcome(response)));
            static_cast<void>(samples::words_of(provider->found(step.outbound, response)));
          }
        }
      }
    }
  }
}

TEST_CASE("no text of ours makes a request or a document that cannot be read") {
  Noise noise;
  for (providers::Entry const& entry : providers::all()) {
    INFO(entry.name);
    std::unique_ptr<providers::Provider> const provider = entry.make({});
    for (int round = 0; round < rounds; ++round) {
      providers::Outbound outbound;
      outbound.id = noise.bytes(noise.below(10));
      outbound.to = noise.bytes(noise.below(20));
      outbound.text = noise.bytes(noise.below(80));
      outbound.report_url = "https://help.example.org/hooks/x/status?" + noise.bytes(noise.below(20));
      providers::HttpRequest const request = provider->request(outbound);
      CHECK(providers::is_utf8(request.body));
      CHECK_FALSE(request.url.contains(' '));
      std::array<providers::CallStep, 3> const steps = {
          providers::Speak{.text = outbound.text, .language = noise.bytes(3), .audio_url = {}},
          providers::Redirect{.next_url = outbound.report_url}, providers::HangUp{}};
      CHECK(providers::is_utf8(provider->script(steps).body));
    }
  }
}
