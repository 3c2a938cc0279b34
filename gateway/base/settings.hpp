// Every setting of saathi.toml, defined once: reading, errors, the sample file and the manual page all come from this
// table. Credentials of channels are not here: each provider names its own (ProviderKeys).
#pragma once

#include "gateway/base/config.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace base {

enum class SettingKind : std::uint8_t {
  text,        // as it is, spaces at both ends cut
  channel_id,  // [a-z0-9-]{1,32}
  listen,      // address:port
  url,         // http(s)://…, spaces and the slash at the end cut
  mail_url,    // smtp(s)://…, likewise
  secret,      // a text that should not stand in the file itself
  store_url,   // sqlite:PATH
  path,
  country,  // two letters
  count,    // a whole number between `least` and `most`
  flag,
  texts,   // a list, or one text
  ranges,  // a list of IP addresses and networks
};

using SettingValue = std::variant<std::string, std::vector<std::string>, int, bool>;

struct Setting {
  std::string_view table;  // "server"; "channel" is the table of each [[channel]]
  std::string_view key;
  SettingKind kind = SettingKind::text;
  std::string_view standard;  // the default, as it would be written in TOML; empty: none
  bool required = false;
  int least = 0;  // limits of a count
  int most = 0;
  std::string_view about;                                             // one sentence
  void (*put)(Config& config, SettingValue value);                    // nothing for a channel's
  void (*put_channel)(Config::Channel& channel, SettingValue value);  // nothing for the others
};

[[nodiscard]] std::span<Setting const> settings();

// The name among `known` nearest to a misspelt one; empty if none is near.
[[nodiscard]] std::string_view nearest(std::string_view misspelt, std::span<std::string_view const> known);

}  // namespace base
