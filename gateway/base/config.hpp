// saathi.toml, read once at start and on SIGHUP, never reached for: each part of the program gets its part. Every
// mistake of meaning is found in one run; a syntax mistake stands alone. Texts may be "env:NAME" or "file:PATH";
// relative paths are relative to the file. Which settings there are is said once, in settings.cpp. Pure but for reading
// files.
#pragma once

#include "gateway/base/finding.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// Where in the file something stands, so that later checks can point there.
struct Position {
  int line = 1;
  int column = 1;
};

struct Config {
  struct Server {
    std::string listen;
    std::string public_url;  // no slash at the end
    int threads = 1;
    std::vector<std::string> trusted_proxies;
  };
  struct Metrics {
    std::string listen;
  };
  struct Store {
    std::string url;  // "sqlite:/absolute/path"
  };
  struct Keys {  // one of three; the file also where the others cannot be had (a shell)
    std::filesystem::path file;
    std::string credential;  // a name in systemd's $CREDENTIALS_DIRECTORY; empty: none
    std::string command;     // writes the key; empty: none
  };
  struct Content {
    std::filesystem::path dir;  // empty: where the contract looks
  };
  struct Limits {  // inbound messages a minute; danger always passes
    int per_number = 0;
    int per_prefix = 0;
    int total = 0;
  };
  struct Flows {
    bool second_person = true;
    bool record = false;  // calls may record spoken words
  };
  struct Calls {  // that were missed or cut off
    int resume_minutes = 0;
    bool texts = true;
    int texts_per_number = 0;   // a day
    int texts_per_channel = 0;  // an hour
  };
  struct Notices {            // to our own people
    std::string sms_channel;  // a channel's id; empty: no texts to duty phones
    std::string mail_url;     // smtp(s)://host[:port]; empty: no e-mail
    std::string mail_from;
    std::string mail_user;
    std::string mail_password;
    std::string webhook_url;  // empty: none
    std::string webhook_secret;
  };
  struct Channel {
    std::string id;
    std::string provider;
    std::string address;
    std::string country;  // ISO 3166-1 alpha-2; empty: none
    bool voice = false;
    std::string api;  // base URL without a slash at the end; empty: the provider's own
    int rate = 0;     // texts a second; 0: the provider's own
    std::vector<std::string> allow_from;
    std::string failover;                                                      // another channel's id
    int budget = 0;                                                            // texts a day; 0: no limit
    std::map<std::string, std::vector<std::string>, std::less<>> credentials;  // several: new before old
    Position position;                                                         // of its [[channel]]
    std::map<std::string, Position, std::less<>> positions;                    // of its keys
  };

  std::filesystem::path file;
  Server server;
  Metrics metrics;
  Store store;
  Keys keys;
  Content content;
  Limits limits;
  Flows flows;
  Calls calls;
  Notices notices;
  std::vector<Channel> channels;
};

// What a provider wants in its channel's table; handed in, because base does not know the providers.
struct ProviderKey {
  std::string_view name;
  bool required = true;
  bool secret = true;
  std::string_view about{};
};
struct ProviderKeys {
  std::string_view name;
  std::span<ProviderKey const> keys;
};

using Environment = std::function<std::optional<std::string>(std::string const& name)>;
[[nodiscard]] Environment os_environment();

struct ConfigReading {
  Config config;                  // as far as it could be read; to be used only if there is no error
  std::vector<Finding> findings;  // in the order of the file
};

[[nodiscard]] ConfigReading read_config(std::filesystem::path const& file, std::span<ProviderKeys const> providers,
                                        Environment const& environment);
// The same from text, for tests; `file` says where relative paths start and what findings call it.
[[nodiscard]] ConfigReading parse_config(std::string_view text, std::filesystem::path const& file,
                                         std::span<ProviderKeys const> providers, Environment const& environment);

}  // namespace base
