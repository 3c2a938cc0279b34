#include "gateway/commands/local_api.hpp"

#include "gateway/base/log.hpp"
#include "gateway/base/system_clock.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/console/api.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/secret.hpp"
#include "gateway/store/store.hpp"

#include <boost/asio/io_context.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>

namespace commands {

namespace {

// A blocking connection to the gateway's own socket; closed at the end.
class Socket {
 public:
  explicit Socket(std::string const& path) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (fd_ < 0 || path.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    timeval const limit{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    connected_ = ::connect(fd_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
  }
  Socket(Socket const&) = delete;
  Socket& operator=(Socket const&) = delete;
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }

  [[nodiscard]] bool connected() const { return connected_; }

  // Sends all of it, then reads until the other side closes.
  [[nodiscard]] std::string exchange(std::string_view request) const {
    while (!request.empty()) {
      ssize_t const sent = ::send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return {};
      request.remove_prefix(static_cast<std::size_t>(sent));
    }
    std::string answer;
    std::array<char, 16384> buffer{};
    for (;;) {
      ssize_t const got = ::recv(fd_, buffer.data(), buffer.size(), 0);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return answer;
      answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  int fd_;
  bool connected_ = false;
};

base::Result<base::HttpResponse> parse_answer(std::string_view answer) {
  constexpr std::string_view start = "HTTP/1.1 ";
  std::size_t const end = answer.find("\r\n\r\n");
  base::HttpResponse response;
  if (!answer.starts_with(start) || end == std::string_view::npos) {
    return base::error(base::Code::environment, "The gateway did not answer. Is it stopping?");
  }
  std::string_view const status = answer.substr(start.size(), 3);
  std::from_chars(status.data(), status.data() + status.size(), response.status);
  response.body = answer.substr(end + 4);
  return response;
}

base::Result<base::HttpResponse> ask_gateway(Socket const& socket, ApiCall const& call) {
  std::string request = call.method + " " + call.path +
                        " HTTP/1.1\r\nHost: saathi\r\nConnection: close\r\nX-Saathi-As: " + call.as + "\r\n";
  request +=
      "Content-Type: application/json\r\nContent-Length: " + std::to_string(call.body.size()) + "\r\n\r\n" + call.body;
  return parse_answer(socket.exchange(request));
}

base::Task<void> handle(console::Api& api, base::HttpRequest request, base::HttpResponse& response) {
  response = co_await api.handle(std::move(request));
}

std::string text_of(std::filesystem::path const& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What can be read of it: `saathi check` says what is wrong there.
desk::Directory directory_of(base::Config const& config) {
  std::filesystem::path const folder = gateway::content_folder(config);
  desk::Calendars calendars{
      .countries = desk::read_countries("countries.tsv", text_of(folder / "countries.tsv")).countries,
      .holidays = desk::read_holidays("holidays.tsv", text_of(folder / "holidays.tsv")).holidays};
  return desk::read_directory("directory.yaml", text_of(folder / "directory.yaml"), calendars).directory;
}

base::Result<base::HttpResponse> ask_here(base::Config const& config, ApiCall const& call) {
  base::Result<store::MasterKey> const key = gateway::load_master_key(config);
  if (!key) return std::unexpected(key.error());
  boost::asio::io_context loop;
  base::SystemClock clock(loop.get_executor());
  base::Log log(base::Level::warning);
  base::Result<std::unique_ptr<store::Store>> opened =
      store::open_store(config.store.url, *key, loop.get_executor(), clock);
  if (!opened) return std::unexpected(opened.error());
  base::OsRandom random;
  auto const known = std::make_shared<desk::Directory const>(directory_of(config));
  desk::Directory const& directory = *known;
  desk::CaseDesk cases(**opened);
  desk::People people(
      **opened, random,
      {.is_queue = [&](std::string_view code) { return directory.find_queue(code) != nullptr; },
       .is_organisation = [&](std::string_view code) { return directory.find_target(code) != nullptr; }});
  desk::SignIn door(**opened, loop.get_executor(), clock, random, {});
  desk::Acts acts(**opened);
  desk::Rosters rosters(**opened, [known] { return known; });
  desk::Switches switches(**opened, [&](std::string_view code) { return directory.countries.contains(code); });
  desk::CallsMade calls_made(**opened);
  desk::Erasure erasure(**opened);
  desk::Backups backups(**opened);
  auto const is_queue = [&](std::string_view code) { return directory.find_queue(code) != nullptr; };
  console::Api api({cases, people, door, acts, rosters, switches, calls_made, erasure, backups, is_queue});
  base::HttpRequest request;
  request.method = call.method;
  request.target = call.path;
  std::size_t const question = std::min(call.path.find('?'), call.path.size());
  request.path = call.path.substr(0, question);
  request.query = call.path.substr(std::min(question + 1, call.path.size()));
  request.headers = {{"X-Saathi-As", call.as}};
  request.body = call.body;
  request.trusted_local = true;
  base::HttpResponse response;
  {
    base::TaskGroup tasks(loop.get_executor(), log);
    tasks.start("api", handle(api, std::move(request), response));
    loop.run();
  }
  (*opened)->close();
  return response;
}

}  // namespace

base::Result<base::HttpResponse> call_api(base::Config const& config, ApiCall const& call) {
  Socket const socket(gateway::socket_path(config).string());
  if (socket.connected()) return ask_gateway(socket, call);
  return ask_here(config, call);
}

}  // namespace commands
