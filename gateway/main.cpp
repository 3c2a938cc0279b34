// Which command. Everything else is in gateway/commands, one file each.
#include "gateway/commands/command.hpp"

#include <CLI/CLI.hpp>

#include <csignal>
#include <iostream>

namespace {

// What CLI11 fills in for one command; lives as long as parsing.
struct Parsed {
  commands::Command const* command = nullptr;
  CLI::App* app = nullptr;
  std::map<std::string, std::string, std::less<>> values;
  std::vector<std::string> words;
};

void describe(CLI::App& program, Parsed& parsed) {
  commands::Command const& command = *parsed.command;
  parsed.app = program.add_subcommand(std::string(command.name), std::string(command.about));
  for (commands::Option const& option : command.options) {
    std::string const name(option.name);
    std::string const about(option.about);
    if (option.value.empty()) {
      parsed.app->add_flag(name, about);
    } else {
      parsed.app->add_option(name, parsed.values[name], about)->option_text(std::string(option.value));
    }
  }
  if (!command.words.empty()) {
    parsed.app->add_option("words", parsed.words, "")->option_text(std::string(command.words));
  }
}

commands::Arguments arguments_of(Parsed const& parsed) {
  commands::Arguments arguments;
  for (commands::Option const& option : parsed.command->options) {
    if (parsed.app->count(std::string(option.name)) == 0) continue;
    auto const value = parsed.values.find(option.name);
    arguments.options.emplace(option.name, value == parsed.values.end() ? std::string() : value->second);
  }
  arguments.words = parsed.words;
  return arguments;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that is gone is an error of that write, not the end of the process
  std::signal(SIGXFSZ, SIG_IGN);  // so is a file that may grow no further: a full disk
  CLI::App program("Saathi: a helpline and SMS hotline gateway.", "saathi");
  program.require_subcommand(1);
  program.set_version_flag("--version", SAATHI_VERSION);

  std::vector<Parsed> parsed(commands::all().size());
  for (std::size_t i = 0; i < parsed.size(); ++i) {
    parsed[i].command = &commands::all()[i];
    describe(program, parsed[i]);
  }
  try {
    program.parse(argc, argv);
  } catch (CLI::ParseError const& wrong) {
    bool const asked_for_help = wrong.get_exit_code() == 0;
    program.exit(wrong);
    return asked_for_help ? 0 : static_cast<int>(commands::Exit::usage);
  }

  commands::Streams streams{std::cin, std::cout, std::cerr};
  for (Parsed const& each : parsed) {
    if (!each.app->parsed()) continue;
    try {
      return static_cast<int>(each.command->run(arguments_of(each), streams));
    } catch (std::exception const& failure) {
      return static_cast<int>(commands::fail(streams, commands::Exit::environment, failure.what()));
    }
  }
  return static_cast<int>(commands::Exit::usage);
}
