// Where the boxes and arrows of a graph stand. Drawn in layers (after Sugiyama, Tagawa and Toda, 1981): every arrow but
// those of a loop points down; one that passes further layers has a place of its own in each, so that it runs behind no
// box; within a layer things stand near what they are joined to, which leaves few crossings. Labels of one gap stand in
// as many lines as they need to not overlap. Pure; any thread.
#pragma once

#include "flows/graph.hpp"

#include <cstddef>
#include <vector>

namespace flows {

inline constexpr int box_width = 216;
inline constexpr int box_height = 50;

struct Point {
  int x = 0;
  int y = 0;
};

struct Layout {
  struct Route {
    std::vector<Point>
        points;  // from box to box; between two of them the arrow bends, at the pairs in between it is straight
    Point label;
  };
  std::vector<Point> boxes;   // of each node: the middle of its top
  std::vector<Route> routes;  // of each edge
  int width = 0;
  int height = 0;
};

[[nodiscard]] Layout laid_out(Graph const& graph);

// About so wide a label is drawn.
[[nodiscard]] int label_width(Graph::Edge const& edge);

}  // namespace flows
