// saathi flow steps: what a conversation can be made of, from the program's own lists.
// saathi flow graph [FLOW]: a picture of one conversation, or of which flow calls which.
#include "flows/graph.hpp"
#include "flows/steps/steps.hpp"
#include "gateway/commands/setting.hpp"

#include <array>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{config_option, Option{"--mermaid", "", "graph: as Mermaid text instead of SVG"}};

Exit draw(Arguments const& arguments, Streams& streams) {
  std::shared_ptr<line::Content const> const content = load_content(arguments, streams);
  if (!content) return Exit::input;
  flows::Graph graph = flows::graph_of(content->library);
  if (arguments.words.size() == 2) {
    flows::Flow const* const flow = content->library.find(arguments.words[1]);
    if (flow == nullptr) return fail(streams, Exit::input, "There is no flow " + arguments.words[1] + ".");
    graph = flows::graph_of(*flow, content->library.copy());
  }
  streams.out << (arguments.has("--mermaid") ? flows::to_mermaid(graph) : flows::to_svg(graph));
  return Exit::good;
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::vector<std::string> const& words = arguments.words;
  if (words == std::vector<std::string>{"steps"}) {
    streams.out << flows::step_reference();
    return Exit::good;
  }
  bool const is_graph = !words.empty() && words.front() == "graph" && words.size() <= 2;
  if (is_graph) return draw(arguments, streams);
  return fail(streams, Exit::usage,
              "There are `saathi flow steps`, which prints what a conversation can be made of, and `saathi flow graph "
              "[FLOW]`, which draws one, or all.");
}

}  // namespace

extern Command const flow_command{"flow", "steps | graph [FLOW]",
                                  "Prints the steps of conversations, or draws one (SVG, or Mermaid).", options, run};

}  // namespace commands
