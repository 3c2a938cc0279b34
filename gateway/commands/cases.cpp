// saathi cases: the desk from the shell. Who acts is --as NAME, and stands in the journal.
//   saathi cases [list]                     open cases, the gravest first
//   saathi cases show|story K-40213         with her words
//   saathi cases claim|release K-40213
//   saathi cases answer K-40213 "..."       a text to her, through the outbox
//   saathi cases close K-40213 R1           by its closing code
// and every other act on a case: the table of verbs below.
#include "gateway/commands/local_api.hpp"
#include "gateway/commands/setting.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--as", "NAME", "who acts; recorded in the journal"},
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

void print_row(boost::json::object const& record, std::ostream& out) {
  std::string const holder = word(record, "holder");
  out << word(record, "ref") << "  " << word(record, "severity") << "  " << word(record, "queue") << "  "
      << word(record, "category") << "  " << word(record, "state") << "  " << (holder.empty() ? "nobody" : holder)
      << "  " << word(record, "opened") << '\n';
}

// What people know of it and left beside it.
void print_beside(boost::json::object const& record, std::ostream& out) {
  if (boost::json::value const* const facts = record.if_contains("facts")) {
    for (auto const& [kind, value] : facts->as_object()) {
      out << "  " << kind << ": " << std::string_view(value.as_string()) << '\n';
    }
  }
  if (std::string const watchers = joined(record, "watchers"); !watchers.empty())
    out << "  watched by " << watchers << '\n';
  for (std::string_view const key : {"notes", "tasks"}) {
    boost::json::value const* const list = record.if_contains(key);
    if (list == nullptr) continue;
    for (boost::json::value const& each : list->as_array()) {
      boost::json::object const& line = each.as_object();
      std::string const assignee = word(line, "assignee");
      out << "  "
          << (assignee.empty() ? "note by " + word(line, "author") : "task " + word(line, "id") + " of " + assignee)
          << ": " << word(line, assignee.empty() ? "text" : "words") << (word(line, "done").empty() ? "" : " (done)")
          << '\n';
    }
  }
}

void print_case(boost::json::object const& record, std::ostream& out) {
  print_row(record, out);
  out << "  country " << word(record, "country") << ", place " << word(record, "place") << ", language "
      << word(record, "language") << ", number " << word(record, "address") << '\n';
  if (std::string const also = joined(record, "also"); !also.empty()) out << "  also " << also << '\n';
  if (std::string const offer = joined(record, "offer"); !offer.empty())
    out << "  may be offered, with consent: " << offer << '\n';
  boost::json::value const* const reasons = record.if_contains("reasons");
  if (reasons == nullptr) return;
  for (boost::json::value const& each : reasons->as_array()) {
    boost::json::object const& reason = each.as_object();
    out << "  because " << word(reason, "text") << " (" << word(reason, "rule") << ")\n";
  }
  print_beside(record, out);
  boost::json::value const* const thread = record.if_contains("thread");
  if (thread == nullptr) return;
  for (boost::json::value const& each : thread->as_array()) {
    boost::json::object const& line = each.as_object();
    out << "  " << word(line, "at") << (word(line, "direction") == "in" ? " > " : " < ") << word(line, "text");
    if (std::string const delivery = word(line, "delivery"); !delivery.empty()) out << "  [" << delivery << ']';
    out << '\n';
  }
}

void print_happened(boost::json::object const& each, std::ostream& out) {
  out << "  " << word(each, "at") << "  " << word(each, "who") << " " << word(each, "what");
  if (std::string const words = word(each, "words"); !words.empty()) out << ": " << words;
  out << '\n';
}

void print(boost::json::object const& answer, std::ostream& out) {
  if (boost::json::value const* const cases = answer.if_contains("cases")) {
    if (cases->as_array().empty()) out << "no open case\n";
    for (boost::json::value const& each : cases->as_array()) print_row(each.as_object(), out);
  } else if (boost::json::value const* const story = answer.if_contains("story")) {
    for (boost::json::value const& each : story->as_array()) print_happened(each.as_object(), out);
  } else if (answer.if_contains("ref")) {
    print_case(answer, out);
  } else {
    out << "queued " << word(answer, "id") << '\n';
  }
}

// What can stand in a path as it is.
bool is_reference(std::string_view word) {
  return !word.empty() && word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string_view::npos;
}

