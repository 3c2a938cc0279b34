// Pictures of flows: everything is in them, nothing covers anything.
#include "flows/graph_layout.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/shipped_library.hpp"

#include <algorithm>
#include <cstdlib>

using namespace flows;

namespace {

struct Box {
  int x = 0;
  int y = 0;
};

int number_after(std::string const& line, std::string const& name) {
  std::size_t const at = line.find(" " + name + "=\"");
  return at == std::string::npos ? -1 : std::atoi(line.c_str() + at + name.size() + 3);
}

// The boxes of nodes, by their left upper corner.
std::vector<Box> boxes_of(std::string const& svg) {
  std::vector<Box> boxes;
  for (std::size_t at = svg.find("<rect class="); at != std::string::npos; at = svg.find("<rect class=", at + 1)) {
    std::string const line = svg.substr(at, svg.find('>', at) - at);
    boxes.push_back({number_after(line, "x"), number_after(line, "y")});
  }
  return boxes;
}

std::size_t count_of(std::string const& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a flow is drawn with every step, every digit and every condition") {
  Library const& library = support::shipped_library();
  std::string const drawn = to_mermaid(graph_of(*library.find("call_me"), library.copy()));
  CHECK(
      drawn ==
      "---\ntitle: \"call_me: She wants to be rung. A person does it, if she did not say before that ringing is "
      "dangerous.\"\n---\nflowchart TD\n"
      "  n0[\"may_we\"]\n  n1[\"ring\"]\n  n2[\"person\"]\n  n3[[\"→ ring_me\"]]\n  n4[[\"→ person\"]]\n"
      "  n5([\"back\"])\n"
      "  n0 -->|\"contact == none or heard …\"| n2\n  n0 --> n1\n  n1 --> n3\n  n1 --> n2\n  n2 --> n4\n  n2 --> n5\n");
  std::string const choices = to_mermaid(graph_of(*library.find("respond"), library.copy()));
  CHECK(choices.contains("-->|\"1\"|"));
  CHECK(choices.contains("Is it safe to text now?"));
}

TEST_CASE("no two boxes of any picture touch, and each stands inside it") {
  Library const& library = support::shipped_library();
  std::vector<Graph> graphs{graph_of(library)};
  for (auto const& [name, flow] : library.flows()) graphs.push_back(graph_of(flow, library.copy()));
  for (Graph const& graph : graphs) {
    INFO(graph.title);
    std::string const svg = to_svg(graph);
    std::vector<Box> const boxes = boxes_of(svg);
    CHECK(boxes.size() == graph.nodes.size());
    CHECK(count_of(svg, "class=\"edge\"") == graph.edges.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      CHECK(boxes[i].x >= 0);
      CHECK(boxes[i].x + 216 <= number_after(svg, "width"));
      CHECK(boxes[i].y + 50 <= number_after(svg, "height"));
      for (std::size_t j = 0; j < i; ++j) {
        bool const apart = std::abs(boxes[i].x - boxes[j].x) > 216 || std::abs(boxes[i].y - boxes[j].y) > 50;
        CHECK(apart);
      }
    }
  }
}

TEST_CASE("what a flow says cannot break the picture") {
  Graph graph;
  graph.title = "a & b";
  graph.nodes = {{.name = "<x>", .words = "\"&\"", .look = Graph::Look::plain}};
  graph.edges = {{0, 0, "<&>"}};
  std::string const svg = to_svg(graph);
  CHECK(svg.contains("&lt;x&gt;"));
  CHECK(svg.contains("&quot;&amp;&quot;"));
  CHECK(svg.contains("&lt;&amp;&gt;"));
  CHECK_FALSE(svg.contains("<x>"));
  CHECK(to_mermaid(graph).contains("#quot;&#quot;"));
}

TEST_CASE("no two labels of any picture overlap, and no arrow runs behind a box") {
  Library const& library = support::shipped_library();
  std::vector<Graph> graphs{graph_of(library)};
  for (auto const& [name, flow] : library.flows()) graphs.push_back(graph_of(flow, library.copy()));
  for (Graph const& graph : graphs) {
    INFO(graph.title);
    Layout const layout = laid_out(graph);
    constexpr int line_height = 12;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      if (graph.edges[i].label.empty() || layout.routes[i].points.empty()) continue;
      Point const one = layout.routes[i].label;
      for (std::size_t k = 0; k < i; ++k) {
        if (graph.edges[k].label.empty() || layout.routes[k].points.empty()) continue;
        Point const other = layout.routes[k].label;
        int const apart = (label_width(graph.edges[i]) + label_width(graph.edges[k])) / 2 - 2;
        bool const overlap = std::abs(one.y - other.y) < line_height && std::abs(one.x - other.x) < apart;
        INFO(graph.edges[i].label << " and " << graph.edges[k].label);
        CHECK_FALSE(overlap);
      }
      for (Point const& box : layout.boxes) CHECK_FALSE((one.y > box.y && one.y < box.y + box_height));
    }
    for (Layout::Route const& route : layout.routes) {
      // Where it passes a layer it goes straight; it must do so beside every box there.
      for (std::size_t k = 1; k + 1 < route.points.size(); k += 2) {
        for (Point const& box : layout.boxes) {
          bool const is_here = std::min(route.points[k].y, route.points[k + 1].y) == box.y;
          CHECK_FALSE((is_here && std::abs(route.points[k].x - box.x) < box_width / 2));
        }
      }
      for (Point const& point : route.points) CHECK((point.x > 0 && point.x < layout.width));
    }
  }
}
