// saathi user: accounts from the shell, the first one among them. Who acts is --as NAME, and stands in the journal.
//   saathi user add asha --organisation pncc --roles operator --queues outreach,intake --languages ne,en
//   saathi user accept INVITATION        the password is read from the input; prints what the second factor needs
//   saathi user [list]
//   saathi user disable|reset|sessions asha
#include "gateway/commands/local_api.hpp"
#include "gateway/commands/setting.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option,
                             Option{"--as", "NAME", "who acts; recorded in the journal"},
                             Option{"--organisation", "CODE", "whose she is: a code of the directory"},
                             Option{"--roles", "A,B", "what she may do: operator, senior, lead, focal, editor, ..."},
                             Option{"--queues", "A,B", "whose cases she sees: codes of the directory"},
                             Option{"--languages", "A,B", "what she speaks: ne, en, ..."},
                             Option{"--email", "ADDRESS", "where she is told that a case waits"},
                             Option{"--phone", "NUMBER", "the same at night: +977..."},
                             Option{"--json", "", "the API's own answer, for machines"}};

std::string word(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string joined(boost::json::object const& object, std::string_view key) {
  std::string all;
  boost::json::value const* const value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return all;
  for (boost::json::value const& each : value->get_array()) {
    if (!all.empty()) all += ", ";
    if (each.is_string()) all += each.get_string();
  }
  return all;
}

boost::json::array split(std::string_view list) {
  boost::json::array words;
  while (!list.empty()) {
    std::string_view const each = list.substr(0, list.find(','));
    list.remove_prefix(std::min(each.size() + 1, list.size()));
    if (!each.empty()) words.emplace_back(std::string(each));
  }
  return words;
}

// What can stand in a path as it is.
bool is_reference(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") == std::string_view::npos;
}

std::string body_to_add(Arguments const& arguments, std::string const& name) {
  return boost::json::serialize(boost::json::object{{"name", name},
                                                    {"organisation", arguments.get("--organisation")},
                                                    {"roles", split(arguments.get("--roles"))},
                                                    {"queues", split(arguments.get("--queues"))},
                                                    {"languages", split(arguments.get("--languages"))},
                                                    {"email", arguments.get("--email")},
                                                    {"phone", arguments.get("--phone")}});
}

// The call that the words mean; nothing if they mean none.
std::optional<ApiCall> call_of(Arguments const& arguments, std::istream& in) {
  std::vector<std::string> const& words = arguments.words;
  ApiCall call;
  call.path = "/api/v1/accounts";
  if (words.empty() || (words.size() == 1 && words[0] == "list")) return call;
  if (words.size() != 2 || !is_reference(words[1])) return std::nullopt;
  if (words[0] == "sessions") {
    call.path += "/" + words[1] + "/sessions";
    return call;
  }
  call.method = "POST";
  if (words[0] == "add") {
    call.body = body_to_add(arguments, words[1]);
    return call;
  }
  if (words[0] == "disable" || words[0] == "reset") {
    call.path += "/" + words[1] + "/" + words[0];
    return call;
  }
  if (words[0] != "accept") return std::nullopt;
  std::string password;
  std::getline(in, password);
  call.path = "/api/v1/invitations/accept";
  call.body = boost::json::serialize(boost::json::object{{"invitation", words[1]}, {"password", password}});
  return call;
}

void print_account(boost::json::object const& account, std::ostream& out) {
  out << word(account, "name") << "  " << word(account, "state") << "  " << word(account, "organisation") << "  "
      << joined(account, "roles") << "  " << joined(account, "queues") << '\n';
}

void print(boost::json::object const& answer, std::ostream& out) {
  if (boost::json::value const* const accounts = answer.if_contains("accounts")) {
    if (accounts->as_array().empty()) out << "no account\n";
    for (boost::json::value const& each : accounts->as_array()) print_account(each.as_object(), out);
  } else if (boost::json::value const* const sessions = answer.if_contains("sessions")) {
    if (sessions->as_array().empty()) out << "no session\n";
    for (boost::json::value const& each : sessions->as_array()) {
      boost::json::object const& session = each.as_object();
      out << word(session, "id") << "  " << word(session, "stage") << "  " << word(session, "created") << "  "
          << word(session, "last_seen") << "  " << word(session, "agent") << '\n';
    }
  } else if (answer.if_contains("recovery_codes") != nullptr) {
    out << "second factor, for the authenticator app: " << word(answer, "code_secret") << '\n'
        << word(answer, "uri") << "\nrecovery codes, each good once, to be kept on paper:\n  "
        << joined(answer, "recovery_codes") << '\n';
  } else {
    print_account(answer, out);
    if (std::string const invitation = word(answer, "invitation"); !invitation.empty())
      out << "invitation, good once and for three days: " << invitation << '\n';
  }
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::optional<ApiCall> call = call_of(arguments, streams.in);
  if (!call) {
    return fail(streams, Exit::usage,
                "Try: saathi user [list] | add NAME | accept INVITATION | disable NAME | reset NAME | sessions NAME");
  }
  bool const is_door = !arguments.words.empty() && arguments.words[0] == "accept";
  call->as = arguments.get("--as", is_door ? "invited" : "");
  if (!is_reference(call->as)) return fail(streams, Exit::usage, "Say who acts: --as NAME. It is recorded.");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<base::HttpResponse> const answer = call_api(*config, *call);
  if (!answer) return fail(streams, Exit::environment, answer.error().message);
  boost::system::error_code failed;
  boost::json::value const body = boost::json::parse(answer->body, failed);
  if (failed || !body.is_object()) return fail(streams, Exit::environment, "The gateway's answer cannot be read.");
  if (answer->status >= 400) {
    return fail(streams, answer->status >= 500 ? Exit::environment : Exit::input, word(body.get_object(), "detail"));
  }
  if (arguments.has("--json")) {
    streams.out << answer->body << '\n';
  } else {
    print(body.get_object(), streams.out);
  }
  return Exit::good;
}

}  // namespace

extern Command const user_command{"user", "[list|add|accept|disable|reset|sessions] [NAME]",
                                  "Accounts of those who work here.", options, run};

}  // namespace commands
