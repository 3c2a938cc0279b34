// The whole loop with a real Kannel: a text goes in through the fake telephone company, through smsbox to our webhook,
// the conversation answers, and the answer comes out of the fake telephone company; its delivery report comes back to
// us.
#include "tests/support/catch.hpp"
#include "tests/system/serving.hpp"

#include <csignal>

namespace {

using namespace support;

constexpr char const* path_secret = "0123456789abcdef0123456789abcdef";

struct Ports {
  int smsc = free_port();
  int admin = free_port();
  int box = free_port();
  int sendsms = free_port();
};

std::string kannel_conf(Ports const& ports, int saathi) {
  auto const n = [](int port) { return std::to_string(port); };
  return "group = core\nadmin-port = " + n(ports.admin) +
         "\nadmin-interface = \"127.0.0.1\"\nadmin-password = for-this-test\nadmin-deny-ip = "
         "\"*.*.*.*\"\nadmin-allow-ip = \"127.0.0.1\"\n"
         "smsbox-port = " +
         n(ports.box) +
         "\nsmsbox-interface = \"127.0.0.1\"\nbox-deny-ip = \"*.*.*.*\"\nbox-allow-ip = \"127.0.0.1\"\ndlr-storage = "
         "internal\n"
         "log-file = \"bearerbox.log\"\nlog-level = 1\n\n"
         "group = smsc\nsmsc = fake\nsmsc-id = fake1\nhost = 127.0.0.1\nour-host = 127.0.0.1\nport = " +
         n(ports.smsc) +
         "\nconnect-allow-ip = 127.0.0.1\n\n"
         "group = smsbox\nbearerbox-host = 127.0.0.1\nsendsms-interface = \"127.0.0.1\"\nsendsms-port = " +
         n(ports.sendsms) +
         "\nsendsms-chars = \"0123456789+ \"\nmo-recode = true\nhttp-timeout = 15\nhttp-request-retry = "
         "3\nhttp-queue-delay = 1\n"
         "reply-emptymessage = \"\"\nreply-couldnotfetch = \"\"\nreply-requestfailed = \"\"\nreply-couldnotrepresent = "
         "\"\"\n"
         "log-file = \"smsbox.log\"\nlog-level = 1\n\n"
         "group = sendsms-user\nusername = gw\npassword = gwpw\nuser-deny-ip = \"*.*.*.*\"\nuser-allow-ip = "
         "\"127.0.0.1\"\n"
         "max-messages = 10\nconcatenation = true\n\n"
         "group = sms-service\nkeyword = default\ncatch-all = true\nget-url = \"http://127.0.0.1:" +
         n(saathi) + "/hooks/ka/" + path_secret +
         "/message?id=%I&from=%p&to=%P&coding=%c&charset=%C&text=%b\"\naccept-x-kannel-headers = true\nmax-messages = "
         "10\n"
         "concatenation = true\nomit-empty = true\n";
}

// bearerbox and smsbox over a folder of their own; smsbox is ended first.
class Kannel {
 public:
  Kannel(std::filesystem::path const& folder, Ports const& ports, int saathi) : folder_(folder) {
    write_file(folder / "kannel.conf", kannel_conf(ports, saathi));
    bearerbox_ = std::make_unique<Process>(std::vector<std::string>{"bearerbox", "-v", "4", "kannel.conf"},
                                           folder / "bearerbox.out", folder);
    REQUIRE(eventually([&] { return http(ports.admin, "GET", "/status.txt?password=for-this-test").status == 200; }));
    smsbox_ = std::make_unique<Process>(std::vector<std::string>{"smsbox", "-v", "4", "kannel.conf"},
                                        folder / "smsbox.out", folder);
    REQUIRE(eventually([&] {
      return http(ports.admin, "GET", "/status.txt?password=for-this-test").body.find("smsbox:(none)") !=
             std::string::npos;
    }));
  }
  ~Kannel() {
    smsbox_.reset();
    bearerbox_.reset();
  }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Process> bearerbox_;
  std::unique_ptr<Process> smsbox_;
};

}  // namespace

TEST_CASE("A text through a real Kannel is answered through it, in Nepali, and its delivery report comes back") {
  Ports const ports;
  Serving serving(
      "[[channel]]\nid = \"ka\"\nprovider = \"kannel\"\naddress = \"4040\"\ncountry = \"NP\"\nusername = "
      "\"gw\"\npassword = \"gwpw\"\n"
      "path_secret = \"" +
      std::string(path_secret) + "\"\napi = \"http://127.0.0.1:" + std::to_string(ports.sendsms) + "\"\n");
  serving.start();
  Folder folder;
  Kannel const kannel(folder.path(), ports, serving.port());

  SECTION("Devanagari in, Devanagari out") {
    // "तलब पाएको छैन" as UTF-16BE, percent-encoded, as a handset sends it.
    std::string const worker =
        "+9779841230123 4040 ucs2 "
        "%09%24%09%32%09%2c%00%20%09%2a%09%3e%09%0f%09%15%09%4b%00%20%09%1b%09%48%09%28";
    Process phone({"/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r", std::to_string(ports.smsc), "-i", "0.2",
                   "-m", "1", "-v", "0", worker},
                  folder.path() / "phone.out");
    CHECK(eventually([&] { return phone.output().find("Got message 1") != std::string::npos; }));
    // The answer starts with a Devanagari letter: its high byte is 09.
    CHECK(phone.output().find("ucs-2 %09") != std::string::npos);
    CHECK(eventually([&] { return serving.command({"cases", "--as", "test"}).find("wage") != std::string::npos; }));
    std::string const list = serving.command({"cases", "--as", "test"});
    std::string const ref = list.substr(list.find("K-"), 7);
    CHECK(eventually([&] {
      return serving.command({"cases", "show", ref, "--as", "test"}).find("[delivered]") != std::string::npos;
    }));
  }
  SECTION("Romanised in, romanised out") {
    Process phone({"/usr/lib/kannel/test/fakesmsc", "-H", "127.0.0.1", "-r", std::to_string(ports.smsc), "-i", "0.2",
                   "-m", "1", "-v", "0", "+9779841230124 4040 text passport khosyo maalik le"},
                  folder.path() / "phone.out");
    CHECK(eventually([&] { return phone.output().find("Got message 1") != std::string::npos; }));
    CHECK(phone.output().find("surakshit") != std::string::npos);
  }
  CHECK(serving.stop() == 0);
}
