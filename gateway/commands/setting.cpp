#include "gateway/commands/setting.hpp"

#include "gateway/line/channels.hpp"
#include "gateway/serve.hpp"

#include <array>
#include <filesystem>
#include <ostream>

namespace commands {

std::optional<std::string> find_config(Arguments const& arguments, Streams& streams) {
  if (arguments.has("--config")) return arguments.get("--config");
  for (char const* file : {"config/saathi.toml", "/etc/saathi/saathi.toml"}) {
    if (std::filesystem::exists(file)) return std::string(file);
  }
  fail(streams, Exit::environment,
       "There is neither config/saathi.toml nor /etc/saathi/saathi.toml; name one with --config FILE.");
  return std::nullopt;
}

std::optional<base::Config> load_config(Arguments const& arguments, Streams& streams, Show show) {
  std::optional<std::string> const file = find_config(arguments, streams);
  if (!file) return std::nullopt;
  base::ConfigReading reading = base::read_config(*file, line::provider_keys(), base::os_environment());
  for (base::Finding const& finding : reading.findings) {
    if (show.warnings || finding.severity == base::Severity::error) streams.err << base::to_line(finding) << '\n';
  }
  if (base::has_error(reading.findings)) return std::nullopt;
  return std::move(reading.config);
}

std::shared_ptr<line::Content const> load_content(base::Config const& config, Streams& streams, Show show) {
  line::LoadedContent loaded = line::load_content(gateway::content_folder(config));
  for (flows::Finding const& finding : loaded.findings) {
    bool const is_error = finding.severity == flows::Finding::Level::error;
    if (show.warnings || is_error) streams.err << flows::to_string(finding) << '\n';
  }
  return loaded.content;
}

std::shared_ptr<line::Content const> load_content(Arguments const& arguments, Streams& streams) {
  bool const is_named = arguments.has("--config") || std::filesystem::exists("config/saathi.toml") ||
                        std::filesystem::exists("/etc/saathi/saathi.toml");
  if (!is_named) return load_content(base::Config{}, streams);
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return nullptr;
  return load_content(*config, streams);
}

}  // namespace commands
