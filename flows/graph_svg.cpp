// A graph as SVG: what stands where is flows/graph_layout.hpp's.
#include "flows/graph_layout.hpp"

#include <array>
#include <string_view>

namespace flows {
namespace {

constexpr int title_x = 32;

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string attribute(std::string_view name, int value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

std::string_view class_of(Graph::Look look) {
  constexpr std::array<std::string_view, 5> classes{"plain", "question", "person", "end", "flow"};
  return classes[static_cast<std::size_t>(look)];
}

std::string written(std::string_view kind, int x, int y, std::string_view text) {
  return "<text class=\"" + std::string(kind) + "\"" + attribute("x", x) + attribute("y", y) + ">" + escaped(text) +
         "</text>\n";
}

std::string drawn(Graph::Node const& node, Point box) {
  int const corner = node.look == Graph::Look::question || node.look == Graph::Look::end ? box_height / 2 : 6;
  std::string out = "<rect class=\"" + std::string(class_of(node.look)) + "\"" + attribute("x", box.x - box_width / 2) +
                    attribute("y", box.y) + attribute("width", box_width) + attribute("height", box_height) +
                    attribute("rx", corner) + "/>\n";
  out += written("name", box.x, box.y + (node.words.empty() ? 30 : 21), node.name);
  if (!node.words.empty()) out += written("words", box.x, box.y + 38, node.words);
  return out;
}

std::string point(int x, int y) { return std::to_string(x) + "," + std::to_string(y); }

// A step that leads to itself: round its side.
std::string loop(Point box) {
  int const x = box.x + box_width / 2;
  return "M" + point(x, box.y + 32) + " C" + point(x + 26, box.y + 40) + " " + point(x + 26, box.y + 10) + " " +
         point(x, box.y + 18);
}

std::string bent(std::vector<Point> const& points) {
  std::string path = "M" + point(points[0].x, points[0].y);
  for (std::size_t i = 1; i < points.size(); ++i) {
    Point const from = points[i - 1];
    Point const to = points[i];
    // Between two gaps it passes a layer of boxes, straight.
    bool const passes = i % 2 == 0;
    int const half = (to.y - from.y) / 2;
    path += passes ? " L" + point(to.x, to.y)
                   : " C" + point(from.x, from.y + half) + " " + point(to.x, to.y - half) + " " + point(to.x, to.y);
  }
  return path;
}

std::string arrow(Graph::Edge const& edge, Layout const& layout, Layout::Route const& route) {
  std::string const path = route.points.empty() ? loop(layout.boxes[edge.from]) : bent(route.points);
  return "<path class=\"edge\" d=\"" + path + "\" marker-end=\"url(#head)\"/>\n";
}

constexpr std::string_view style = R"(<style>
text{font-family:"Noto Sans","Noto Sans Devanagari",system-ui,sans-serif;text-anchor:middle;fill:#24323d}
.title{font-size:15px;text-anchor:start;font-weight:600}.name{font-size:13px;font-weight:600}
.words{font-size:11px;fill:#566572}.label{font-size:11px;fill:#1f5f8b;paint-order:stroke;stroke:#fff;stroke-width:4px}
rect{stroke-width:1.3}.plain{fill:#f4f6f8;stroke:#9aa8b4}.question{fill:#e8f1fa;stroke:#3f7cac}
.person{fill:#fdebe7;stroke:#c2553d}.end{fill:#eef3ea;stroke:#7d9a63}.flow{fill:#f6f0fa;stroke:#8a6aa8}
.edge{fill:none;stroke:#8795a1;stroke-width:1.3}
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
<path d="M0,0 L8,4 L0,8 z" fill="#8795a1"/></marker></defs>
)";

}  // namespace

std::string to_svg(Graph const& graph) {
  Layout const layout = laid_out(graph);
  std::string const size = std::to_string(layout.width) + " " + std::to_string(layout.height);
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\"" + attribute("width", layout.width) +
                    attribute("height", layout.height) + " viewBox=\"0 0 " + size + "\">\n<title>" +
                    escaped(graph.title) + "</title>\n" + std::string(style) +
                    "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" +
                    written("title", title_x, 24, graph.title);
  for (std::size_t i = 0; i < graph.edges.size(); ++i) out += arrow(graph.edges[i], layout, layout.routes[i]);
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    Point const label = layout.routes[i].label;
    if (!graph.edges[i].label.empty()) out += written("label", label.x, label.y, graph.edges[i].label);
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) out += drawn(graph.nodes[i], layout.boxes[i]);
  return out + "</svg>\n";
}

}  // namespace flows
