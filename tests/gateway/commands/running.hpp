// Commands run as plain functions, over the shipped content or a copy of it in which one file reads otherwise.
#pragma once

#include "gateway/commands/command.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/house.hpp"
#include "tests/support/process.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace running {

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

// A configuration over a copy of the shipped content in which one file ends or reads otherwise.
inline std::string config_with(Folder const& folder, std::string const& content_file, std::string const& text) {
  std::filesystem::path const content = folder.path() / "content";
  std::string const shipped = std::string(SAATHI_SOURCE_DIR) + "/config";
  std::filesystem::copy(shipped, content, std::filesystem::copy_options::recursive);
  std::ofstream(content / content_file, std::ios::trunc) << text;
  std::string const file = config_in(folder);
  std::string config = support::file_text(file);
  config.replace(config.find(shipped), shipped.size(), content.string());
  std::ofstream(file, std::ios::trunc) << config;
  return file;
}

inline std::string shipped_file(std::string const& name) {
  return support::file_text(std::string(SAATHI_SOURCE_DIR) + "/config/" + name);
}

inline commands::Arguments with_config(std::string const& file, std::vector<std::string> words = {}) {
  return {.options = {{"--config", file}}, .words = std::move(words)};
}

}  // namespace running
