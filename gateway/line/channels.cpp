#include "gateway/line/channels.hpp"

namespace line {

namespace {

Channel make_channel(base::Config const& config, base::Config::Channel const& settings) {
  Channel channel;
  channel.id = settings.id;
  channel.address = settings.address;
  channel.country = settings.country;
  channel.has_voice = settings.voice;
  channel.records = config.flows.record;
  channel.calls = {.resume_for = std::chrono::minutes(config.calls.resume_minutes),
                   .texts = config.calls.texts,
                   .texts_per_number_max = config.calls.texts_per_number,
                   .texts_per_channel_max = config.calls.texts_per_channel};
  channel.entry = providers::entry(settings.provider);
  for (std::string const& range : settings.allow_from) {
    if (auto const parsed = base::IpRange::parse(range)) channel.allow_from.push_back(*parsed);
  }
  channel.hook_base = config.server.public_url + "/hooks/" + settings.id;
  providers::Settings adapter{settings.id, settings.address, settings.api, settings.credentials};
  if (channel.entry->has_path_secret) {
    channel.path_secret = adapter.credential("path_secret");
    channel.hook_base += "/" + channel.path_secret;
  }
  channel.provider = channel.entry->make(std::move(adapter));
  return channel;
}

}  // namespace

void Channels::reload(base::Config const& config) {
  for (std::unique_ptr<Channel const>& channel : channels_) retired_.push_back(std::move(channel));
  channels_.clear();
  for (base::Config::Channel const& settings : config.channels) {
    channels_.push_back(std::make_unique<Channel const>(make_channel(config, settings)));
  }
}

Channel const* Channels::find(std::string_view id) const {
  for (std::unique_ptr<Channel const> const& channel : channels_) {
    if (channel->id == id) return channel.get();
  }
  return nullptr;
}

std::span<base::ProviderKeys const> provider_keys() {
  struct Table {
    std::vector<std::vector<base::ProviderKey>> keys;
    std::vector<base::ProviderKeys> rows;
  };
  static Table const table = [] {
    Table made;
    for (providers::Entry const& entry : providers::all()) {
      std::vector<base::ProviderKey> keys;
      for (providers::Credential const& each : entry.credentials) {
        keys.push_back({each.name, each.required, each.secret, each.about});
      }
      made.keys.push_back(std::move(keys));
    }
    for (std::size_t i = 0; i < made.keys.size(); ++i) made.rows.push_back({providers::all()[i].name, made.keys[i]});
    return made;
  }();
  return table.rows;
}

}  // namespace line
