#include "flows/graph_layout.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace flows {
namespace {

constexpr int lane_width = 14;  // of an arrow that passes a layer
constexpr int gap_across = 28;
constexpr int gap_down_min = 62;
constexpr int label_line = 15;
constexpr int margin = 32;
constexpr int title_height = 44;
constexpr int rounds = 12;

// A box, or the place at which an arrow passes a layer.
struct Spot {
  std::size_t layer = 0;
  double x = 0;  // the middle
  int width = box_width;
  std::vector<std::size_t> above{};
  std::vector<std::size_t> below{};
};

struct Drawing {
  std::vector<Spot> places;                      // those of the nodes first
  std::vector<std::vector<std::size_t>> chains;  // of each edge, from the upper place to the lower
  std::vector<bool> is_upward;                   // the edge closes a loop
  std::vector<std::vector<std::size_t>> rows;
};

// Edges that lead back to where one came from; without them there is no loop.
void find_upward(Graph const& graph, std::size_t at, std::vector<int>& state, std::vector<bool>& is_upward) {
  state[at] = 1;
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    Graph::Edge const& edge = graph.edges[i];
    if (edge.from != at) continue;
    if (state[edge.to] == 1)
      is_upward[i] = true;
    else if (state[edge.to] == 0)
      find_upward(graph, edge.to, state, is_upward);
  }
  state[at] = 2;
}

void put_in_layers(Graph const& graph, Drawing& drawing) {
  std::vector<int> state(graph.nodes.size());
  drawing.is_upward.assign(graph.edges.size(), false);
  for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
    if (state[node] == 0) find_upward(graph, node, state, drawing.is_upward);
  }
  // The longest way from above; no way is longer than there are nodes.
  bool moved = true;
  for (std::size_t round = 0; moved && round < graph.nodes.size(); ++round) {
    moved = false;
    for (std::size_t i = 0; i < graph.edges.size(); ++i) {
      Graph::Edge const& edge = graph.edges[i];
      if (edge.from == edge.to) continue;
      std::size_t const upper = drawing.is_upward[i] ? edge.to : edge.from;
      std::size_t const lower = drawing.is_upward[i] ? edge.from : edge.to;
      if (drawing.places[lower].layer > drawing.places[upper].layer) continue;
      drawing.places[lower].layer = drawing.places[upper].layer + 1;
      moved = true;
    }
  }
}

void add_lanes(Graph const& graph, Drawing& drawing) {
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    Graph::Edge const& edge = graph.edges[i];
    std::size_t const upper = drawing.is_upward[i] ? edge.to : edge.from;
    std::size_t const lower = drawing.is_upward[i] ? edge.from : edge.to;
    std::vector<std::size_t> chain{upper};
    for (std::size_t layer = drawing.places[upper].layer + 1; layer < drawing.places[lower].layer; ++layer) {
      chain.push_back(drawing.places.size());
      drawing.places.push_back({.layer = layer, .x = 0, .width = lane_width});
    }
    if (upper != lower) chain.push_back(lower);
    for (std::size_t k = 1; k < chain.size(); ++k) {
      drawing.places[chain[k - 1]].below.push_back(chain[k]);
      drawing.places[chain[k]].above.push_back(chain[k - 1]);
    }
    drawing.chains.push_back(std::move(chain));
  }
  for (std::size_t i = 0; i < drawing.places.size(); ++i) {
    std::size_t const layer = drawing.places[i].layer;
    if (drawing.rows.size() <= layer) drawing.rows.resize(layer + 1);
    drawing.rows[layer].push_back(i);
  }
}

double mean_of(Drawing const& drawing, std::vector<std::size_t> const& near, double otherwise) {
  if (near.empty()) return otherwise;
  double sum = 0;
  for (std::size_t const each : near) sum += drawing.places[each].x;
  return sum / static_cast<double>(near.size());
}

