#include "gateway/base/config.hpp"

#include "gateway/base/config_values.hpp"
#include "gateway/base/settings.hpp"
#include "gateway/base/toml_document.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <ranges>

namespace base {
namespace {

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string did_you_mean(std::string_view misspelt, std::span<std::string_view const> known) {
  std::string_view const near = nearest(misspelt, known);
  return near.empty() ? "." : "; did you mean " + in_quotes(near) + '?';
}

std::vector<std::string_view> keys_of(std::string_view table) {
  std::vector<std::string_view> keys;
  for (Setting const& setting : settings()) {
    if (setting.table == table) keys.push_back(setting.key);
  }
  return keys;
}

std::vector<std::string_view> tables() {
  std::vector<std::string_view> names;
  for (Setting const& setting : settings()) {
    if (names.empty() || names.back() != setting.table) names.push_back(setting.table);
  }
  return names;
}

Setting const* find_setting(std::string_view table, std::string_view key) {
  auto const found = std::ranges::find_if(
      settings(), [&](Setting const& setting) { return setting.table == table && setting.key == key; });
  return found == settings().end() ? nullptr : &*found;
}

TomlEntry const* find_entry(TomlNode::Table const& table, std::string_view key) {
  auto const found = std::ranges::find(table, key, &TomlEntry::key);
  return found == table.end() ? nullptr : &*found;
}

class ConfigReader {
 public:
  ConfigReader(std::filesystem::path const& file, std::span<ProviderKeys const> providers,
               Environment const& environment)
      : findings_(file.string()),
        values_(std::filesystem::absolute(file).parent_path(), environment, findings_),
        providers_(providers) {
    reading_.config.file = file;
  }

  ConfigReading read(std::string_view text) {
    auto const document = parse_toml(text);
    if (!document) {
      findings_.error(document.error().position, document.error().message);
    } else {
      read_tables(*document);
      read_standards(*document);
      check_channels();
      check_notices(*document);
      check_public_url(*document);
    }
    reading_.findings = findings_.take();
    return std::move(reading_);
  }

 private:
  void read_tables(TomlNode::Table const& document) {
    std::vector<std::string_view> const known = tables();
    for (TomlEntry const& entry : document) {
      if (entry.key == "channel") {
        read_channels(entry);
      } else if (std::ranges::find(known, entry.key) == known.end()) {
        findings_.error(entry.position, "There is no table " + in_quotes(entry.key) + did_you_mean(entry.key, known));
      } else if (auto const* const table = std::get_if<TomlNode::Table>(&entry.node.value)) {
        read_table(entry.key, *table);
      } else {
        findings_.error(entry.position,
                        in_quotes(entry.key) + " must be a table: a line [" + entry.key + "] and its settings below.");
      }
    }
  }

  void read_table(std::string const& name, TomlNode::Table const& table) {
    std::vector<std::string_view> const known = keys_of(name);
    for (TomlEntry const& entry : table) {
      Setting const* const setting = find_setting(name, entry.key);
      if (setting == nullptr) {
        findings_.error(entry.position, "There is no setting " + in_quotes(entry.key) + " in [" + name + ']' +
                                            did_you_mean(entry.key, known));
        continue;
      }
      auto value = values_.read(*setting, entry.node);
      if (value) setting->put(reading_.config, std::move(*value));
    }
  }

  void read_standards(TomlNode::Table const& document) {
    for (Setting const& setting : settings()) {
      if (setting.put == nullptr) continue;
      TomlEntry const* const entry = find_entry(document, setting.table);
      auto const* const table = entry == nullptr ? nullptr : std::get_if<TomlNode::Table>(&entry->node.value);
      bool const is_given = table != nullptr && find_entry(*table, setting.key) != nullptr;
      if (!is_given) setting.put(reading_.config, values_.standard(setting));
    }
  }

  void read_channels(TomlEntry const& entry) {
    auto const* const list = std::get_if<TomlNode::List>(&entry.node.value);
    if (list == nullptr) {
      findings_.error(entry.position, "A channel begins with a line [[channel]], with two brackets.");
      return;
    }
    for (TomlNode const& node : *list) {
      if (auto const* const table = std::get_if<TomlNode::Table>(&node.value)) {
        read_channel(node.position, *table);
      } else {
        findings_.error(node.position, "A channel begins with a line [[channel]].");
      }
    }
  }

  void read_channel(Position position, TomlNode::Table const& table) {
    Config::Channel channel;
    channel.position = position;
    for (TomlEntry const& entry : table) {
      channel.positions.emplace(entry.key, entry.node.position);
      Setting const* const setting = find_setting("channel", entry.key);
      if (setting == nullptr) continue;
      auto value = values_.read(*setting, entry.node);
      if (value) setting->put_channel(channel, std::move(*value));
    }
    for (Setting const& setting : settings()) {
      if (setting.table != "channel" || !setting.required || find_entry(table, setting.key) != nullptr) continue;
      findings_.error(position, "This channel has no " + in_quotes(setting.key) + ". " + std::string(setting.about));
    }
    read_credentials(channel, table);
    reading_.config.channels.push_back(std::move(channel));
  }

