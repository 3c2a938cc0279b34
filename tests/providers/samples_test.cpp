// Walks the list of providers and every wire sample of each. A provider without a sample of a kind that it needs fails,
// so that a new one cannot come without having been tried.
#include "providers/http_date.hpp"
#include "providers/provider.hpp"
#include "tests/providers/outcome_words.hpp"
#include "tests/providers/sample.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

namespace {

using samples::Sample;
using samples::Step;
using samples::Wire;
using samples::Words;
using Kinds = std::set<std::string>;

std::unique_ptr<providers::Provider> adapter_of(Sample const& sample) {
  return providers::entry(sample.provider)->make(sample.settings);
}

// "(signed)" in a header stands for what the adapter itself signs.
providers::Request signed_webhook(Step const& step, providers::Provider const& provider) {
  providers::Request request = samples::webhook(step);
  for (providers::Header& header : request.headers) {
    if (header.value != "(signed)") continue;
    std::optional<std::vector<providers::Header>> const signature = provider.sign(request);
    REQUIRE(signature);
    header.value = providers::find_header(*signature, header.name);
  }
  return request;
}

std::string written(providers::Response const& response) {
  return "answer " + std::to_string(response.status) + (response.body.empty() ? "" : " " + response.body);
}

void check_read(Step const& step, providers::Provider const& provider) {
  std::expected<std::vector<providers::Event>, providers::Refusal> const events =
      provider.read(signed_webhook(step, provider));
  std::size_t next = 0;
  for (std::string const& line : step.expected) {
    INFO("= " << line);
    if (line.starts_with("refuse ")) {
      REQUIRE_FALSE(events);
      CHECK_FALSE(events.error().why.empty());
      bool const is_signature = events.error().kind == providers::Refusal::Kind::signature;
      CHECK(line == (is_signature ? "refuse signature" : "refuse malformed"));
      return;
    }
    INFO((events ? std::string("it was read") : events.error().why));
    REQUIRE(events);
    if (line.starts_with("answer ")) {
      auto const* const text = events->empty() ? nullptr : std::get_if<providers::TextIn>(&events->front());
      CHECK(line == written(provider.answer(text == nullptr ? "" : text->provider_id, {})));
    } else if (line != "nothing") {
      REQUIRE(next < events->size());
      CHECK(samples::difference(samples::parse_words(line), samples::words_of((*events)[next])) == "");
      ++next;
    }
  }
  REQUIRE(events);
  CHECK(next == events->size());
}

// A request of ours in the form of the samples; basic authentication stands in clear.
std::string written(providers::HttpRequest const& request) {
  std::string text = request.method + " " + request.url + "\n";
  if (!request.user.empty()) text += "Authorization: Basic " + request.user + ":" + request.password + "\n";
  for (providers::Header const& header : request.headers) text += header.name + ": " + header.value + "\n";
  return text + request.body;
}

std::string written(Wire const& wire) {
  std::string text = wire.start + "\n";
  for (providers::Header const& header : wire.headers) text += header.name + ": " + header.value + "\n";
  return text + wire.body;
}

providers::Exchange exchange_of(Wire const& wire) {
  if (wire.start == "lost") return providers::Lost{.why = "no answer"};
  if (wire.start == "not sent") return providers::NotSent{.why = "connection refused"};
  return providers::HttpResponse{.status = std::stoi(wire.start), .headers = wire.headers, .body = wire.body};
}

void check_send(Step const& step, providers::Provider const& provider) {
  if (step.request) CHECK(written(*step.request) == written(provider.request(step.outbound)));
  if (!step.response) return;
  REQUIRE(step.expected.size() == 1);
  Words const actual = samples::words_of(provider.outcome(exchange_of(*step.response)));
  CHECK(samples::difference(samples::parse_words(step.expected.front()), actual) == "");
}

void check_find(Step const& step, providers::Provider const& provider) {
  std::optional<providers::HttpRequest> const question = provider.find(step.outbound);
  REQUIRE(question);
  if (step.request) CHECK(written(*step.request) == written(*question));
  if (!step.response) return;
  REQUIRE(step.expected.size() == 1);
  providers::Exchange const answer = exchange_of(*step.response);
  Words const actual = samples::words_of(provider.found(step.outbound, std::get<providers::HttpResponse>(answer)));
  CHECK(samples::difference(samples::parse_words(step.expected.front()), actual) == "");
}

void check_script(Step const& step, providers::Provider const& provider) {
  std::vector<providers::CallStep> steps;
  for (Words const& move : step.moves) {
    if (move.word == "prompt") {
      Words say = move;
      say.word = "say";
      auto* const gather = std::get_if<providers::Gather>(&steps.back());
      std::vector<providers::Speak>& prompts =
          gather != nullptr ? gather->prompts : std::get<providers::Record>(steps.back()).prompts;
      prompts.push_back(std::get<providers::Speak>(samples::parse_move(say)));
    } else {
      steps.push_back(samples::parse_move(move));
    }
  }
  REQUIRE(step.expected.size() == 1);
  CHECK(step.expected.front() == written(provider.script(steps)));
}

void check(Step const& step, providers::Provider const& provider) {
  switch (step.kind) {
    case Step::Kind::read: return check_read(step, provider);
    case Step::Kind::send: return check_send(step, provider);
    case Step::Kind::find: return check_find(step, provider);
    case Step::Kind::script: return check_script(step, provider);
  }
}

// Devanagari is U+0900–U+097F: E0 A4 80 to E0 A5 BF in UTF-8.
bool has_devanagari(std::string_view text) { return text.contains("\xE0\xA4") || text.contains("\xE0\xA5"); }

void add_read_kinds(Words const& words, Kinds& kinds, std::set<std::string>& ids) {
  if (words.word == "text") {
    kinds.insert("text in");
    if (has_devanagari(words.value("text"))) kinds.insert("Devanagari");
    if (!ids.insert(words.value("id")).second) kinds.insert("repeat");
  } else if (words.word == "report") {
    kinds.insert(words.value("state") == "unknown" ? "unknown status" : "report");
  } else if (words.word == "call") {
    kinds.insert("call " + words.value("moment"));
  }
}

// What a sample tries, told by what it expects, never by what it calls itself.
Kinds kinds_of(Sample const& sample) {
  Kinds kinds;
  std::set<std::string> ids;
  for (Step const& step : sample.steps) {
    if (step.kind == Step::Kind::script) kinds.insert("script");
    for (std::string const& line : step.expected) {
      std::string const word = line.substr(0, line.find(' '));
      std::string const answer = step.response ? step.response->start : "";
      if (line == "refuse signature") kinds.insert("bad signature");
      if (line == "refuse malformed") kinds.insert("missing field");
      if (step.kind == Step::Kind::read && (word == "text" || word == "report" || word == "call")) {
        add_read_kinds(samples::parse_words(line), kinds, ids);
      }
      if (word == "accepted" || word == "found" || word == "not_found") kinds.insert(word);
      if (word == "never") kinds.insert("refused");
      if (word == "try_again" && (answer == "429" || answer == "503")) kinds.insert("throttled");
      if (word == "unknown" && answer == "lost") kinds.insert("lost answer");
    }
  }
  return kinds;
}

Kinds required_kinds(providers::Entry const& entry) {
  Kinds kinds = {"text in", "Devanagari", "report",    "unknown status", "missing field",
                 "repeat",  "accepted",   "throttled", "refused",        "lost answer"};
  if (!entry.has_path_secret) kinds.insert("bad signature");
  if (entry.has_voice) kinds.insert({"call ringing", "call keys", "call ended", "script"});
  if (entry.make({})->find({})) kinds.insert({"found", "not_found"});
  return kinds;
}

Kinds missing_kinds(providers::Entry const& entry, std::span<Sample const> of_it) {
  Kinds missing = required_kinds(entry);
  for (Sample const& sample : of_it) {
    for (std::string const& kind : kinds_of(sample)) missing.erase(kind);
  }
  return missing;
}

}  // namespace

