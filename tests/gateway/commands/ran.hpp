// A command run as a plain function over arguments and streams, and configurations to run it on. Threads: one.
#pragma once

#include "gateway/commands/command.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"
#include "tests/support/process.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace commands_tests {

using commands::Exit;
using support::Folder;
using support::write_file;

struct Ran {
  Exit exit = Exit::good;
  std::string out;
  std::string err;
};

inline Ran run(std::string_view name, commands::Arguments arguments, std::string const& typed = {}) {
  auto const found = std::ranges::find(commands::all(), name, &commands::Command::name);
  REQUIRE(found != commands::all().end());
  std::istringstream in(typed);
  std::ostringstream out;
  std::ostringstream err;
  commands::Streams streams{in, out, err};
  Ran ran;
  ran.exit = found->run(arguments, streams);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

// A configuration over the shipped content, in a folder of its own.
inline std::string config_in(Folder const& folder, std::string const& more = {}) {
  std::string const file = (folder.path() / "saathi.toml").string();
  write_file(file,
             "[server]\nlisten = \"127.0.0.1:8080\"\npublic_url = \"https://help.example.org\"\n[store]\nurl = "
             "\"sqlite:saathi.db\"\n"
             "[keys]\nfile = \"master.key\"\n[content]\ndir = \"" +
                 std::string(SAATHI_SOURCE_DIR) + "/config\"\n" + more);
  return file;
}

inline commands::Arguments with_config(std::string const& file, std::vector<std::string> words = {}) {
  return {.options = {{"--config", file}}, .words = std::move(words)};
}

}  // namespace commands_tests
