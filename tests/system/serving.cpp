#include "tests/system/serving.hpp"

#include <arpa/inet.h>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace support {

Listening listen_on_loopback() {
  Listening made{.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(made.socket, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(made.socket, 64) != 0 ||
      ::getsockname(made.socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no socket of this test can listen");
  }
  made.port = ntohs(address.sin_port);
  return made;
}

ThreadedSink::ThreadedSink() {
  Listening const listening = listen_on_loopback();
  listener_ = listening.socket;
  port_ = listening.port;
  thread_ = std::jthread([this] { serve(); });
}

ThreadedSink::~ThreadedSink() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::map<std::string, int> ThreadedSink::arrivals() const {
  std::lock_guard const lock(mutex_);
  return arrivals_;
}

void ThreadedSink::serve() {
  for (;;) {
    int const connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return;
    answer(connection);
    ::close(connection);
  }
}

// One request a connection: what matters here is which texts arrive, not how fast.
void ThreadedSink::answer(int connection) {
  timeval const limit{.tv_sec = 5, .tv_usec = 0};
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  std::string request;
  std::array<char, 8192> buffer{};
  boost::system::error_code unfinished;
  for (;;) {
    ssize_t const got = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (got <= 0) return;
    request.append(buffer.data(), static_cast<std::size_t>(got));
    std::size_t const end = request.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    boost::json::value const body = boost::json::parse(std::string_view(request).substr(end + 4), unfinished);
    if (unfinished) continue;
    std::lock_guard const lock(mutex_);
    ++arrivals_[std::string(body.at("id").as_string())];
    break;
  }
  constexpr std::string_view answer =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
  ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
}

std::string local_channel(int api_port, std::string const& id) {
  return "[[channel]]\nid = \"" + id +
         "\"\nprovider = \"local\"\naddress = \"4040\"\ncountry = \"NP\"\napi = \"http://127.0.0.1:" +
         std::to_string(api_port) + "\"\n";
}

std::string person(int number) { return "+97455" + std::to_string(512'000 + number); }

Serving::Serving(std::string const& channels) : Serving(ServingSetup{.channels = channels}) {}

Serving::Serving(ServingSetup setup)
    : store_(setup.store.empty() ? folder_.path() : setup.store),
      within_(std::move(setup.within)),
      port_(free_port()),
      metrics_port_(free_port()) {
  write_file(folder() / "saathi.toml", "[server]\nlisten = \"127.0.0.1:" + std::to_string(port_) +
                                           "\"\npublic_url = \"http://127.0.0.1:" + std::to_string(port_) +
                                           "\"\n[metrics]\nlisten = \"127.0.0.1:" + std::to_string(metrics_port_) +
                                           "\"\n[store]\nurl = \"sqlite:" + database().string() +
                                           "\"\n[keys]\nfile = \"master.key\"\n[content]\ndir = \"" +
                                           std::string(SAATHI_SOURCE_DIR) + "/config\"\n" + setup.channels);
  write_key();
}

// Without what the program is started within: the key is there before a fault begins.
void Serving::write_key() const {
  Process process({saathi_program().string(), "key", "init", "--config", (folder() / "saathi.toml").string()},
                  folder() / "command.out");
  if (process.wait() != 0) throw std::runtime_error("no key could be made:\n" + process.output());
}

std::vector<std::string> Serving::words_of(std::vector<std::string> words) const {
  // No test here hears a call: without espeak-ng on its path the machine has the time for the tests.
  words.insert(words.begin(), {"env", "PATH=/nowhere", saathi_program().string()});
  words.insert(words.begin(), within_.begin(), within_.end());
  words.insert(words.end(), {"--config", (folder() / "saathi.toml").string()});
  return words;
}

void Serving::start(std::vector<std::string> options) {
  options.insert(options.begin(), "serve");
  process_ = std::make_unique<Process>(words_of(std::move(options)), folder() / "serve.log");
  bool const ready = eventually([this] { return !process_->runs() || http(port_, "GET", "/readyz").status == 200; });
  if (!ready || !process_->runs()) throw std::runtime_error("the gateway did not start:\n" + process_->output());
}

void Serving::kill() {
  process_->signal(SIGKILL);
  process_->wait();
}

int Serving::stop() {
  process_->signal(SIGTERM);
  return process_->wait();
}

Answer Serving::text(std::string const& id, std::string const& from, std::string const& words,
                     std::string const& channel) const {
  boost::json::object const text = {{"id", id}, {"from", from}, {"to", "4040"}, {"text", words}};
  return http(port_, "POST", "/hooks/" + channel + "/message", boost::json::serialize(text));
}

bool Serving::has_sent_all() const {
  return eventually([this] {
    std::string const shown = metrics();
    for (char const* state : {"queued", "sending", "unknown"}) {
      if (!shown.contains("saathi_outbox_rows{state=\"" + std::string(state) + "\"} 0\n")) return false;
    }
    return true;
  });
}

Ended Serving::run(std::vector<std::string> words) {
  std::filesystem::path const output = folder() / "command.out";
  std::filesystem::remove(output);
  Process process(words_of(std::move(words)), output);
  int const exit = process.wait();
  return {exit, process.output()};
}

}  // namespace support
