// The telephone face of the gateway: /hooks/<channel id>/[<path secret>/]<hook>. Finds the channel, lets its adapter
// judge who sent it and read it, hands what was read to the intake, and answers only when that is on disk. Unknown
// channel 404, wrong signature or secret 403 (counted), unreadable 400, not on disk 503 so that the provider comes
// again. Threads: loop thread only.
#pragma once

#include "gateway/base/http.hpp"
#include "gateway/base/task.hpp"
#include "gateway/line/intake.hpp"
#include "gateway/line/mailbox.hpp"
#include "gateway/line/voice/calls.hpp"

namespace line {

class Webhooks {
 public:
  // `public_url` is what providers call us by: signatures are computed over it.
  Webhooks(IntakeParts parts, Intake& intake, Calls& calls, Mailbox& mailbox, std::string const& public_url)
      : parts_(parts), intake_(intake), calls_(calls), mailbox_(mailbox), public_url_(public_url) {}

  [[nodiscard]] base::Task<base::HttpResponse> handle(base::HttpRequest request);

 private:
  struct Route {
    Channel const* channel = nullptr;
    providers::Hook hook = providers::Hook::message;
    bool has_secret = false;  // the right one, or none is needed
  };
  [[nodiscard]] std::optional<Route> find(std::string_view path) const;
  [[nodiscard]] base::Task<base::HttpResponse> take(Route route, std::vector<providers::Event> events,
                                                    std::string query);
  [[nodiscard]] base::Task<base::HttpResponse> take_text(Channel const& channel, providers::TextIn text);
  [[nodiscard]] base::Task<base::HttpResponse> take_call(Channel const& channel, providers::CallIn call, bool is_retry);
  [[nodiscard]] base::HttpResponse refuse(Channel const& channel, providers::Refusal const& refusal);

  IntakeParts parts_;
  Intake& intake_;
  Calls& calls_;
  Mailbox& mailbox_;
  std::string const& public_url_;
};

}  // namespace line
