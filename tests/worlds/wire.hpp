// How the two providers of a world put things on the wire: `lo`, the built-in telephone with an api, which cannot be
// asked what became of a text; and `tw`, Twilio, which can, and signs its webhooks. Pure.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/http.hpp"
#include "gateway/base/http_client.hpp"
#include "gateway/store/outbound_state.hpp"
#include "providers/provider.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace worlds {

enum class Carrier : std::uint8_t { lo, tw };
inline constexpr std::array carriers{Carrier::lo, Carrier::tw};
[[nodiscard]] constexpr std::string_view channel_of(Carrier carrier) { return carrier == Carrier::lo ? "lo" : "tw"; }

// Both channels, as TOML.
[[nodiscard]] std::string channels();

// A text of hers on its way to us.
[[nodiscard]] base::HttpRequest text_webhook(Carrier carrier, std::string const& id, std::string const& from,
                                             std::string const& words);

// A text of ours as the provider got it.
struct Sending {
  Carrier carrier = Carrier::lo;
  std::string id;  // ours
  std::string to;
  std::string text;
  std::string report_url;
};
// Nothing: it asks what was sent to `asked_for`.
[[nodiscard]] std::optional<Sending> read_sending(base::HttpCall const& call);
[[nodiscard]] std::string asked_for(base::HttpCall const& call);

// A text that a provider has accepted.
struct Accepted {
  Sending sending;
  std::string sid;  // the provider's id
  base::Instant at{};
  store::Reported state = store::Reported::sent;  // as the provider knows it now
};
[[nodiscard]] base::HttpResponse acceptance(Accepted const& accepted);
[[nodiscard]] base::HttpResponse list_of(std::vector<Accepted> const& all, std::string const& to);
[[nodiscard]] base::HttpRequest report_webhook(Accepted const& accepted, store::Reported state);

}  // namespace worlds
