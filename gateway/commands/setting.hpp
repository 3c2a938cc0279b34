// What most commands begin with: the configuration found and read, the content loaded, mistakes printed as
// `file:line:column: error: …`.
#pragma once

#include "gateway/base/config.hpp"
#include "gateway/commands/command.hpp"
#include "gateway/line/content.hpp"

#include <optional>

namespace commands {

inline constexpr Option config_option{"--config", "FILE",
                                      "the configuration; else config/saathi.toml, then /etc/saathi/saathi.toml"};

// The file that --config names or that is there; nothing, with a sentence on stderr, if there is none.
[[nodiscard]] std::optional<std::string> find_config(Arguments const& arguments, Streams& streams);

// Nothing if there was an error; every finding is printed. `print_warnings` for `check`, which shows those too.
struct Show {
  bool warnings = false;
};
[[nodiscard]] std::optional<base::Config> load_config(Arguments const& arguments, Streams& streams, Show show = {});
[[nodiscard]] std::shared_ptr<line::Content const> load_content(base::Config const& config, Streams& streams,
                                                                Show show = {});

// For commands that need no channel: the content of the configuration if there is one, else the shipped one.
[[nodiscard]] std::shared_ptr<line::Content const> load_content(Arguments const& arguments, Streams& streams);

}  // namespace commands
