// Carries notices that go by none of our channels: e-mail, and webhooks of organisations. A webhook is signed so that
// its reader can tell it from anybody's, and bears the notice's id, since it may come twice:
//   Saathi-Signature: t=1795428000,v1=<hex HMAC-SHA256 of "1795428000." and the body, under the shared secret>
// Threads: loop thread only.
#pragma once

#include "gateway/base/clock.hpp"
#include "gateway/base/config.hpp"
#include "gateway/base/http_client.hpp"
#include "gateway/base/mail_client.hpp"
#include "gateway/store/outbound.hpp"
#include "providers/provider.hpp"

#include <string>
#include <string_view>

namespace line {

// The header's value.
[[nodiscard]] std::string webhook_signature(std::string_view secret, base::Instant now, std::string_view body);

class NoticeSender {
 public:
  NoticeSender(base::Config::Notices const& settings, base::HttpSender& http, base::MailSender& mail,
               base::Clock const& clock)
      : settings_(settings), http_(http), mail_(mail), clock_(clock) {}

  // Whether it goes this way, and not by a channel.
  [[nodiscard]] static bool carries(store::Parcel const& parcel);
  // Never Unknown: what may have arrived goes again, and says by its id that it is the same.
  [[nodiscard]] base::Task<providers::Outcome> send(store::Parcel parcel);

 private:
  [[nodiscard]] base::Task<providers::Outcome> send_mail(store::Parcel parcel);
  [[nodiscard]] base::Task<providers::Outcome> call_webhook(store::Parcel parcel);

  base::Config::Notices const& settings_;
  base::HttpSender& http_;
  base::MailSender& mail_;
  base::Clock const& clock_;
};

}  // namespace line
