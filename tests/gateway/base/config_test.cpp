#include "gateway/base/config.hpp"

#include "gateway/base/settings.hpp"
#include "tests/support/catch.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <set>

namespace {

constexpr std::array twilio_keys{
    base::ProviderKey{"account_sid", true, false, "It begins with AC."},
    base::ProviderKey{"auth_token", true, true, "It signs the webhooks."},
};
constexpr std::array local_keys{base::ProviderKey{"secret", false, true, ""}};
constexpr std::array providers{base::ProviderKeys{"twilio", twilio_keys}, base::ProviderKeys{"local", local_keys}};

std::optional<std::string> environment(std::string const& name) {
  if (name == "TOKEN") return "t0ken";
  if (name == "OLD") return "0ld";
  if (name == "PORT") return "9";
  if (name == "EMPTY") return "";
  return std::nullopt;
}

base::ConfigReading parse(std::string const& text) {
  return base::parse_config(text, "/etc/saathi/saathi.toml", providers, environment);
}

std::vector<std::string> lines(base::ConfigReading const& reading) {
  std::vector<std::string> found;
  for (base::Finding finding : reading.findings) {
    finding.file = "f";
    found.push_back(base::to_line(finding));
  }
  return found;
}

// A folder of the test's own, gone afterwards.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("saathi-config-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;
  void write(std::string const& name, std::string_view content) const { std::ofstream(path_ / name) << content; }
  [[nodiscard]] std::filesystem::path file(std::string const& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

std::string const server = "[server]\npublic_url = \"https://help.example.org\"\n";
std::string const channel = server + "[[channel]]\nid = \"np\"\nprovider = \"local\"\naddress = \"4040\"\n";

}  // namespace

TEST_CASE("an empty configuration has the standards of the table") {
  auto const reading = parse("");
  CHECK(lines(reading).empty());
  base::Config const& config = reading.config;
  CHECK(config.server.listen == "127.0.0.1:8080");
  CHECK(config.server.public_url == "http://127.0.0.1:8080");
  CHECK(config.server.threads == 1);
  CHECK(config.metrics.listen == "127.0.0.1:9464");
  CHECK(config.store.url == "sqlite:/etc/saathi/var/saathi.db");
  CHECK(config.keys.file == "/etc/saathi/var/master.key");
  CHECK(config.content.dir.empty());
  CHECK(config.limits.per_number == 20);
  CHECK(config.flows.second_person);
  CHECK(config.channels.empty());
}

TEST_CASE("every setting that is written is read") {
  auto const reading = parse(R"([server]
listen = "[::1]:8081"
public_url = "https://help.example.org:8443/base"
threads = 2
trusted_proxies = ["10.0.0.0/8", "::1"]
[metrics]
listen = "127.0.0.1:0"
[store]
url = "sqlite:/srv/x.db"
[keys]
file = "../k"
[content]
dir = "content"
[limits]
per_number = 1
per_prefix = 2
total = 3
[flows]
second_person = false
[[channel]]
id = "tw"
provider = "twilio"
address = "+15005550006"
country = "qa"
voice = true
api = "http://127.0.0.1:9/v1"
rate = "env:PORT"
allow_from = "192.0.2.0/24"
failover = "lo"
budget = 500
account_sid = "AC1"
auth_token = ["env:TOKEN", "env:OLD"]
[[channel]]
id = "lo"
provider = "local"
address = "4040"
)");
  CHECK(lines(reading).empty());
  base::Config const& config = reading.config;
  CHECK(config.server.listen == "[::1]:8081");
  CHECK(config.server.public_url == "https://help.example.org:8443/base");
  CHECK(config.server.threads == 2);
  CHECK(config.server.trusted_proxies == std::vector<std::string>{"10.0.0.0/8", "::1"});
  CHECK(config.metrics.listen == "127.0.0.1:0");
  CHECK(config.store.url == "sqlite:/srv/x.db");
  CHECK(config.keys.file == "/etc/k");
  CHECK(config.content.dir == "/etc/saathi/content");
  CHECK(config.limits.per_number == 1);
  CHECK(config.limits.per_prefix == 2);
  CHECK(config.limits.total == 3);
  CHECK_FALSE(config.flows.second_person);
  REQUIRE(config.channels.size() == 2);
  base::Config::Channel const& tw = config.channels[0];
  CHECK(tw.id == "tw");
  CHECK(tw.provider == "twilio");
  CHECK(tw.address == "+15005550006");
  CHECK(tw.country == "QA");
  CHECK(tw.voice);
  CHECK(tw.api == "http://127.0.0.1:9/v1");
  CHECK(tw.rate == 9);
  CHECK(tw.allow_from == std::vector<std::string>{"192.0.2.0/24"});
  CHECK(tw.failover == "lo");
  CHECK(tw.budget == 500);
  CHECK(tw.credentials.at("account_sid") == std::vector<std::string>{"AC1"});
  CHECK(tw.credentials.at("auth_token") == std::vector<std::string>{"t0ken", "0ld"});
  CHECK(tw.positions.at("address").line == 23);
}

TEST_CASE("every mistake is a finding with its place and how to mend it") {
  struct Case {
    char const* about;
    std::string text;
    std::vector<std::string> found;
  };
  auto const [about, text, found] = GENERATE_COPY(values<Case>({
      {"a table misspelt", "[servr]\n", {"f:1:2: error: There is no table \"servr\"; did you mean \"server\"?"}},
      {"a table nobody knows", "[weather_forecast]\n", {"f:1:2: error: There is no table \"weather_forecast\"."}},
      {"a table that is a value",
       "server = 1\n",
       {"f:1:1: error: \"server\" must be a table: a line [server] and its settings below."}},
      {"a key misspelt",
       "[server]\npubilc_url = \"x\"\n",
       {"f:2:1: error: There is no setting \"pubilc_url\" in [server]; did you mean \"public_url\"?"}},
      {"columns are characters",
       "[server]\n\"नेपाल\" = 1\nlisten = \"x\"\n",
       {"f:2:1: error: There is no setting \"नेपाल\" in [server].",
        "f:3:10: error: \"listen\" must be an IP address and a port, like \"127.0.0.1:8080\"."}},
      {"several in one run",
       "[server]\nthreads = 99\npublic_url = \"help.example.org\"\n[flows]\nsecond_person = 1\n",
       {"f:2:11: error: \"threads\" must be from 1 to 16.",
        "f:3:14: error: \"public_url\" must be an address like \"https://help.example.org\", without a query.",
        "f:5:17: error: \"second_person\" must be true or false."}},
      {"spaces and a slash round an address",
       "[server]\npublic_url = \" https://help.example.org/ \"\n",
       {"f:2:14: warning: Spaces or line ends around the value of \"public_url\" were cut off.",
        "f:2:14: warning: The slash at the end of \"public_url\" was cut off."}},
      {"a space inside an address",
       "[server]\npublic_url = \"https://help .example.org\"\n",
       {"f:2:14: error: \"public_url\" must be an address like \"https://help.example.org\", without a query."}},
      {"networks",
       "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"10.0.0.0/33\", 7]\n",
       {"f:2:34: error: \"trusted_proxies\" must be a list of IP addresses and networks, like [\"10.0.0.0/8\", "
        "\"192.0.2.7\"].",
        "f:2:49: error: \"trusted_proxies\" must be a list of IP addresses and networks, like [\"10.0.0.0/8\", "
        "\"192.0.2.7\"]."}},
      {"another engine",
       "[store]\nurl = \"mysql://x\"\n",
       {"f:2:7: error: \"url\" must be \"sqlite:\" and a path, like \"sqlite:var/saathi.db\"."}},
      {"one bracket too few",
       server + "[channel]\nid = \"a\"\n",
       {"f:3:2: error: A channel begins with a line [[channel]], with two brackets."}},
      {"no public address beside a channel",
       "[[channel]]\nid = \"a\"\nprovider = \"local\"\naddress = \"1\"\n",
       {"f:1:1: warning: [server] has no \"public_url\", so it is http://127.0.0.1:8080; providers need the address at "
        "which "
        "they reach this server."}},
      {"a channel without anything",
       server + "[[channel]]\n",
       {"f:3:1: error: This channel has no \"address\". Our number there, in international form (+1500...), or the "
        "short code.",
        "f:3:1: error: This channel has no \"id\". Short name of the channel, part of its webhook addresses: a-z, 0-9 "
        "and -, at "
        "most 32.",
        "f:3:1: error: This channel has no \"provider\". Whose number it is: twilio, kannel or local."}},
      {"a wrong id",
       server + "[[channel]]\nid = \"N P\"\nprovider = \"local\"\naddress = \"1\"\n",
       {"f:4:6: error: \"id\" must be 1 to 32 of a-z, 0-9 and -."}},
      {"an id twice",
       channel + "[[channel]]\nid = \"np\"\nprovider = \"local\"\naddress = \"2\"\n",
       {"f:8:6: error: The channel \"np\" was there already in line 4; every channel needs an id of its own."}},
      {"a provider misspelt",
       server + "[[channel]]\nid = \"a\"\nprovider = \"twillio\"\naddress = \"1\"\n",
       {"f:5:12: error: There is no provider \"twillio\"; did you mean \"twilio\"?"}},
      {"credentials missing and misspelt",
       server + "[[channel]]\nid = \"a\"\nprovider = \"twilio\"\naddress = \"1\"\nacount_sid = \"AC\"\n",
       {"f:3:1: error: This twilio channel has no \"account_sid\". It begins with AC.",
        "f:3:1: error: This twilio channel has no \"auth_token\". It signs the webhooks.",
        "f:7:1: error: There is no setting \"acount_sid\" for a twilio channel; did you mean \"account_sid\"?"}},
      {"a secret in plain text",
       channel + "secret = \"abc\"\n",
       {"f:7:10: warning: \"secret\" stands here in plain text; keep it elsewhere and write \"env:NAME\" or "
        "\"file:PATH\"."}},
      {"environment",
       channel + "secret = [\"env:NOT_THERE\"]\ncountry = \"env:EMPTY\"\n",
       {"f:7:11: error: The environment variable NOT_THERE for \"secret\" is not set.",
        "f:8:11: error: The environment variable EMPTY for \"country\" is empty."}},
      {"a file that is not there",
       channel + "secret = \"file:no/such\"\n",
       {"f:7:10: error: The file no/such for \"secret\" cannot be read, or is larger than 64 KiB."}},
      {"a credential of a wrong kind",
       channel + "secret = 5\n",
       {"f:7:10: error: \"secret\" must be a text in quotes, or a list of them, new before old."}},
      {"failover",
       channel + "failover = \"nq\"\n",
       {"f:7:12: error: There is no channel \"nq\"; did you mean \"np\"?"}},
      {"failover to itself",
       channel + "failover = \"np\"\n",
       {"f:7:12: error: A channel cannot be its own \"failover\"."}},
      {"country", channel + "country = \"Nepal\"\n", {"f:7:11: error: \"country\" must be two letters, like \"NP\"."}},
  }));
  INFO(about);
  CHECK(lines(parse(text)) == found);
}

TEST_CASE("a syntax mistake stands alone, with its place in characters") {
  struct Case {
    char const* about;
    std::string text;
    std::string_view begins;  // the rest is toml++'s own sentence, which changes between versions
  };
  auto const [about, text, begins] = GENERATE(values<Case>({
      {"no value, and a table misspelt", "[srever]\nx = \n", "f:2:5: error: "},
      {"a key given twice", "[server]\nthreads = 1\nthreads = 2\n", "f:3:11: error: "},
      {"letters of several bytes before it", "\"नेपाल\" = \"x\" y\n", "f:1:15: error: "},
  }));
  INFO(about);
  std::vector<std::string> const found = lines(parse(text));
  REQUIRE(found.size() == 1);
  CHECK(found[0].substr(0, begins.size()) == begins);
}

TEST_CASE("a secret from a file loses its line end, and that is said") {
  struct Case {
    char const* about;
    char const* content;
    bool is_cut;
  };
  auto const [about, content, is_cut] =
      GENERATE(values<Case>({{"exact", "s3cret", false},
                             {"line feed", "s3cret\n", true},
                             {"carriage return", "s3cret\r\n", true},
                             {"a space before", " s3cret", true},
                             {"spaces within stay out of it", "\ts3cret \n\n", true}}));
  INFO(about);
  Folder const folder;
  folder.write("tok", content);
  folder.write("saathi.toml", channel + "secret = \"file:tok\"\n");
  auto const reading = base::read_config(folder.file("saathi.toml"), providers, environment);
  CHECK(reading.config.channels.at(0).credentials.at("secret") == std::vector<std::string>{"s3cret"});
  std::vector<std::string> const warned{
      "f:7:10: warning: Spaces or line ends around the value of \"secret\" were cut off."};
  CHECK(lines(reading) == (is_cut ? warned : std::vector<std::string>{}));
}

TEST_CASE("an empty secret file and a missing configuration are errors") {
  Folder const folder;
  folder.write("tok", "\n");
  folder.write("saathi.toml", channel + "secret = \"file:tok\"\n");
  CHECK(lines(base::read_config(folder.file("saathi.toml"), providers, environment)) ==
        std::vector<std::string>{"f:7:10: error: The file tok for \"secret\" is empty."});
  CHECK(lines(base::read_config(folder.file("none.toml"), providers, environment)) ==
        std::vector<std::string>{"f:1:1: error: This file cannot be read. Name the configuration with --config FILE."});
}

TEST_CASE("no secret stands in a finding") {
  auto const reading = parse(channel + "secret = \"hush-hush \"\ncountry = \"hush-hush\"\n");
  REQUIRE(reading.findings.size() == 3);
  for (std::string const& line : lines(reading)) CHECK(line.find("hush") == std::string::npos);
}

TEST_CASE("every setting has one row, a sentence, and a place to go") {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (base::Setting const& setting : base::settings()) {
    INFO(setting.table << '.' << setting.key);
    CHECK(seen.emplace(setting.table, setting.key).second);
    CHECK(setting.about.ends_with('.'));
    CHECK((setting.put == nullptr) != (setting.put_channel == nullptr));
    CHECK((setting.put_channel != nullptr) == (setting.table == "channel"));
    CHECK((setting.kind == base::SettingKind::count) == (setting.most > 0));
  }
}

TEST_CASE("the nearest name is offered only when it is near") {
  std::array<std::string_view, 3> const known{"public_url", "listen", "threads"};
  CHECK(base::nearest("lisetn", known) == "listen");
  CHECK(base::nearest("thread", known) == "threads");
  CHECK(base::nearest("publicurl", known) == "public_url");
  CHECK(base::nearest("country", known).empty());
  CHECK(base::nearest("", known).empty());
}
