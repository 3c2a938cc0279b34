// saathi doctor: signs a request to itself through the public address, as each provider would, and says what a proxy in
// between breaks.
#include "gateway/base/http_client.hpp"
#include "gateway/base/log.hpp"
#include "gateway/base/tasks.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/line/channels.hpp"

#include <boost/asio/io_context.hpp>

#include <array>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option};

// Reaches a webhook, is signed, and names no message: a gateway that believes the signature finds it malformed (400).
constexpr std::string_view form_type = "application/x-www-form-urlencoded";
// What proxies like to rewrite: escapes, a plus, an empty value, a space at the end.
constexpr std::string_view probe_query = "id=doctor&probe=%E0%A4%A8%20%2B&void=";
constexpr std::string_view probe_body = "Probe=%E0%A4%A8%E0%A4%AE+%2B+&Void=";

struct Judgement {
  bool good = false;
  std::string text;
};

base::HttpCall call_of(line::Channel const& channel) {
  providers::Request request;
  request.hook = providers::Hook::status;
  request.method = "POST";
  request.query = probe_query;
  request.url = channel.url("status") + "?" + request.query;
  request.headers = {{"Content-Type", std::string(form_type)}};
  request.body = probe_body;
  base::HttpCall call;
  call.url = request.url;
  call.headers = {{"Content-Type", std::string(form_type)}};
  call.body = request.body;
  if (std::optional<std::vector<providers::Header>> const signed_headers = channel.provider->sign(request)) {
    for (providers::Header const& header : *signed_headers) call.headers.push_back({header.name, header.value});
  }
  return call;
}

Judgement judge(line::Channel const& channel, base::HttpExchange const& exchange) {
  if (auto const* failed = std::get_if<base::NotSent>(&exchange)) {
    return {false, "cannot be reached through public_url: " + failed->why +
                       ". Is the gateway running, and the proxy in front of it?"};
  }
  if (auto const* failed = std::get_if<base::Lost>(&exchange)) {
    return {false, "does not answer through public_url: " + failed->why + "."};
  }
  int const status = std::get<base::HttpResponse>(exchange).status;
  if (status == 400) {
    if (!channel.path_secret.empty()) return {true, "reached, and the secret holds"};
    bool const is_signed = channel.provider->sign({}).has_value();
    return {true, is_signed ? "reached, and the signature holds" : "reached; it has no secret, so everybody may text"};
  }
  if (status == 403) {
    return {false,
            "is reached, but the signature fails: the proxy changes the address (host, port, path or query) or "
            "[server] public_url is not what providers call, or allow_from leaves this machine out."};
  }
  if (status == 404)
    return {false,
            "is reached, but knows no such channel: the proxy changes the path, or the gateway runs on another "
            "configuration."};
  return {false, "answers with status " + std::to_string(status) + ": something else listens there."};
}

base::Task<void> ask(base::HttpClient& client, line::Channels const& channels, std::ostream& out, bool& good) {
  for (auto const& channel : channels.all()) {
    base::HttpCall call = call_of(*channel);
    base::HttpExchange const exchange = co_await client.send(std::move(call));
    Judgement const finding = judge(*channel, exchange);
    good = good && finding.good;
    out << (finding.good ? "good   " : "broken ") << channel->id << ": " << finding.text << '\n';
  }
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::optional<base::Config> config = load_config(arguments, streams);
  if (!config) return Exit::input;
  if (config->server.public_url.empty()) config->server.public_url = "http://" + config->server.listen;
  if (config->channels.empty()) return fail(streams, Exit::input, "There is no channel in the configuration.");
  line::Channels const channels(*config);
  boost::asio::io_context loop;
  base::Log log(base::Level::error);
  bool good = true;
  {
    base::HttpClient client(loop.get_executor(), {});
    base::TaskGroup tasks(loop.get_executor(), log);
    tasks.start("doctor", ask(client, channels, streams.out, good));
    loop.run();
  }
  return good ? Exit::good : Exit::environment;
}

}  // namespace

extern Command const doctor_command{
    "doctor", "", "Tries every webhook through the public address and says what a proxy breaks.", options, run};

}  // namespace commands
