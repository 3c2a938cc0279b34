#include "gateway/line/notice_sender.hpp"

#include "gateway/store/notice.hpp"
#include "providers/crypto.hpp"

#include <utility>

namespace line {

namespace {

// Nothing else in the world is told by the subject than by the text.
constexpr std::string_view mail_subject = "Saathi: a case is waiting";
constexpr int too_many_requests = 429;
constexpr int request_timeout = 408;

providers::Outcome outcome_of(base::MailOutcome const& outcome) {
  switch (outcome.what) {
    case base::MailOutcome::What::taken:
      return providers::Accepted{.provider_id = {}, .state = providers::Delivery::sent};
    case base::MailOutcome::What::refused: return providers::Never{.why = outcome.why, .alarm = true};
    case base::MailOutcome::What::again: return providers::TryAgain{.why = outcome.why, .after = {}, .not_before = {}};
  }
  std::unreachable();
}

providers::Outcome again(std::string why) {
  return providers::TryAgain{.why = std::move(why), .after = {}, .not_before = {}};
}

providers::Outcome outcome_of(base::HttpExchange const& exchange) {
  if (auto const* const lost = std::get_if<base::Lost>(&exchange)) return again(lost->why);
  if (auto const* const not_sent = std::get_if<base::NotSent>(&exchange)) return again(not_sent->why);
  int const status = std::get<base::HttpResponse>(exchange).status;
  if (status >= 200 && status < 300) {
    return providers::Accepted{.provider_id = {}, .state = providers::Delivery::delivered};
  }
  std::string const why = "the webhook answered " + std::to_string(status);
  bool const is_for_good = status >= 300 && status < 500 && status != too_many_requests && status != request_timeout;
  if (is_for_good) return providers::Never{.why = why, .alarm = true};
  return again(why);
}

}  // namespace

std::string webhook_signature(std::string_view secret, base::Instant now, std::string_view body) {
  auto const seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  std::string const time = std::to_string(seconds);
  providers::HmacKey const key(providers::Hash::sha256, secret);
  std::array<std::string_view, 3> const signed_pieces{time, ".", body};
  return "t=" + time + ",v1=" + providers::hex(key.sign(signed_pieces));
}

bool NoticeSender::carries(store::Parcel const& parcel) {
  return parcel.outbound.channel == store::mail_way || parcel.outbound.channel == store::webhook_way;
}

base::Task<providers::Outcome> NoticeSender::send(store::Parcel parcel) {
  bool const is_mail = parcel.outbound.channel == store::mail_way;
  base::Task<providers::Outcome> sending = is_mail ? send_mail(std::move(parcel)) : call_webhook(std::move(parcel));
  providers::Outcome outcome = co_await std::move(sending);
  co_return outcome;
}

base::Task<providers::Outcome> NoticeSender::send_mail(store::Parcel parcel) {
  base::Mail mail{.id = store::text(parcel.outbound.id),
                  .to = std::move(parcel.to),
                  .subject = std::string(mail_subject),
                  .text = parcel.text.reveal(base::Reason::to_send)};
  base::MailOutcome const outcome = co_await mail_.send(std::move(mail));
  co_return outcome_of(outcome);
}

base::Task<providers::Outcome> NoticeSender::call_webhook(store::Parcel parcel) {
  base::HttpCall call;
  call.method = "POST";
  call.url = settings_.webhook_url;
  call.body = parcel.text.reveal(base::Reason::to_send);
  call.headers = {{"Content-Type", "application/json"},
                  {"Saathi-Notice", store::text(parcel.outbound.id)},
                  {"Saathi-Signature", webhook_signature(settings_.webhook_secret, clock_.now(), call.body)}};
  base::HttpExchange const exchange = co_await http_.send(std::move(call));
  co_return outcome_of(exchange);
}

}  // namespace line
