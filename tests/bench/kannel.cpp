// Kannel between a load generator that plays its SMS centre, an application that answers at once, and a sink.
#include "tests/bench/machine.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/peers.hpp"
#include "tests/bench/sink.hpp"
#include "tests/bench/traffic.hpp"
#include "tests/support/process.hpp"

#include <chrono>
#include <stdexcept>

namespace bench {

namespace {

using support::eventually;
using support::http;
using support::Process;

struct Ports {
  int admin = support::free_port();
  int box = support::free_port();
  int centre = support::free_port();
};

std::string config_text(Ports const& ports, int application, int sink) {
  auto const port = [](int number) { return std::to_string(number); };
  return "group = core\nadmin-port = " + port(ports.admin) +
         "\nadmin-interface = 127.0.0.1\nadmin-password = bench\nsmsbox-port = " + port(ports.box) +
         "\nsmsbox-interface = 127.0.0.1\nbox-allow-ip = 127.0.0.1\nlog-file = bearerbox.log\nlog-level = 4\n\n"
         "group = smsc\nsmsc = http\nsystem-type = kannel\nsmsc-id = centre\nport = " +
         port(ports.centre) +
         "\nconnect-allow-ip = 127.0.0.1\nsmsc-username = bench\nsmsc-password = bench\nsend-url = "
         "\"http://127.0.0.1:" +
         port(sink) +
         "/\"\n\n"
         "group = smsbox\nbearerbox-host = 127.0.0.1\nbearerbox-port = " +
         port(ports.box) +
         "\nglobal-sender = 4040\nlog-file = smsbox.log\nlog-level = 4\n\n"
         "group = sms-service\nkeyword = default\ncatch-all = true\nget-url = \"http://127.0.0.1:" +
         port(application) + "/?from=%p&text=%b&id=%I\"\nmax-messages = 1\nconcatenation = false\n";
}

bool smsbox_is_there(int admin) {
  return http(admin, "GET", "/status.txt?password=bench").body.contains("smsbox:(none)");
}

}  // namespace

Sample kannel_full_loop(Options const& options) {
  std::filesystem::path const folder = options.out / "kannel";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  Sink application(Sink::Role::application);
  Sink sink(Sink::Role::kannel);
  Ports const ports;
  support::write_file(folder / "kannel.conf", config_text(ports, application.port(), sink.port()));
  std::filesystem::path const where = std::filesystem::absolute(folder);
  Process bearerbox({"bearerbox", "-v", "4", "kannel.conf"}, where / "bearerbox.out", where);
  bool const is_up =
      eventually([&] { return http(ports.admin, "GET", "/status.txt?password=bench").status == 200; }, 20);
  Process smsbox({"smsbox", "-v", "4", "kannel.conf"}, where / "smsbox.out", where);
  if (!is_up || !eventually([&] { return smsbox_is_there(ports.admin); }, 20))
    throw std::runtime_error("Kannel did not start:\n" + bearerbox.output() + smsbox.output());

  std::uint64_t n = 0;
  std::string request;
  auto const next = [&]() -> std::string_view {
    std::string const from = gulf_number(n++ % gulf_numbers).substr(1);
    request = "GET /?username=bench&password=bench&from=%2B" + from + "&to=4040&text=I+need+somebody+to+talk+to+" +
              std::to_string(n) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    return request;
  };
  std::vector<pid_t> const processes{bearerbox.pid(), smsbox.pid()};
  LoadPlan const plan{.port = ports.centre, .connections = 16, .warm_up = 0, .seconds = options.seconds};
  double const cpu_before = cpu_seconds(processes);
  auto const begun = std::chrono::steady_clock::now();
  Sample const accepted = measure(plan, next, processes);
  // It accepts faster than it delivers: what counts is when the last of them has come out.
  bool const all = eventually([&] { return sink.arrived() >= n; });
  std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begun;
  auto const arrived = static_cast<double>(sink.arrived());
  double const cpu = cpu_seconds(processes) - cpu_before;
  return {{"rate", arrived / took.count()},    {"accepted", accepted.at("rate")},
          {"cpu_us", cpu * 1e6 / arrived},     {"resident_mb", accepted.at("resident_mb")},
          {"foreign", accepted.at("foreign")}, {"unsent", all ? 0 : static_cast<double>(n) - arrived}};
}

}  // namespace bench
