#include "gateway/serve.hpp"

#include "gateway/base/http_server.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/console/api.hpp"
#include "gateway/console/live.hpp"
#include "gateway/console/site.hpp"
#include "gateway/line/intake.hpp"
#include "gateway/line/mailbox.hpp"
#include "gateway/line/outbox.hpp"
#include "gateway/line/timers.hpp"
#include "gateway/line/voice/calls.hpp"
#include "gateway/line/voice/prompts.hpp"
#include "gateway/line/webhooks.hpp"
#include "gateway/made_of_plan.hpp"
#include "gateway/master_key.hpp"
#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/keeping/last_backup.hpp"
#include "gateway/store/outbound.hpp"
#include "gateway/store/secret.hpp"
#include "gateway/store/store.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>

namespace gateway {

namespace {

namespace fs = std::filesystem;

// How long the outbox may begin new attempts when the program ends; those begun end within the client's own limits.
constexpr std::chrono::seconds drain_time{5};

}  // namespace

struct Gateway::Parts {
  Parts(Plan given, World outside, std::unique_ptr<store::Store> opened, store::JournalSigner signs);

  Plan plan;
  World world;
  // What is counted.
  base::Metrics metrics;
  // What lasts.
  std::unique_ptr<store::Store> store;
  // What proves the journal.
  store::JournalSigner signer;
  // Our numbers, each with its provider's adapter.
  line::Channels channels;
  // What leaves by HTTP.
  std::unique_ptr<base::HttpClient> own_client;
  base::HttpSender& client;
  // Notices to our own people, by mail and webhook, and which ways there are.
  base::MailClient mail;
  line::NoticeWays notice_ways;
  line::NoticeSender notices;
  // The built-in telephone's letter box.
  line::Mailbox mailbox;
  // What leaves, recorded before it does.
  line::Outbox outbox;
  // One contact at a time.
  line::Lanes lanes;
  // What intake, calls and webhooks work with.
  line::IntakeParts intake_parts;
  // Long texts, from their parts.
  line::Joining joining;
  // Texts in.
  line::Intake intake;
  // Nepali, spoken.
  line::Prompts prompts;
  // Calls in.
  line::Calls calls;
  // Conversations that begin by themselves.
  line::FollowUps follow_ups;
  // Calls that were missed or cut off.
  line::CutCalls cut_calls;
  // Their HTTP face.
  line::Webhooks webhooks;
  // By when people act.
  line::CaseClocks case_clocks;
  line::NightWatch night_watch;
  // Who is forgotten, and when.
  desk::Erasure erasure;
  line::Retention retention;
  line::JournalWatch journal_watch;
  // What happens by itself.
  line::Timers timers;
  // Who comes in, and whose accounts there are.
  desk::SignIn door;
  desk::People people;
  // People's acts, and the API through which they are done.
  desk::CaseDesk cases;
  desk::Acts acts;
  desk::Rosters rosters;
  desk::Switches switches;
  desk::CallsMade calls_made;
  desk::Backups backups;
  // What happens, told to those who watch.
  desk::Feed feed;
  console::Live live;
  console::Hotline hotline;
  console::Api api;
  // The pages on which people do them.
  console::Site site;
  // The tasks that run until the end.
  base::TaskGroup tasks;
  // The front door, and the one for Prometheus.
  base::HttpServer server;
  base::HttpServer metrics_server;
  bool started = false;

