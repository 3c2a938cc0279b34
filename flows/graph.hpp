// A picture of a flow, or of all flows and who calls whom: nodes and arrows, drawn in layers as SVG or written as
// Mermaid. For people who look whether a conversation goes where they think; no program beside ours is needed.
// Pure; any thread.
#pragma once

#include "flows/library.hpp"

#include <string>
#include <vector>

namespace flows {

struct Graph {
  enum class Look : std::uint8_t { plain, question, person, end, flow };
  struct Node {
    std::string name;
    std::string words;  // what it says in English, or what the flow is about; shortened
    Look look = Look::plain;
  };
  struct Edge {
    std::size_t from = 0;
    std::size_t to = 0;
    std::string label;  // a digit, a condition; shortened
  };
  std::string title;
  std::vector<Node> nodes;  // the first is the start
  std::vector<Edge> edges;
};

[[nodiscard]] Graph graph_of(Flow const& flow, Copy const& copy);
// Every flow, with an arrow where one calls or later begins another.
[[nodiscard]] Graph graph_of(Library const& library);

[[nodiscard]] std::string to_svg(Graph const& graph);
[[nodiscard]] std::string to_mermaid(Graph const& graph);

}  // namespace flows
