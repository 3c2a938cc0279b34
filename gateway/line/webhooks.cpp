#include "gateway/line/webhooks.hpp"

#include "providers/crypto.hpp"

#include <array>
#include <utility>

namespace line {

namespace {

constexpr std::string_view prefix = "/hooks/";

struct HookName {
  std::string_view name;
  providers::Hook hook;
};
constexpr std::array hooks{HookName{"message", providers::Hook::message}, HookName{"status", providers::Hook::status},
                           HookName{"call", providers::Hook::call},
                           HookName{"call-status", providers::Hook::call_status},
                           HookName{"messages", providers::Hook::messages}};

providers::Request request_of(base::HttpRequest request, providers::Hook hook, std::string const& public_url) {
  providers::Request ours;
  ours.hook = hook;
  ours.method = std::move(request.method);
  ours.url = public_url + request.target;
  ours.query = std::move(request.query);
  for (base::HttpHeader& header : request.headers)
    ours.headers.push_back({std::move(header.name), std::move(header.value)});
  ours.body = std::move(request.body);
  return ours;
}

base::HttpResponse response_of(providers::Response response) {
  base::HttpResponse ours;
  ours.status = response.status;
  if (!response.content_type.empty()) ours.headers.push_back({"Content-Type", std::move(response.content_type)});
  for (providers::Header& header : response.headers)
    ours.headers.push_back({std::move(header.name), std::move(header.value)});
  ours.body = std::move(response.body);
  return ours;
}

// Whatever went wrong on our side, the provider shall come again: it still has the only copy.
base::HttpResponse come_again() {
  return base::problem(503, "Service unavailable", "It could not be stored. Try again.");
}

}  // namespace

std::optional<Webhooks::Route> Webhooks::find(std::string_view path) const {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  std::size_t const slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  Route route{.channel = parts_.channels.find(path.substr(0, slash))};
  std::string_view rest = path.substr(slash + 1);
  if (route.channel == nullptr) return std::nullopt;
  std::size_t const last = rest.rfind('/');
  std::string_view const secret = last == std::string_view::npos ? std::string_view() : rest.substr(0, last);
  std::string_view const name = last == std::string_view::npos ? rest : rest.substr(last + 1);
  bool const needs_secret = route.channel->entry->has_path_secret;
  if (!needs_secret && !secret.empty()) return std::nullopt;
  route.has_secret = !needs_secret || (!secret.empty() && providers::same_secret(secret, route.channel->path_secret));
  for (HookName const& each : hooks) {
    if (each.name != name) continue;
    bool const is_call = each.hook == providers::Hook::call || each.hook == providers::Hook::call_status;
    if (is_call && !route.channel->has_voice) return std::nullopt;
    route.hook = each.hook;
    return route;
  }
  return std::nullopt;
}

base::Task<base::HttpResponse> Webhooks::handle(base::HttpRequest request) {
  std::optional<Route> const route = find(request.path);
  if (!route) co_return base::problem(404, "Not found", "There is no such channel or webhook here.");
  Channel const& channel = *route->channel;
  bool const may_come = channel.allow_from.empty() || base::any_contains(channel.allow_from, request.peer);
  if (!route->has_secret || !may_come) {
    co_return refuse(channel, {providers::Refusal::Kind::signature, may_come ? "path_secret" : "address"});
  }
  std::string query = request.query;
  providers::Request const ours = request_of(std::move(request), route->hook, public_url_);
  std::expected<std::vector<providers::Event>, providers::Refusal> events = channel.provider->read(ours);
  if (!events) co_return refuse(channel, events.error());
  base::HttpResponse response = co_await take(*route, std::move(*events), std::move(query));
  bool const taken = response.status < 400;
  parts_.metrics.increment("saathi_webhooks_total", {channel.id, taken ? "taken" : "not_stored"});
  co_return response;
}

base::HttpResponse Webhooks::refuse(Channel const& channel, providers::Refusal const& refusal) {
  bool const unsigned_ = refusal.kind == providers::Refusal::Kind::signature;
  parts_.metrics.increment("saathi_webhooks_total", {channel.id, unsigned_ ? "unsigned" : "malformed"});
  parts_.log.warning("webhook_refused", {{"channel", channel.id}, {"why", refusal.why}});
  if (unsigned_)
    return base::problem(403, "Forbidden",
                         "This did not come from the provider, or its secret changed: " + refusal.why + ".");
  return base::problem(400, "Bad request", "This cannot be read: " + refusal.why + ".");
}

base::Task<base::HttpResponse> Webhooks::take(Route route, std::vector<providers::Event> events, std::string query) {
  Channel const& channel = *route.channel;
  if (route.hook == providers::Hook::messages) {
    base::HttpResponse polled = co_await mailbox_.poll(channel, parts_.content->numbering, std::move(query));
    co_return polled;
  }
  bool const is_retry = query.starts_with("retry=");
  base::HttpResponse response = response_of(channel.provider->answer({}, {}));
  for (providers::Event& event : events) {
    if (auto* const text = std::get_if<providers::TextIn>(&event)) {
      response = co_await take_text(channel, std::move(*text));
    } else if (auto* const call = std::get_if<providers::CallIn>(&event)) {
      response = co_await take_call(channel, std::move(*call), is_retry);
    } else {
      base::Result<void> const folded = co_await intake_.report(channel, std::get<providers::Report>(std::move(event)));
      if (!folded) response = come_again();
    }
    if (response.status >= 400) break;
  }
  co_return response;
}

base::Task<base::HttpResponse> Webhooks::take_text(Channel const& channel, providers::TextIn text) {
  std::string const id = text.provider_id;
  base::Result<Heard> const heard = co_await intake_.text(channel, std::move(text));
  if (heard) co_return response_of(channel.provider->answer(id, heard->replies));
  parts_.log.error("text_not_stored", heard.error());
  co_return come_again();
}

base::Task<base::HttpResponse> Webhooks::take_call(Channel const& channel, providers::CallIn call, bool is_retry) {
  int const turn = call.turn;
  base::Result<providers::Response> answered = co_await calls_.step(channel, std::move(call));
  if (answered) co_return response_of(std::move(*answered));
  parts_.log.error("call_step_not_stored", answered.error());
  // A caller is never read a technical error: the step is asked for once more, then the line ends without a word.
  std::vector<providers::CallStep> steps{providers::HangUp{}};
  std::string const again = channel.url("call") + "?retry=1&turn=" + std::to_string(turn);
  if (!is_retry) steps = {providers::Redirect{again}};
  co_return response_of(channel.provider->script(steps));
}

}  // namespace line