  [[nodiscard]] base::Task<base::HttpResponse> answer(base::HttpRequest request);
  [[nodiscard]] base::HttpResponse ready() const;
  [[nodiscard]] base::HttpResponse prompt(std::string_view path) const;
  [[nodiscard]] base::Task<base::HttpResponse> answer_metrics(base::HttpRequest request);
  void show_keeping(store::KeepingTimes const& kept);
  [[nodiscard]] base::Result<void> listen();
};

Gateway::Parts::Parts(Plan given, World outside, std::unique_ptr<store::Store> opened, store::JournalSigner signs)
    : plan(std::move(given)),
      world(std::move(outside)),
      store(std::move(opened)),
      signer(std::move(signs)),
      channels(plan.config),
      own_client(world.sender == nullptr ? std::make_unique<base::HttpClient>(world.loop, base::HttpClientOptions{})
                                         : nullptr),
      client(world.sender == nullptr ? *own_client : *world.sender),
      mail(world.loop, mail_server(plan.config)),
      notice_ways(line::notice_ways(plan.config)),
      notices(plan.config.notices, client, mail, world.clock),
      mailbox(world.loop, *store, world.clock),
      outbox(world.loop, {*store, channels, client, notices, world.clock, world.random, world.log, metrics},
             plan.content),
      lanes(world.loop),
      intake_parts{*store, plan.content, channels, outbox, world.clock, world.random, world.log, metrics},
      joining(intake_parts, lanes),
      intake(intake_parts, lanes, joining),
      prompts(database_path(plan.config).parent_path() / "prompts", plan.config.server.public_url + "/prompts",
              world.log),
      calls(intake_parts, lanes, prompts),
      follow_ups(intake_parts, lanes),
      cut_calls(intake_parts, lanes),
      webhooks(intake_parts, intake, calls, mailbox, plan.config.server.public_url),
      case_clocks({*store, plan.content, notice_ways, world.log, metrics}),
      night_watch({*store, plan.content, notice_ways, world.log}),
      erasure(*store),
      retention({*store, erasure, world.log, metrics}),
      journal_watch({*store, signer, plan.content, notice_ways, world.log}),
      timers(world.loop, *store, world.clock, intake, follow_ups, cut_calls, joining, case_clocks, night_watch,
             retention, journal_watch, world.log, metrics),
      door(*store, world.loop, world.clock, world.random, plan.door),
      people(*store, world.random, codes_of(plan.content)),
      cases(*store),
      acts(*store),
      rosters(*store,
              [this] { return std::shared_ptr<desk::Directory const>(plan.content, &plan.content->directory); }),
      switches(*store, [this](std::string_view code) { return plan.content->directory.countries.contains(code); }),
      calls_made(*store),
      backups(*store),
      feed(*store),
      live({feed, door, world.loop, world.clock, world.random, world.log}),
      hotline(hotline_of(plan, world.clock)),
      api({cases, people, door, acts, rosters, switches, calls_made, erasure, backups, codes_of(plan.content).is_queue,
           [this]() -> desk::Canned const& { return plan.content->canned; },
           plan.config.server.public_url.starts_with("https:"), &live, &hotline}),
      site(plan.config.server.public_url),
      tasks(world.loop, world.log),
      server(world.loop, world.clock, world.log, server_options(plan.config, metrics),
             [this](base::HttpRequest request) { return answer(std::move(request)); }),
      metrics_server(world.loop, world.clock, world.log, {},
                     [this](base::HttpRequest request) { return answer_metrics(std::move(request)); }) {
  store->on_commit([this](store::Changes changes) {
    if (changes.outbox) {
      outbox.wake();
      mailbox.ring();
    }
    if (changes.timers) timers.wake();
    if (changes.journal) live.wake();
  });
}

base::Result<void> Gateway::Parts::listen() {
  if (auto bound = server.listen(plan.config.server.listen); !bound) return bound;
  if (auto bound = server.listen("unix:" + socket_path(plan.config).string()); !bound) return bound;
  return metrics_server.listen(plan.config.metrics.listen);
}

base::Task<base::HttpResponse> Gateway::Parts::answer(base::HttpRequest request) {
  base::Instant const begun = world.clock.now();
  base::HttpResponse response;
  if (request.path.starts_with("/hooks/")) {
    response = co_await webhooks.handle(std::move(request));
  } else if (request.path.starts_with("/api/v1/")) {
    response = co_await api.handle(std::move(request));
  } else if (console::Site::has(request.path)) {
    response = site.answer(request);
  } else if (request.path == "/healthz") {
    response = base::text(200, "ok\n");
  } else if (request.path == "/readyz") {
    response = ready();
  } else if (request.path.starts_with("/prompts/")) {
    response = prompt(request.path);
  } else {
    response = base::problem(404, "Not found");
  }
  std::chrono::duration<double> const took = world.clock.now() - begun;
  metrics.observe("saathi_http_request_seconds", took.count());
  metrics.increment("saathi_http_requests_total", {std::to_string(response.status / 100) + "xx"});
  co_return response;
}

base::HttpResponse Gateway::Parts::ready() const {
  store::Health const health = store->health();
  if (health.writable) return base::text(200, "ready\n");
  return base::problem(503, "Not ready", health.why);
}

base::HttpResponse Gateway::Parts::prompt(std::string_view path) const {
  std::optional<fs::path> const file = prompts.file(path.substr(std::string_view("/prompts/").size()));
  if (!file) return base::problem(404, "Not found");
  std::ifstream stream(*file, std::ios::binary);
  base::HttpResponse response;
  response.headers = {{"Content-Type", "audio/wav"}, {"Cache-Control", "public, max-age=604800"}};
  response.body.assign(std::istreambuf_iterator<char>(stream), {});
  return response;
}

base::Task<base::HttpResponse> Gateway::Parts::answer_metrics(base::HttpRequest request) {
  if (request.path != "/metrics") co_return base::problem(404, "Not found");
  store::Counts const counts = store->counts();
  metrics.set("saathi_store_ready", store->health().writable ? 1 : 0);
  metrics.set("saathi_store_waiting", static_cast<double>(counts.waiting));
  metrics.set("saathi_http_connections", static_cast<double>(server.connections()));
  auto const count =
      [](store::Snapshot& snapshot) -> base::Result<std::vector<std::pair<store::OutboundState, std::int64_t>>> {
    return store::owed(snapshot);
  };
  auto const owed = co_await store->read(count);
  for (store::OutboundState const state : {store::OutboundState::queued, store::OutboundState::held,
                                           store::OutboundState::sending, store::OutboundState::unknown}) {
    std::int64_t rows = 0;
    for (auto const& [each, number] : owed.value_or(std::vector<std::pair<store::OutboundState, std::int64_t>>{})) {
      if (each == state) rows = number;
    }
    metrics.set("saathi_outbox_rows", static_cast<double>(rows), {store::name(state)});
  }
  auto const look = [](store::Snapshot& snapshot) -> base::Result<store::KeepingTimes> {
    return store::keeping_times(snapshot);
  };
  auto const kept = co_await store->read(look);
  if (kept) show_keeping(*kept);
  base::HttpResponse response;
  response.headers = {{"Content-Type", "text/plain; version=0.0.4"}};
  response.body = metrics.render();
  co_return response;
}

void Gateway::Parts::show_keeping(store::KeepingTimes const& kept) {
  double age = std::numeric_limits<double>::infinity();
  if (kept.backup) age = std::chrono::duration<double>(world.clock.now() - *kept.backup).count();
  metrics.set("saathi_backup_age", age);
  bool const is_behind = kept.erasure && (!kept.backup || *kept.erasure > *kept.backup);
  metrics.set("saathi_erased_since_backup", is_behind ? 1 : 0);
}

base::Result<std::unique_ptr<Gateway>> Gateway::open(Plan plan, World const& world) {
  base::Result<store::MasterKey> const key = load_master_key(plan.config);
  if (!key) return std::unexpected(key.error());
  if (plan.config.server.public_url.empty()) plan.config.server.public_url = "http://" + plan.config.server.listen;
  fs::create_directories(database_path(plan.config).parent_path());
  base::Result<std::unique_ptr<store::Store>> opened =
      store::open_store(plan.config.store.url, *key, world.loop, world.clock, plan.store);
  if (!opened) return std::unexpected(opened.error());
  auto const find_key = [&](store::Snapshot& snapshot) { return store::backup_key_of(snapshot, *key); };
  base::Result<store::Secret> const hotline = (*opened)->read_now(find_key);
  if (!hotline) return std::unexpected(hotline.error());
  auto parts = std::make_unique<Parts>(std::move(plan), world, std::move(*opened), store::JournalSigner(*hotline));
  if (auto const bound = parts->plan.listens ? parts->listen() : base::Result<void>{}; !bound) {
    parts->store->close();
    return std::unexpected(bound.error());
  }
  return std::unique_ptr<Gateway>(new Gateway(std::move(parts)));
}

Gateway::Gateway(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Gateway::~Gateway() = default;

void Gateway::start() {
  Parts& parts = *parts_;
  // Who was sending when the last process ended is unknown; the outbox asks or repeats, marked.
  auto const take_back = [](store::Transaction& tx) -> base::Result<std::int64_t> {
    return store::take_back_all_leases(tx);
  };
  base::Result<std::int64_t> const taken_back = parts.store->write_now(take_back);
  auto const begin_watch = [&](store::Transaction& tx) -> base::Result<bool> {
    parts.night_watch.begin(tx);
    parts.retention.begin(tx);
    parts.journal_watch.begin(tx);
    return true;
  };
  // Where this cannot be written, nothing can; the store says so itself, and the next start tries again.
  (void)parts.store->write_now(begin_watch);
  if (taken_back && *taken_back > 0) parts.world.log.warning("sends_unknown", {{"count", *taken_back}});
  // Where nobody can ring nothing needs to be spoken.
  bool const takes_calls = std::ranges::any_of(parts.channels.all(), [](auto const& each) { return each->has_voice; });
  if (parts.plan.speaks_prompts && takes_calls) parts.prompts.record(lines_to_record(*parts.plan.content));
  parts.tasks.start("outbox", parts.outbox.run());
  parts.tasks.start("timers", parts.timers.run());
  parts.tasks.start("live", parts.live.run());
  if (parts.plan.listens) {
    parts.server.start();
    parts.metrics_server.start();
  }
  parts.started = true;
  parts.world.log.info("started",
                       {{"listen", parts.plan.config.server.listen}, {"channels", parts.channels.all().size()}});
}

base::Task<void> Gateway::stop() {
  Parts& parts = *parts_;
  if (!parts.started) {
    parts.store->close();
    co_return;
  }
  parts.world.log.info("stopping");
  co_await parts.server.stop();
  co_await parts.metrics_server.stop();
  parts.tasks.cancel();
  co_await parts.tasks.join();
  co_await parts.outbox.drain(drain_time);
  parts.store->close();
  parts.started = false;
  parts.world.log.info("stopped");
}

void Gateway::reload(base::Config config, std::shared_ptr<line::Content const> content) {
  Parts& parts = *parts_;
  // Signatures are made and judged over one public address; a new one needs a restart.
  if (config.server.public_url != parts.plan.config.server.public_url)
    parts.world.log.warning("public_url_needs_restart");
  config.server.public_url = parts.plan.config.server.public_url;
  // The mail server and the webhook stay until a restart; duty phones may be told by another channel now.
  config.notices.mail_url = parts.plan.config.notices.mail_url;
  config.notices.webhook_url = parts.plan.config.notices.webhook_url;
  parts.notice_ways = line::notice_ways(config);
  parts.plan.content = std::move(content);
  parts.channels.reload(config);
  parts.world.log.info("reloaded", {{"channels", parts.channels.all().size()}});
}

base::Task<base::HttpResponse> Gateway::handle(base::HttpRequest request) { return parts_->answer(std::move(request)); }

desk::CaseDesk& Gateway::cases() { return parts_->cases; }
store::Store& Gateway::store() { return *parts_->store; }

std::uint16_t Gateway::port() const { return parts_->server.port(); }
std::uint16_t Gateway::metrics_port() const { return parts_->metrics_server.port(); }

std::filesystem::path content_folder(base::Config const& config) {
  if (!config.content.dir.empty()) return config.content.dir;
  fs::path beside = config.file.parent_path();
  std::error_code failed;
  if (fs::exists(beside / "directory.yaml", failed)) return beside;
  fs::path const program = fs::read_symlink("/proc/self/exe", failed);
  fs::path shipped = program.parent_path().parent_path() / "config";
  if (fs::exists(shipped / "directory.yaml", failed)) return shipped;
  return "/usr/share/saathi/config";
}

std::filesystem::path database_path(base::Config const& config) {
  constexpr std::string_view scheme = "sqlite:";
  std::string const& url = config.store.url;
  return url.starts_with(scheme) ? url.substr(scheme.size()) : url;
}

std::filesystem::path socket_path(base::Config const& config) {
  return database_path(config).parent_path() / "saathi.sock";
}

}  // namespace gateway
