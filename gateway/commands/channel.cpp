// saathi channel urls: what to paste at each provider.
#include "gateway/commands/setting.hpp"
#include "gateway/line/channels.hpp"

#include <array>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option};

void print(line::Channel const& channel, std::ostream& out) {
  out << channel.id << " (" << channel.entry->name << ", " << channel.address << ")\n";
  for (providers::SetUp const& row : channel.entry->set_up) {
    if (row.voice && !channel.has_voice) continue;
    out << "  " << row.where << ":\n    " << channel.url(row.hook) << row.query << '\n';
  }
}

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words != std::vector<std::string>{"urls"})
    return fail(streams, Exit::usage, "Try: saathi channel urls [--config FILE]");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  if (config->server.public_url.empty()) {
    streams.err << "saathi: [server] public_url is not set, so these addresses begin at the machine itself; providers "
                   "cannot reach them.\n";
  }
  base::Config shown = *config;
  if (shown.server.public_url.empty()) shown.server.public_url = "http://" + shown.server.listen;
  line::Channels const channels(shown);
  for (auto const& channel : channels.all()) print(*channel, streams.out);
  return Exit::good;
}

}  // namespace

extern Command const channel_command{"channel", "urls", "Prints the webhook addresses to paste at each provider.",
                                     options, run};

}  // namespace commands