// An act: what stands behind the reference on the command line becomes fields of the call's body, in this order.
struct Verb {
  std::string_view name;
  std::string_view path;  // behind the reference
  std::array<std::string_view, 3> fields{};
  std::size_t required = 0;  // of them
};
constexpr std::array verbs = std::to_array<Verb>({
    {"claim", "claim"},
    {"release", "release"},
    {"assign", "assign", {"to"}, 1},
    {"offer", "offer", {"to", "next_step", "queue"}, 2},
    {"accept", "accept"},
    {"refuse", "refuse", {"reason"}, 1},
    {"wait", "wait", {"state", "reason"}, 2},
    {"resume", "resume"},
    {"severity", "severity", {"severity", "reason"}, 1},
    {"answer", "messages", {"text", "override"}, 1},
    {"take-back", "messages/take-back", {"id"}, 1},
    {"note", "notes", {"text"}, 1},
    {"watch", "watch", {"name"}},
    {"unwatch", "unwatch"},
    {"task", "tasks", {"words", "assignee", "due"}, 1},
    {"done", "tasks/done", {"id"}, 1},
    {"link", "link", {"other", "kind"}, 2},
    {"unlink", "unlink", {"other"}, 1},
    {"merge", "merge", {"into"}, 1},
    {"split", "split"},
    {"stranger", "stranger", {"sign"}, 1},
    {"lift", "stranger/lift", {"how", "reason"}, 2},
    {"close", "close", {"outcome", "said"}, 1},
    {"reopen", "reopen", {"reason"}, 1},
});

std::string usage() {
  std::string all = "Try: saathi cases [list] | show REF | story REF | fact REF KIND VALUE";
  for (Verb const& verb : verbs) {
    all.append(" | ").append(verb.name).append(" REF");
    for (std::size_t i = 0; i < verb.fields.size() && !verb.fields[i].empty(); ++i) {
      std::string const field(verb.fields[i]);
      all += i < verb.required ? " " + field : " [" + field + "]";
    }
  }
  return all;
}

// The body that the words behind the reference make; nothing if they are too few or too many.
std::optional<boost::json::object> body_of(Verb const& verb, std::vector<std::string> const& words) {
  std::size_t const given = words.size() - 2;
  std::size_t const fields = verb.fields.size() - static_cast<std::size_t>(std::ranges::count(verb.fields, ""));
  if (given < verb.required || given > fields) return std::nullopt;
  boost::json::object body;
  for (std::size_t i = 0; i < given; ++i) body[verb.fields.at(i)] = words[i + 2];
  return body;
}

// The call that the words mean; nothing if they mean none.
std::optional<ApiCall> call_of(std::vector<std::string> const& words) {
  ApiCall call;
  call.path = "/api/v1/cases";
  if (words.empty() || (words.size() == 1 && words[0] == "list")) {
    call.path += "?limit=200";
    return call;
  }
  if (words.size() < 2 || !is_reference(words[1])) return std::nullopt;
  call.path += "/" + words[1];
  if (words[0] == "show" && words.size() == 2) return call;
  if (words[0] == "story" && words.size() == 2) {
    call.path += "/story";
    return call;
  }
  call.method = "POST";
  if (words[0] == "fact" && words.size() == 4) {
    call.path += "/facts";
    call.body = boost::json::serialize(boost::json::object{{"facts", {{words[2], words[3]}}}});
    return call;
  }
  auto const verb = std::ranges::find(verbs, words[0], &Verb::name);
  if (verb == verbs.end()) return std::nullopt;
  std::optional<boost::json::object> const body = body_of(*verb, words);
  if (!body) return std::nullopt;
  call.path += "/" + std::string(verb->path);
  if (!body->empty()) call.body = boost::json::serialize(*body);
  return call;
}

bool is_plain(std::string_view name) {
  for (char const c : name) {
    if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) return false;
  }
  return !name.empty() && name.size() <= 64;
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::optional<ApiCall> call = call_of(arguments.words);
  if (!call) {
    return fail(streams, Exit::usage, usage());
  }
  call->as = arguments.get("--as");
  if (!is_plain(call->as)) return fail(streams, Exit::usage, "Say who acts: --as NAME. It is recorded.");
  std::optional<base::Config> const config = load_config(arguments, streams);
  if (!config) return Exit::input;
  base::Result<base::HttpResponse> const answer = call_api(*config, *call);
  if (!answer) return fail(streams, Exit::environment, answer.error().message);
  boost::system::error_code failed;
  boost::json::value const body = boost::json::parse(answer->body, failed);
  if (failed || !body.is_object()) return fail(streams, Exit::environment, "The gateway's answer cannot be read.");
  if (answer->status >= 400) {
    std::string const detail = word(body.get_object(), "detail");
    return fail(streams, answer->status >= 500 ? Exit::environment : Exit::input,
                detail.empty() ? word(body.get_object(), "title") : detail);
  }
  if (arguments.has("--json")) {
    streams.out << answer->body << '\n';
  } else {
    print(body.get_object(), streams.out);
  }
  return Exit::good;
}

}  // namespace

extern Command const cases_command{"cases", "[list|show|claim|answer|close|...] [REF] [TEXT]",
                                   "The desk from the shell.", options, run};

}  // namespace commands
