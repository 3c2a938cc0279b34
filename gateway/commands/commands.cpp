#include "gateway/commands/command.hpp"

#include <array>
#include <ostream>

namespace commands {

// One per file of this folder.
extern Command const serve_command;
extern Command const check_command;
extern Command const talk_command;
extern Command const triage_command;
extern Command const route_command;
extern Command const flow_command;
extern Command const cases_command;
extern Command const user_command;
extern Command const roster_command;
extern Command const switch_command;
extern Command const key_command;
extern Command const backup_command;
extern Command const restore_command;
extern Command const erase_command;
extern Command const audit_command;
extern Command const doctor_command;
extern Command const channel_command;
extern Command const manual_command;

std::span<Command const> all() {
  static std::array const list = {serve_command,  check_command,   talk_command,    triage_command, route_command,
                                  flow_command,   cases_command,   user_command,    roster_command, switch_command,
                                  key_command,    backup_command,  restore_command, erase_command,  audit_command,
                                  doctor_command, channel_command, manual_command};
  return list;
}

std::string Arguments::get(std::string_view name, std::string_view otherwise) const {
  auto const found = options.find(name);
  return found == options.end() ? std::string(otherwise) : found->second;
}

Exit fail(Streams& streams, Exit exit, std::string_view sentence) {
  streams.err << "saathi: " << sentence << '\n';
  return exit;
}

}  // namespace commands