TEST_CASE("every wire sample of every provider is read and written as it says") {
  for (providers::Entry const& entry : providers::all()) {
    for (Sample const& sample : samples::samples_of(entry.name)) {
      INFO(sample.path.string() << ": " << sample.name);
      CHECK_FALSE(sample.name.empty());
      REQUIRE(sample.provider == entry.name);
      std::unique_ptr<providers::Provider> const provider = adapter_of(sample);
      for (Step const& step : sample.steps) {
        INFO("line " << step.line);
        CHECK_FALSE((step.expected.empty() && !step.request));
        check(step, *provider);
      }
    }
  }
}

TEST_CASE("every provider has a wire sample of each kind that it needs") {
  for (providers::Entry const& entry : providers::all()) {
    for (std::string const& kind : missing_kinds(entry, samples::samples_of(entry.name))) {
      FAIL_CHECK(entry.name << " has no sample of the kind: " << kind);
    }
  }
}

TEST_CASE("a provider that lacks a kind of sample is noticed") {
  providers::Entry const& kannel = *providers::entry("kannel");
  std::string_view const text =
      "# One text\nchannel provider=kannel\n> GET /hooks/k/message?id=1&text=a\n= text id=1 text=a\n";
  Sample const only_a_text = samples::parse_sample("made-up.txt", text);
  Kinds const missing = missing_kinds(kannel, std::span(&only_a_text, 1));
  CHECK_FALSE(missing.contains("text in"));
  CHECK(missing.contains("Devanagari"));
  CHECK(missing.contains("lost answer"));
  CHECK_FALSE(missing.contains("bad signature"));
}

TEST_CASE("a sample names every value that is out of the ordinary") {
  Words const expected = samples::parse_words("never alarm=yes");
  CHECK(samples::difference(expected, samples::parse_words("never alarm=yes")) == "");
  CHECK(samples::difference(expected, samples::parse_words("never alarm=yes opted_out=yes")) != "");
  CHECK(samples::difference(expected, samples::parse_words("never")) != "");
  CHECK(samples::difference(expected, samples::parse_words("unknown")) != "");
}

TEST_CASE("the list of providers names each once, with what it needs to be configured") {
  std::set<std::string_view> names;
  for (providers::Entry const& entry : providers::all()) {
    INFO(entry.name);
    CHECK(names.insert(entry.name).second);
    CHECK_FALSE(entry.about.empty());
    CHECK(providers::entry(entry.name) == &entry);
    bool const has_secret =
        std::ranges::find(entry.credentials, "path_secret", &providers::Credential::name) != entry.credentials.end();
    CHECK(has_secret == entry.has_path_secret);
    for (providers::Credential const& credential : entry.credentials) CHECK(credential.about.ends_with('.'));
  }
  CHECK(providers::entry("nobody") == nullptr);
}
