#include "tests/bench/server.hpp"

#include "tests/bench/machine.hpp"
#include "tests/bench/seed.hpp"

#include <poll.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <stdexcept>

namespace bench {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view account = "AC00000000000000000000000000000001";
constexpr std::string_view token = "0123456789abcdef0123456789abcdef";
constexpr std::string_view public_url = "https://hotline.example.org";
constexpr std::string_view address = "+15005550006";
// Under valgrind a start takes fifty times as long.
constexpr std::chrono::seconds start_time_max{120};
// Longer than a sample takes, shorter than the quarter of an hour that a question waits.
constexpr std::chrono::minutes timers_due_in{10};
// Some milliseconds each: the pause between two lines that are recorded is shorter.
constexpr int quiet_looks = 40;

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\"\n"; }

std::string config_text(ServerPlan const& plan, int port, int metrics_port) {
  std::string text = "[server]\nlisten = " + in_quotes("127.0.0.1:" + std::to_string(port));
  text += "public_url = " + in_quotes(public_url);
  text += "[metrics]\nlisten = " + in_quotes("127.0.0.1:" + std::to_string(metrics_port));
  text += "[store]\nurl = \"sqlite:saathi.db\"\n[keys]\nfile = \"master.key\"\n[content]\ndir = ";
  text += in_quotes(std::string(SAATHI_SOURCE_DIR) + "/config");
  text += "[[channel]]\nprovider = \"twilio\"\nrate = 1000\nid = " + in_quotes(seed_channel);
  text +=
      "address = " + in_quotes(address) + "account_sid = " + in_quotes(account) + "auth_token = " + in_quotes(token);
  return text + "api = " + in_quotes(plan.sink);
}

void run(std::vector<std::string> command, fs::path const& output) {
  support::Process process(std::move(command), output);
  if (process.wait() != 0) throw std::runtime_error(process.output());
}

}  // namespace

Server::Server(ServerPlan const& plan) : port_(support::free_port()), metrics_port_(support::free_port()) {
  fs::remove_all(plan.folder);
  fs::create_directories(plan.folder);
  fs::path const config = plan.folder / "saathi.toml";
  support::write_file(config, config_text(plan, port_, metrics_port_));
  if (plan.seed.empty()) {
    run({support::saathi_program(), "key", "init", "--config", config}, plan.folder / "key.log");
  } else {
    for (char const* name : {"saathi.db", "master.key"}) copy_small(plan.seed / name, plan.folder / name);
    set_timers(plan.folder / "saathi.db", timers_due_in);
  }
  bool const has_prompts = fs::exists(plan.prompts);
  if (has_prompts) fs::copy(plan.prompts, plan.folder / "prompts", fs::copy_options::recursive);
  std::vector<std::string> command = plan.wrapper;
  for (std::string const& word :
       {plan.program.string(), std::string("serve"), std::string("--config"), config.string()}) {
    command.push_back(word);
  }
  auto const begun = std::chrono::steady_clock::now();
  process_ = std::make_unique<support::Process>(std::move(command), plan.folder / "serve.log");
  while (support::http(port_, "GET", "/readyz").status != 200) {
    if (!process_->runs() || std::chrono::steady_clock::now() - begun > start_time_max)
      throw std::runtime_error("the gateway did not start:\n" + process_->output());
    ::poll(nullptr, 0, 1);
  }
  ready_after_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  if (!plan.prompts.empty() && !has_prompts) await_prompts(plan.folder / "prompts", plan.prompts);
}

// Recording the spoken lines keeps a core busy for some seconds after the first start.
void Server::await_prompts(fs::path const& folder, fs::path const& kept) const {
  fs::path const children = fs::path("/proc") / std::to_string(pid()) / "task";
  auto const speaks = [&] {
    for (auto const& thread : fs::directory_iterator(children)) {
      if (!support::file_text(thread.path() / "children").empty()) return true;
    }
    return false;
  };
  int quiet = 0;
  if (!support::eventually([&] { return (quiet = speaks() ? 0 : quiet + 1) > quiet_looks; })) return;
  fs::copy(folder, kept, fs::copy_options::recursive);
}

int Server::connections() const {
  std::string const metrics = support::http(metrics_port_, "GET", "/metrics").body;
  constexpr std::string_view name = "\nsaathi_http_connections ";
  std::size_t const at = metrics.find(name);
  return at == std::string::npos ? 0 : static_cast<int>(std::stod(metrics.substr(at + name.size())));
}

void Server::stop() {
  process_->signal(SIGTERM);
  process_->wait();
}

Target server_target() {
  return {.path = "/hooks/" + std::string(seed_channel) + "/message",
          .public_url = std::string(public_url),
          .key = std::string(token),
          .account = std::string(account),
          .to = std::string(address),
          .number = gulf_number};
}

}  // namespace bench