// In their order, as near to where each would be as the others let it.
void spread(Drawing& drawing, std::vector<std::size_t> const& row, std::vector<double> const& wanted) {
  std::vector<double> left(row.size());
  std::vector<double> right(row.size());
  auto const apart = [&](std::size_t i) {
    return (drawing.places[row[i]].width + drawing.places[row[i - 1]].width) / 2.0 + gap_across;
  };
  for (std::size_t i = 0; i < row.size(); ++i)
    left[i] = i == 0 ? wanted[0] : std::max(wanted[i], left[i - 1] + apart(i));
  for (std::size_t i = row.size(); i-- > 0;)
    right[i] = i + 1 == row.size() ? wanted[i] : std::min(wanted[i], right[i + 1] - apart(i + 1));
  for (std::size_t i = 0; i < row.size(); ++i) drawing.places[row[i]].x = (left[i] + right[i]) / 2;
}

void settle(Drawing& drawing, std::vector<std::size_t>& row, bool looks_up, bool may_change_order) {
  std::vector<std::tuple<double, std::size_t, std::size_t>> wanted;  // where, as it stood, what
  for (std::size_t i = 0; i < row.size(); ++i) {
    Spot const& place = drawing.places[row[i]];
    wanted.emplace_back(mean_of(drawing, looks_up ? place.above : place.below, place.x), i, row[i]);
  }
  // Those that want the same place stay in the order in which the flow names them.
  if (may_change_order) std::ranges::sort(wanted);
  std::vector<double> xs;
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] = std::get<2>(wanted[i]);
    xs.push_back(std::get<0>(wanted[i]));
  }
  spread(drawing, row, xs);
}

void put_in_order(Drawing& drawing) {
  for (auto& row : drawing.rows) spread(drawing, row, std::vector<double>(row.size()));
  for (int round = 0; round < rounds; ++round) {
    bool const may_change_order = round < rounds / 2;
    for (std::size_t layer = 1; layer < drawing.rows.size(); ++layer)
      settle(drawing, drawing.rows[layer], true, may_change_order);
    for (std::size_t layer = drawing.rows.size() - 1; layer-- > 0;)
      settle(drawing, drawing.rows[layer], false, may_change_order);
  }
}

// Where along a box's edge an arrow begins or ends: beside its neighbours, in the order of where they go.
double port(Drawing const& drawing, std::size_t place, std::size_t other, bool at_bottom) {
  Spot const& box = drawing.places[place];
  if (box.width != box_width) return box.x;
  std::vector<std::size_t> near = at_bottom ? box.below : box.above;
  std::ranges::sort(near, {}, [&](std::size_t each) { return std::pair(drawing.places[each].x, each); });
  auto const index = static_cast<double>(std::ranges::find(near, other) - near.begin());
  double const step = std::min(24.0, (box_width - 40.0) / static_cast<double>(near.size()));
  return box.x + (index - (static_cast<double>(near.size()) - 1) / 2) * step;
}

// How far an arrow has come across when it has come so far down: it leaves and arrives upright.
double across(double down) {
  double low = 0;
  double high = 1;
  for (int i = 0; i < 30; ++i) {
    double const t = (low + high) / 2;
    (1.5 * t * (1 - t) + t * t * t < down ? low : high) = t;
  }
  return 3 * low * low - 2 * low * low * low;
}

struct Caption {
  std::size_t edge = 0;
  double from = 0;  // of the arrow: where it leaves the upper layer and reaches the lower
  double to = 0;
  int width = 0;
  double x = 0;
  std::size_t line = 0;
};

// In so many lines; false: they do not fit.
bool fit(std::vector<Caption>& labels, std::size_t lines) {
  std::vector<std::vector<std::pair<double, double>>> taken(lines);
  for (Caption& label : labels) {
    bool is_placed = false;
    for (std::size_t i = 0; !is_placed && i < lines; ++i) {
      // From below, where arrows that leave one box are furthest apart.
      std::size_t const line = lines - 1 - i;
      double const down = (static_cast<double>(line) + 1) / (static_cast<double>(lines) + 1);
      label.x = label.from + (label.to - label.from) * across(down);
      label.line = line;
      double const left = label.x - label.width / 2.0;
      double const right = label.x + label.width / 2.0;
      is_placed = std::ranges::none_of(taken[line],
                                       [&](auto const& other) { return left < other.second && other.first < right; });
      if (is_placed) taken[line].emplace_back(left, right);
    }
    if (!is_placed) return false;
  }
  return true;
}

