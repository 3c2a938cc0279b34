// saathi check: everything that the hotline's own people wrote, looked at before it runs.
#include "gateway/commands/setting.hpp"
#include "gateway/store/secret.hpp"

#include <array>
#include <filesystem>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--live", "", "also whether the master key can be used"}};

Exit run(Arguments const& arguments, Streams& streams) {
  std::optional<std::string> const file = find_config(arguments, streams);
  if (!file) return Exit::environment;
  std::optional<base::Config> const config = load_config(arguments, streams, {.warnings = true});
  std::shared_ptr<line::Content const> const content =
      load_content(config.value_or(base::Config{}), streams, {.warnings = true});
  if (!config || !content) return Exit::input;
  if (arguments.has("--live")) {
    base::Result<store::MasterKey> const key = store::load_key_file(config->keys.file);
    if (!key) return fail(streams, Exit::environment, key.error().message);
  }
  streams.out << "good: " << config->channels.size() << " channels, " << content->library.flows().size() << " flows, "
              << content->directory.queues.size() << " queues, " << content->routing.rows.size() << " routing rows\n";
  return Exit::good;
}

}  // namespace

extern Command const check_command{
    "check", "", "Looks at configuration, directory, routing and flows and says every mistake.", options, run};

}  // namespace commands
