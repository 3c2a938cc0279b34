// saathi key init: makes the master key where the configuration says.
#include "gateway/commands/setting.hpp"
#include "gateway/store/secret.hpp"

#include <array>
#include <filesystem>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option};

Exit run(Arguments const& arguments, Streams& streams) {
  if (arguments.words != std::vector<std::string>{"init"})
    return fail(streams, Exit::usage, "Try: saathi key init [--config FILE]");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  std::error_code ignored;
  std::filesystem::create_directories(config->keys.file.parent_path(), ignored);
  base::Result<void> const made = store::make_key_file(config->keys.file);
  if (!made)
    return fail(streams, made.error().code == base::Code::conflict ? Exit::input : Exit::environment,
                made.error().message);
  streams.out
      << "Made " << config->keys.file.string() << " (only its owner may read it).\n"
      << "Keep a copy on another medium than the database: without it nothing can be read, with both everything can.\n";
  return Exit::good;
}

}  // namespace

extern Command const key_command{"key", "init", "Makes the master key; refuses to overwrite one.", options, run};

}  // namespace commands
