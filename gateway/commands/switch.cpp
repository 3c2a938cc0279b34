// saathi switch: what a lead switches for the whole hotline, and numbers that are not answered. Who acts is --as NAME,
// and stands in the journal.
//   saathi switch [list]
//   saathi switch on surge              many write: confirmations say so
//   saathi switch on "area LB"          war or evacuation there: its cases are raised a step
//   saathi switch off surge
//   saathi switch block K-40213         whoever wrote it is not answered; danger is heard all the same
//   saathi switch unblock K-40213
#include "gateway/commands/asking.hpp"
#include "gateway/commands/setting.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <optional>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, as_option, json_option};
constexpr std::string_view switches_path = "/api/v1/switches";

bool is_case(std::string_view ref) {
  return ref.starts_with("K-") && ref.find_first_not_of("0123456789", 2) == std::string_view::npos;
}

std::optional<ApiCall> call_of(std::vector<std::string> const& words) {
  if (words.empty() || (words.size() == 1 && words[0] == "list"))
    return ApiCall{.path = std::string(switches_path), .as = {}, .body = {}};
  if (words.size() != 2) return std::nullopt;
  if (words[0] == "on" || words[0] == "off") {
    return ApiCall{.method = "POST",
                   .path = std::string(switches_path),
                   .as = {},
                   .body = boost::json::serialize(boost::json::object{{"name", words[1]}, {"on", words[0] == "on"}})};
  }
  bool const blocks = words[0] == "block";
  if ((!blocks && words[0] != "unblock") || !is_case(words[1])) return std::nullopt;
  return ApiCall{.method = "POST",
                 .path = "/api/v1/cases/" + words[1] + "/block",
                 .as = {},
                 .body = boost::json::serialize(boost::json::object{{"blocked", blocks}})};
}

void print(boost::json::object const& answer, std::ostream& out) {
  boost::json::value const* const on = answer.if_contains("on");
  if (on == nullptr) return;
  if (on->as_array().empty()) out << "nothing is switched on\n";
  for (boost::json::value const& each : on->as_array()) {
    boost::json::object const& one = each.as_object();
    out << word(one, "name") << "  since " << word(one, "since") << "  by " << word(one, "who") << '\n';
  }
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::optional<ApiCall> call = call_of(arguments.words);
  if (!call) {
    return fail(streams, Exit::usage,
                "Try: saathi switch [list] | on surge | on \"area QA\" | off NAME | block REF | unblock REF");
  }
  Asked const asked = ask(arguments, streams, *std::move(call));
  if (asked.exit != Exit::good) return asked.exit;
  if (arguments.has("--json")) {
    streams.out << boost::json::serialize(asked.body) << '\n';
  } else {
    print(asked.body, streams.out);
  }
  return Exit::good;
}

}  // namespace

extern Command const switch_command{"switch", "[list|on|off|block|unblock] [NAME|REF]",
                                    "Surge, areas in war or evacuation, numbers that are not answered.", options, run};

}  // namespace commands
