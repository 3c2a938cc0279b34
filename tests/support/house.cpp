#include "tests/support/house.hpp"

#include "gateway/line/channels.hpp"
#include "gateway/store/secret.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdlib.h>

#include <fstream>
#include <stdexcept>

namespace support {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view local_channel = R"(
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
voice = true
)";

std::string replaced(std::string text, std::string_view name, std::string const& value) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
    text.replace(at, name.size(), value);
  return text;
}

// A test moves its clock by days in one step; the provider that it plays does not lose patience over that.
base::HttpServerOptions patient() {
  constexpr base::Milliseconds for_ever = std::chrono::hours(24 * 365);
  base::HttpServerOptions options;
  options.limits.header_time = for_ever;
  options.limits.body_time = for_ever;
  options.limits.write_time = for_ever;
  options.limits.idle_time = for_ever;
  options.limits.request_time = for_ever;
  return options;
}

}  // namespace

std::shared_ptr<line::Content const> shipped_content() {
  static std::shared_ptr<line::Content const> const content = [] {
    line::LoadedContent loaded = line::load_content(fs::path(SAATHI_SOURCE_DIR) / "config");
    for (flows::Finding const& finding : loaded.findings) {
      if (!loaded.content) throw std::runtime_error(flows::to_string(finding));
    }
    return loaded.content;
  }();
  return content;
}

std::shared_ptr<line::Content const> content_with(std::map<std::string, std::string> const& files) {
  Folder const folder;
  fs::path const config = folder.path() / "config";
  fs::copy(fs::path(SAATHI_SOURCE_DIR) / "config", config, fs::copy_options::recursive);
  for (auto const& [path, text] : files) std::ofstream(config / path, std::ios::binary) << text;
  line::LoadedContent loaded = line::load_content(config);
  if (!loaded.content) throw std::runtime_error(flows::to_string(loaded.findings.front()));
  return loaded.content;
}

Folder::Folder(fs::path const& parent) {
  std::string name = (parent / "saathi-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for this test could be made");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Sink::Sink(Loop& loop, base::Clock& clock, base::Log& log)
    : loop_(loop),
      server_(loop.executor(), clock, log, patient(),
              [this](base::HttpRequest request) -> base::Task<base::HttpResponse> {
                requests.push_back(request);
                if (answer) co_return answer(request);
                co_return base::json(200, "{}");
              }) {
  if (auto const bound = server_.listen("127.0.0.1:0"); !bound) throw std::runtime_error(bound.error().message);
  server_.start();
}

Sink::~Sink() { loop_.run(server_.stop()); }

std::string Sink::url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }

House::House(HouseSetup setup)
    : log(base::Level::debug, [this](base::Level, std::string_view text) { log_lines.emplace_back(text); }),
      sink(loop, clock, log),
      setup_(std::move(setup)),
      client_(loop.executor(), {}) {
  if (setup_.channels.empty()) setup_.channels = local_channel;
  if (auto const made = store::make_key_file(folder() / "master.key"); !made)
    throw std::runtime_error(made.error().message);
  open();
}

House::~House() { stop(); }

void House::open() {
  std::string const text =
      "[server]\nlisten = \"127.0.0.1:0\"\npublic_url = \"https://help.example.org\"\n" + setup_.server +
      "[metrics]\nlisten = \"127.0.0.1:0\"\n[store]\nurl = \"sqlite:saathi.db\"\n[keys]\nfile = \"master.key\"\n" +
      replaced(setup_.channels, "{sink}", sink.url());
  base::ConfigReading reading =
      base::parse_config(text, folder() / "saathi.toml", line::provider_keys(), base::os_environment());
  for (base::Finding const& finding : reading.findings) {
    if (finding.severity == base::Severity::error) throw std::runtime_error(base::to_line(finding));
  }
  gateway::Plan plan{.config = std::move(reading.config),
                     .content = setup_.content ? setup_.content : shipped_content(),
                     .speaks_prompts = false,
                     .store = {}};
  plan.store.before_commit = setup_.before_commit;
  plan.door.cost = desk::password_cost_min;
  plan.door.is_demo = setup_.is_demo;
  auto opened = gateway::Gateway::open(std::move(plan), {loop.executor(), clock, random_, log});
  if (!opened) throw std::runtime_error(opened.error().message);
  gateway_ = std::move(*opened);
  gateway_->start();
}

