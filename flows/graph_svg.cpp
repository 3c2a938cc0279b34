// The layers of a drawing (after Sugiyama): a node stands one layer beneath the nearest that leads to it, so most
// arrows point down; within a layer nodes stand near those above that lead to them, which leaves few crossings. Arrows
// back up run round the side.
#include "flows/graph.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <numeric>
#include <string_view>

namespace flows {
namespace {

constexpr int box_width = 216;
constexpr int box_height = 50;
constexpr int gap_across = 28;
constexpr int gap_down = 62;
constexpr int margin = 32;
constexpr int title_height = 40;
constexpr int order_rounds = 4;

struct Box {
  std::size_t layer = 0;
  int x = 0;  // the middle
  int y = 0;  // the top
};

struct Layout {
  std::vector<Box> boxes;
  int width = 0;
  int height = 0;
};

constexpr std::size_t unplaced = static_cast<std::size_t>(-1);

std::vector<std::size_t> layers_of(Graph const& graph) {
  std::vector<std::size_t> layers(graph.nodes.size(), unplaced);
  std::deque<std::size_t> open;
  for (std::size_t root = 0; root < graph.nodes.size(); ++root) {
    if (layers[root] != unplaced) continue;
    layers[root] = 0;
    open.push_back(root);
    while (!open.empty()) {
      std::size_t const at = open.front();
      open.pop_front();
      for (Graph::Edge const& edge : graph.edges) {
        if (edge.from != at || layers[edge.to] != unplaced) continue;
        layers[edge.to] = layers[at] + 1;
        open.push_back(edge.to);
      }
    }
  }
  return layers;
}

// Each node to the mean place of those above that lead to it, over and over.
void put_in_order(Graph const& graph, std::vector<std::vector<std::size_t>>& rows) {
  std::vector<double> place(graph.nodes.size());
  auto const count = [&](std::vector<std::size_t> const& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      place[row[i]] = static_cast<double>(i) - static_cast<double>(row.size()) / 2;
  };
  for (auto const& row : rows) count(row);
  for (int round = 0; round < order_rounds; ++round) {
    for (std::size_t layer = 1; layer < rows.size(); ++layer) {
      std::vector<double> mean = place;
      for (std::size_t const node : rows[layer]) {
        double sum = 0;
        int parents = 0;
        for (Graph::Edge const& edge : graph.edges) {
          bool const is_above = std::ranges::find(rows[layer - 1], edge.from) != rows[layer - 1].end();
          if (edge.to != node || !is_above) continue;
          sum += place[edge.from];
          ++parents;
        }
        if (parents > 0) mean[node] = sum / parents;
      }
      // Those with the same mean stay in the order in which the flow names them.
      std::ranges::sort(rows[layer], {}, [&](std::size_t node) { return std::pair(mean[node], node); });
      count(rows[layer]);
    }
  }
}

Layout laid_out(Graph const& graph) {
  Layout layout;
  layout.boxes.resize(graph.nodes.size());
  std::vector<std::size_t> const layers = layers_of(graph);
  std::vector<std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (rows.size() <= layers[i]) rows.resize(layers[i] + 1);
    rows[layers[i]].push_back(i);
  }
  put_in_order(graph, rows);
  std::size_t widest = 1;
  for (auto const& row : rows) widest = std::max(widest, row.size());
  layout.width = static_cast<int>(widest) * (box_width + gap_across) + 2 * margin + 2 * gap_across;
  layout.height = title_height + static_cast<int>(rows.size()) * (box_height + gap_down) + margin;
  for (std::size_t layer = 0; layer < rows.size(); ++layer) {
    int const row_width = static_cast<int>(rows[layer].size()) * (box_width + gap_across) - gap_across;
    int x = (layout.width - row_width + box_width) / 2;
    for (std::size_t const node : rows[layer]) {
      layout.boxes[node] = {layer, x, title_height + static_cast<int>(layer) * (box_height + gap_down)};
      x += box_width + gap_across;
    }
  }
  return layout;
}

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

std::string drawn(Graph::Node const& node, Box const& box) {
  int const corner = node.look == Graph::Look::question || node.look == Graph::Look::end ? box_height / 2 : 6;
  std::string out = "<rect class=\"" + std::string(class_of(node.look)) + "\"" + attribute("x", box.x - box_width / 2) +
                    attribute("y", box.y) + attribute("width", box_width) + attribute("height", box_height) +
                    attribute("rx", corner) + "/>\n";
  out += written("name", box.x, box.y + (node.words.empty() ? 30 : 21), node.name);
  if (!node.words.empty()) out += written("words", box.x, box.y + 38, node.words);
  return out;
}

std::string point(int x, int y) { return std::to_string(x) + "," + std::to_string(y); }

std::string drawn(Graph::Edge const& edge, Layout const& layout) {
  Box const& from = layout.boxes[edge.from];
  Box const& to = layout.boxes[edge.to];
  std::string path;
  int label_x = (from.x + to.x) / 2;
  int label_y = (from.y + box_height + to.y) / 2 + 4;
  if (to.layer > from.layer) {
    int const bottom = from.y + box_height;
    path = "M" + point(from.x, bottom) + " C" + point(from.x, bottom + gap_down / 2) + " " +
           point(to.x, to.y - gap_down / 2) + " " + point(to.x, to.y);
  } else {
    // Beside it or back up: out at the side, round, and in at the side.
    int const side = from.x <= to.x ? 1 : -1;
    int const out_x = from.x + side * box_width / 2;
    int const in_x = edge.from == edge.to || side * (to.x - from.x) < box_width ? to.x + side * box_width / 2
                                                                                : to.x - side * box_width / 2;
    int const bow = side * (gap_across + 22);
    path = "M" + point(out_x, from.y + box_height / 2) + " C" + point(out_x + bow, from.y + box_height / 2) + " " +
           point(in_x + (in_x == to.x + side * box_width / 2 ? bow : -bow), to.y + box_height / 2) + " " +
           point(in_x, to.y + box_height / 2);
    label_x = out_x + bow / 2;
    label_y = from.y + box_height / 2 - 5;
  }
  std::string out = "<path class=\"edge\" d=\"" + path + "\" marker-end=\"url(#head)\"/>\n";
  if (!edge.label.empty()) out += written("label", label_x, label_y, edge.label);
  return out;
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
                    written("title", margin, 24, graph.title);
  for (Graph::Edge const& edge : graph.edges) {
    if (edge.label.empty()) out += drawn(edge, layout);
  }
  for (Graph::Edge const& edge : graph.edges) {
    if (!edge.label.empty()) out += drawn(edge, layout);
  }
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) out += drawn(graph.nodes[i], layout.boxes[i]);
  return out + "</svg>\n";
}

}  // namespace flows
