// The hotline's numbers: each channel of the configuration with its provider's adapter, made at start and again when
// the configuration is read again. A channel that was replaced stays where it is, since work in hand still names it.
// Threads: loop thread only.
#pragma once

#include "gateway/base/config.hpp"
#include "gateway/base/finding.hpp"
#include "gateway/base/ip_range.hpp"
#include "gateway/line/voice/cut_call.hpp"
#include "providers/provider.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace line {

struct Channel {
  std::string id;
  std::string address;  // our number there
  std::string country;  // ISO 3166: of numbers without a country code; empty: none
  bool has_voice = false;
  bool records = false;                   // calls may record spoken words
  CallRules calls;                        // after a call that was missed or cut off
  std::string path_secret;                // empty: the provider signs what it sends
  std::vector<base::IpRange> allow_from;  // empty: from anywhere
  std::string hook_base;                  // public_url/hooks/<id>[/<path_secret>]
  providers::Entry const* entry = nullptr;
  std::unique_ptr<providers::Provider> provider;

  // The address to paste at the provider: `hook` is message, status, call or call-status.
  [[nodiscard]] std::string url(std::string_view hook) const { return hook_base + "/" + std::string(hook); }
};

class Channels {
 public:
  explicit Channels(base::Config const& config) { reload(config); }

  void reload(base::Config const& config);
  [[nodiscard]] Channel const* find(std::string_view id) const;
  [[nodiscard]] std::span<std::unique_ptr<Channel const> const> all() const { return channels_; }

 private:
  std::vector<std::unique_ptr<Channel const>> channels_;
  std::vector<std::unique_ptr<Channel const>> retired_;
};

// What each provider wants in its channel's table, for reading the configuration.
[[nodiscard]] std::span<base::ProviderKeys const> provider_keys();

}  // namespace line