struct Gap {
  std::vector<Caption> labels;
  int height = gap_down_min;
};

std::vector<Gap> labelled(Graph const& graph, Drawing const& drawing) {
  std::vector<Gap> gaps(drawing.rows.size());
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    std::vector<std::size_t> const& chain = drawing.chains[i];
    if (graph.edges[i].label.empty() || chain.size() < 2) continue;
    // Beside the box that decides.
    std::size_t const k = drawing.is_upward[i] ? chain.size() - 1 : 1;
    gaps[drawing.places[chain[k - 1]].layer].labels.push_back({.edge = i,
                                                               .from = port(drawing, chain[k - 1], chain[k], true),
                                                               .to = port(drawing, chain[k], chain[k - 1], false),
                                                               .width = label_width(graph.edges[i]),
                                                               .x = 0,
                                                               .line = 0});
  }
  for (Gap& gap : gaps) {
    std::ranges::sort(gap.labels, {}, [](Caption const& label) { return std::pair(label.to, label.edge); });
    std::size_t lines = 1;
    while (!fit(gap.labels, lines)) ++lines;  // at the latest with a line for each
    gap.height = std::max(gap_down_min, static_cast<int>(lines + 2) * label_line);
    for (Caption& label : gap.labels) {
      double const down = (static_cast<double>(label.line) + 1) / (static_cast<double>(lines) + 1);
      label.from = down * gap.height;  // from now on: how far beneath the upper layer
    }
  }
  return gaps;
}

int whole(double x) { return static_cast<int>(std::lround(x)); }

}  // namespace

int label_width(Graph::Edge const& edge) {
  constexpr int letter = 6;
  return static_cast<int>(edge.label.size()) * letter + 8;
}

Layout laid_out(Graph const& graph) {
  Drawing drawing;
  drawing.places.resize(graph.nodes.size());
  put_in_layers(graph, drawing);
  add_lanes(graph, drawing);
  put_in_order(drawing);
  double left = 0;
  double right = 0;
  for (Spot const& place : drawing.places) {
    left = std::min(left, place.x - place.width / 2.0);
    right = std::max(right, place.x + place.width / 2.0);
  }
  for (Spot& place : drawing.places) place.x += margin + gap_across - left;

  std::vector<Gap> const gaps = labelled(graph, drawing);
  std::vector<int> tops;
  int y = title_height;
  for (Gap const& gap : gaps) {
    tops.push_back(y);
    y += box_height + gap.height;
  }
  Layout layout{.boxes = {}, .routes = {}, .width = whole(right - left) + 2 * (margin + gap_across), .height = y};
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    layout.boxes.push_back({whole(drawing.places[i].x), tops[drawing.places[i].layer]});
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    std::vector<std::size_t> const& chain = drawing.chains[i];
    Layout::Route route;
    for (std::size_t k = 1; k < chain.size(); ++k) {
      int const top = tops[drawing.places[chain[k - 1]].layer];
      route.points.push_back({whole(port(drawing, chain[k - 1], chain[k], true)), top + box_height});
      route.points.push_back(
          {whole(port(drawing, chain[k], chain[k - 1], false)), tops[drawing.places[chain[k]].layer]});
    }
    if (drawing.is_upward[i]) std::ranges::reverse(route.points);
    layout.routes.push_back(std::move(route));
  }
  for (std::size_t layer = 0; layer < gaps.size(); ++layer) {
    for (Caption const& label : gaps[layer].labels)
      layout.routes[label.edge].label = {whole(label.x), tops[layer] + box_height + whole(label.from) + 4};
  }
  return layout;
}

}  // namespace flows
