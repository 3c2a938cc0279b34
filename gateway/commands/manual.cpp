// saathi manual saathi.1 | saathi.toml.5 | bash: the manual pages and the shell's completion, printed from the tables
// of commands, settings and credentials that the program itself works with. For whoever packages it.
#include "gateway/base/settings.hpp"
#include "gateway/commands/command.hpp"
#include "gateway/line/channels.hpp"

#include <array>
#include <ostream>

namespace commands {

namespace {

// What roff would take for a command of its own.
std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '"')
      out += "\\(dq";
    else
      out += c;
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

void print_option(Option const& option, std::ostream& out) {
  out << ".TP\n.B " << escaped(option.name);
  if (!option.value.empty()) out << " \\fI" << escaped(option.value) << "\\fR";
  out << '\n' << escaped(option.about) << '\n';
}

void print_program(std::ostream& out) {
  out << ".TH SAATHI 1 \"\" \"Saathi\"\n.SH NAME\nsaathi \\- helpline and SMS hotline gateway\n.SH SYNOPSIS\n"
         ".B saathi\n.I COMMAND\n[\\fIWORDS\\fR] [\\fIOPTIONS\\fR]\n.SH COMMANDS\n";
  for (Command const& command : all()) {
    out << ".SS saathi " << escaped(command.name);
    if (!command.words.empty()) out << ' ' << escaped(command.words);
    out << '\n' << escaped(command.about) << '\n';
    for (Option const& option : command.options) print_option(option, out);
  }
  out << ".SH EXIT STATUS\n0 good, 1 the input is at fault (said on the standard error), 2 the command line was not "
         "understood, 3 the environment: port taken, disk full, no key, another process holds the store.\n"
         ".SH FILES\n/etc/saathi/saathi.toml, /var/lib/saathi, /usr/share/saathi/config\n.SH SEE ALSO\n"
         "saathi.toml(5), /usr/share/doc/saathi\n";
}

void print_settings(std::ostream& out) {
  out << ".TH SAATHI.TOML 5 \"\" \"Saathi\"\n.SH NAME\nsaathi.toml \\- configuration of saathi(1)\n.SH DESCRIPTION\n"
         "Read at start and on SIGHUP. Texts may be \"env:NAME\" or \"file:PATH\"; relative paths are relative to the "
         "file. `saathi check` names every mistake.\n";
  std::string_view table;
  for (base::Setting const& setting : base::settings()) {
    if (setting.table != table) out << ".SH [" << escaped(setting.table) << "]\n";
    table = setting.table;
    out << ".TP\n.B " << escaped(setting.key);
    if (!setting.standard.empty()) out << " = " << escaped(setting.standard);
    out << '\n' << escaped(setting.about) << '\n';
  }
  out << ".SH CREDENTIALS BY PROVIDER\n";
  for (base::ProviderKeys const& provider : line::provider_keys()) {
    out << ".SS " << escaped(provider.name) << '\n';
    for (base::ProviderKey const& key : provider.keys) {
      out << ".TP\n.B " << escaped(key.name) << '\n' << escaped(key.about);
      out << (key.required ? "" : " (may be left out)") << '\n';
    }
  }
  out << ".SH SEE ALSO\nsaathi(1)\n";
}

void print_completion(std::ostream& out) {
  out << "# bash completion for saathi, printed by `saathi manual bash`.\n_saathi() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} options=\n  if [ \"$COMP_CWORD\" = 1 ]; then\n    "
         "COMPREPLY=($(compgen -W '";
  for (Command const& command : all()) out << command.name << ' ';
  out << "' -- \"$word\"))\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n";
  for (Command const& command : all()) {
    out << "    " << command.name << ") options='";
    for (Option const& option : command.options) out << option.name << ' ';
    out << "' ;;\n";
  }
  out << "  esac\n  case $word in\n    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
         "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n  esac\n}\ncomplete -F _saathi saathi\n";
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::string const page = arguments.words.size() == 1 ? arguments.words[0] : std::string();
  if (page == "saathi.1") {
    print_program(streams.out);
  } else if (page == "saathi.toml.5") {
    print_settings(streams.out);
  } else if (page == "bash") {
    print_completion(streams.out);
  } else {
    return fail(streams, Exit::usage, "Try: saathi manual saathi.1 | saathi.toml.5 | bash");
  }
  return Exit::good;
}

}  // namespace

extern Command const manual_command{
    "manual", "saathi.1|saathi.toml.5|bash", "Prints the manual pages and the shell's completion.", {}, run};

}  // namespace commands