gateway::Gateway& House::gateway() { return *gateway_; }

void House::restart_with(std::string channels) {
  setup_.channels = std::move(channels);
  restart();
}

void House::restart() {
  stop();
  open();
}

void House::stop() {
  if (!gateway_) return;
  loop.run(gateway_->stop());
  gateway_.reset();
}

std::string House::url() const { return "http://127.0.0.1:" + std::to_string(gateway_->port()); }

base::HttpResponse House::send(base::HttpCall call) {
  base::HttpExchange exchange = loop.run(client_.send(std::move(call)));
  if (auto* const response = std::get_if<base::HttpResponse>(&exchange)) return std::move(*response);
  throw std::runtime_error("the gateway gave no answer");
}

void House::begin(base::HttpCall call, std::vector<base::HttpResponse>& answers) {
  boost::asio::co_spawn(
      loop.context(), client_.send(std::move(call)), [&answers](std::exception_ptr, base::HttpExchange exchange) {
        auto* const response = std::get_if<base::HttpResponse>(&exchange);
        answers.push_back(response == nullptr ? base::HttpResponse{.status = 0, .headers = {}, .body = {}}
                                              : std::move(*response));
      });
}

base::HttpCall House::text_call(std::string const& id, std::string const& from, std::string const& text) const {
  base::HttpCall call;
  call.url = url() + "/hooks/lo/message";
  call.headers = {{"Content-Type", "application/json"}};
  call.body = boost::json::serialize(boost::json::object{{"id", id}, {"from", from}, {"to", "4040"}, {"text", text}});
  return call;
}

std::vector<std::string> House::text(std::string const& from, std::string const& text) {
  base::HttpResponse const response = send(text_call("t-" + std::to_string(++texts_), from, text));
  if (response.status != 200) throw std::runtime_error("the text was answered " + std::to_string(response.status));
  return replies_of(response);
}

void House::wait(base::Milliseconds time) {
  // What is still under way sets its alarms before the clock moves, as it would have.
  come_to_rest();
  clock.advance(time);
  come_to_rest();
}

// What woke up reads and writes on other threads, so "done" is when nobody moves. A write of ours stands behind every
// write under way; what a read or a write that has just ended wakes up stands in the loop by then.
void House::come_to_rest() {
  store::Store& store = gateway_->store();
  auto const nothing = [](store::Transaction&) -> base::Result<bool> { return true; };
  auto writing = [&]() -> base::Task<void> {
    base::Result<bool> const written = co_await store.write(nothing);
    static_cast<void>(written);
  };
  loop.settle();
  for (int quiet = 0; quiet < 3;) {
    loop.run(writing());
    store::Counts const counts = store.counts();
    bool const is_idle = counts.waiting == 0 && counts.reading == 0;
    quiet = !loop.settle() && is_idle ? quiet + 1 : 0;
  }
}

std::vector<store::Case> House::open_cases() {
  auto const all = [](store::Snapshot& snapshot) -> base::Result<std::vector<store::Case>> {
    return store::open_cases(snapshot, {.name = "test", .all = true, .queues = {}}, 200);
  };
  base::Result<std::vector<store::Case>> cases = gateway_->store().read_now(all);
  if (!cases) throw std::runtime_error(cases.error().message);
  return std::move(*cases);
}

std::vector<std::string> replies_of(base::HttpResponse const& response) {
  std::vector<std::string> texts;
  boost::json::value const body = boost::json::parse(response.body);
  for (boost::json::value const& reply : body.at("replies").as_array())
    texts.emplace_back(reply.at("text").as_string());
  return texts;
}

}  // namespace support