  void read_credentials(Config::Channel& channel, TomlNode::Table const& table) {
    auto const provider = std::ranges::find(providers_, channel.provider, &ProviderKeys::name);
    if (provider == providers_.end()) {
      // What credentials it should have, nobody can say before the provider is known.
      auto const names = providers_ | std::views::transform(&ProviderKeys::name);
      std::vector<std::string_view> const known(names.begin(), names.end());
      auto const place = channel.positions.find("provider");
      if (channel.provider.empty() || place == channel.positions.end()) return;
      findings_.error(place->second,
                      "There is no provider " + in_quotes(channel.provider) + did_you_mean(channel.provider, known));
      return;
    }
    std::vector<std::string_view> known = keys_of("channel");
    for (ProviderKey const& key : provider->keys) {
      known.push_back(key.name);
      TomlEntry const* const entry = find_entry(table, key.name);
      if (entry != nullptr) {
        auto found = values_.read_credential(key, entry->node);
        if (found) channel.credentials.emplace(key.name, std::move(*found));
      } else if (key.required) {
        std::string message = "This " + channel.provider + " channel has no " + in_quotes(key.name) + '.';
        if (!key.about.empty()) message += ' ' + std::string(key.about);
        findings_.error(channel.position, std::move(message));
      }
    }
    for (TomlEntry const& entry : table) {
      if (std::ranges::find(known, entry.key) != known.end()) continue;
      findings_.error(entry.position, "There is no setting " + in_quotes(entry.key) + " for a " + channel.provider +
                                          " channel" + did_you_mean(entry.key, known));
    }
  }

  void check_channels() {
    std::vector<Config::Channel> const& channels = reading_.config.channels;
    std::vector<std::string_view> ids;
    ids.reserve(channels.size());
    for (Config::Channel const& channel : channels) ids.push_back(channel.id);
    for (auto channel = channels.begin(); channel != channels.end(); ++channel) {
      if (channel->id.empty()) continue;
      auto const first = std::ranges::find(channels, channel->id, &Config::Channel::id);
      if (first != channel) {
        findings_.error(channel->positions.at("id"),
                        "The channel " + in_quotes(channel->id) + " was there already in line " +
                            std::to_string(first->positions.at("id").line) + "; every channel needs an id of its own.");
      }
      if (channel->failover.empty()) continue;
      Position const place = channel->positions.at("failover");
      if (channel->failover == channel->id) {
        findings_.error(place, "A channel cannot be its own \"failover\".");
      } else if (std::ranges::find(ids, channel->failover) == ids.end()) {
        findings_.error(place,
                        "There is no channel " + in_quotes(channel->failover) + did_you_mean(channel->failover, ids));
      }
    }
  }

  // What belongs together stands together, and duty phones are reached by a channel that there is.
  void check_notices(TomlNode::Table const& document) {
    TomlEntry const* const entry = find_entry(document, "notices");
    if (entry == nullptr) return;
    Config::Notices const& notices = reading_.config.notices;
    if (!notices.mail_url.empty() && !notices.mail_from.contains('@'))
      findings_.error(entry->position, "[notices] has a \"mail_url\" and needs a \"mail_from\", an e-mail address.");
    if (!notices.mail_user.empty() && notices.mail_password.empty())
      findings_.error(entry->position, "[notices] has a \"mail_user\" and needs its \"mail_password\".");
    if (!notices.webhook_url.empty() && notices.webhook_secret.empty())
      findings_.error(entry->position, "[notices] has a \"webhook_url\" and needs a \"webhook_secret\".");
    std::vector<std::string_view> ids;
    for (Config::Channel const& channel : reading_.config.channels) ids.emplace_back(channel.id);
    bool const is_known = notices.sms_channel.empty() || std::ranges::find(ids, notices.sms_channel) != ids.end();
    if (!is_known) {
      findings_.error(entry->position, "[notices] names a \"sms_channel\" that there is not: " +
                                           in_quotes(notices.sms_channel) + did_you_mean(notices.sms_channel, ids));
    }
  }

  void check_public_url(TomlNode::Table const& document) {
    Config::Server& server = reading_.config.server;
    TomlEntry const* const entry = find_entry(document, "server");
    auto const* const table = entry == nullptr ? nullptr : std::get_if<TomlNode::Table>(&entry->node.value);
    if (!server.public_url.empty() || (table != nullptr && find_entry(*table, "public_url") != nullptr)) return;
    server.public_url = (server.listen.starts_with(':') ? "http://127.0.0.1" : "http://") + server.listen;
    if (reading_.config.channels.empty()) return;
    findings_.warning(entry == nullptr ? Position{} : entry->position,
                      "[server] has no \"public_url\", so it is " + server.public_url +
                          "; providers need the address at which they reach this server.");
  }

  Findings findings_;
  ValueReader values_;
  std::span<ProviderKeys const> providers_;
  ConfigReading reading_;
};

}  // namespace

Environment os_environment() {
  return [](std::string const& name) -> std::optional<std::string> {
    char const* const value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

ConfigReading parse_config(std::string_view text, std::filesystem::path const& file,
                           std::span<ProviderKeys const> providers, Environment const& environment) {
  return ConfigReader(file, providers, environment).read(text);
}

ConfigReading read_config(std::filesystem::path const& file, std::span<ProviderKeys const> providers,
                          Environment const& environment) {
  std::ifstream stream(file, std::ios::binary);
  std::string const text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.is_open() && !stream.bad() && std::filesystem::is_regular_file(file)) {
    return parse_config(text, file, providers, environment);
  }
  ConfigReading reading;
  reading.config.file = file;
  reading.findings.push_back(
      {file.string(), 1, 1, Severity::error, "This file cannot be read. Name the configuration with --config FILE."});
  return reading;
}

}  // namespace base
