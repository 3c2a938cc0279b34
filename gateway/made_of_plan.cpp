#include "gateway/made_of_plan.hpp"

namespace gateway {

std::vector<line::SpokenLine> lines_to_record(line::Content const& content) {
  std::vector<line::SpokenLine> lines;
  std::ptrdiff_t spoken_only = 0;
  for (flows::Copy::Line const& each : content.library.copy().lines()) {
    std::string_view const text = flows::in_language(each.texts, "ne");
    if (text.empty() || text.contains('{')) continue;
    auto const place = each.parts_max == 0 ? lines.begin() + spoken_only++ : lines.end();
    lines.insert(place, {"ne", std::string(text)});
  }
  return lines;
}

desk::People::Codes codes_of(std::shared_ptr<line::Content const> const& content) {
  return {
      .is_queue = [&content](std::string_view code) { return content->directory.find_queue(code) != nullptr; },
      .is_organisation = [&content](std::string_view code) { return content->directory.find_target(code) != nullptr; }};
}

console::Hotline hotline_of(Plan const& plan, base::Clock& clock) {
  console::Hotline hotline{.route =
                               [&plan, &clock](desk::CaseFacts const& facts) {
                                 return desk::route(facts, plan.content->routing, plan.content->directory, clock.now());
                               },
                           .now = [&clock] { return clock.now(); },
                           .is_demo = plan.door.is_demo};
  for (base::Config::Channel const& channel : plan.config.channels) {
    bool const is_open = channel.provider == "local" && channel.credentials.empty() && channel.api.empty();
    if (hotline.is_demo && is_open) hotline.phones.push_back({channel.id, channel.address, channel.voice});
  }
  return hotline;
}

base::MailServer mail_server(base::Config const& config) {
  base::Config::Notices const& notices = config.notices;
  return {
      .url = notices.mail_url, .from = notices.mail_from, .user = notices.mail_user, .password = notices.mail_password};
}

base::HttpServerOptions server_options(base::Config const& config, base::Metrics& metrics) {
  base::HttpServerOptions options;
  for (std::string const& range : config.server.trusted_proxies) {
    if (auto const parsed = base::IpRange::parse(range)) options.trusted_proxies.push_back(*parsed);
  }
  options.on_refusal = [&metrics](base::HttpRefusal why) {
    metrics.increment("saathi_http_refused_total", {base::name(why)});
  };
  return options;
}

}  // namespace gateway
