#include "flows/graph.hpp"

#include "flows/text/utf8.hpp"

#include <algorithm>
#include <map>

namespace flows {
namespace {

// So many letters fit a box, or stand beside an arrow without hiding another.
constexpr std::size_t words_max = 34;
constexpr std::size_t label_max = 26;

std::string shortened(std::string_view text, std::size_t letters_max) {
  std::u32string letters = from_utf8(text);
  if (letters.size() <= letters_max) return std::string(text);
  letters.resize(letters_max - 1);
  return to_utf8(letters) + "…";
}

class Builder {
 public:
  Graph graph;

  std::size_t node(std::string const& name, Graph::Look look) {
    auto const [found, is_new] = numbers_.try_emplace(name, graph.nodes.size());
    if (is_new) graph.nodes.push_back({.name = name, .words = {}, .look = look});
    return found->second;
  }
  // Two arrows between the same nodes are one with both labels.
  void edge(std::size_t from, std::size_t to, std::string_view label) {
    for (Graph::Edge& each : graph.edges) {
      if (each.from != from || each.to != to) continue;
      if (!label.empty())
        each.label = shortened(each.label + (each.label.empty() ? "" : ", ") + std::string(label), label_max);
      return;
    }
    graph.edges.push_back({from, to, shortened(label, label_max)});
  }

 private:
  std::map<std::string, std::size_t, std::less<>> numbers_;
};

Graph::Look look_of(Outline const& outline) {
  if (outline.reaches_person) return Graph::Look::person;
  if (outline.ends) return Graph::Look::end;
  return outline.waits ? Graph::Look::question : Graph::Look::plain;
}

std::string words_of(Outline const& outline, Copy const& copy) {
  if (outline.texts.empty()) return {};
  Text const& text = *outline.texts.front();
  Copy::Line const* const line = copy.find(text.copy);
  return shortened(in_language(line != nullptr ? line->texts : text.own, "en"), words_max);
}

// The label of an exit: the digits that lead there, or the condition of its row.
std::string label_of(Outline const& outline, std::size_t exit) {
  std::string digits;
  if (outline.choices != nullptr) {
    for (Choice const& choice : *outline.choices) {
      if (choice.next.step != outline.exits[exit].step) continue;
      digits += (digits.empty() ? "" : ", ") + choice.key;
    }
    return digits;
  }
  bool const is_branch = !outline.waits && outline.conditions.size() + 1 == outline.exits.size();
  if (!is_branch || exit >= outline.conditions.size()) return {};
  return outline.conditions[exit]->expression.text();
}

void add_steps(Builder& builder, Flow const& flow, Copy const& copy) {
  if (flow.find(flow.start.step) != nullptr) (void)builder.node(flow.start.step, Graph::Look::plain);
  for (auto const& step : flow.steps) {
    Outline const outline = step->outline();
    Graph::Node& node = builder.graph.nodes[builder.node(step->name, Graph::Look::plain)];
    node.look = look_of(outline);
    node.words = words_of(outline, copy);
  }
}

}  // namespace

Graph graph_of(Flow const& flow, Copy const& copy) {
  Builder builder;
  builder.graph.title = flow.name + ": " + flow.about;
  add_steps(builder, flow, copy);
  for (auto const& step : flow.steps) {
    Outline const outline = step->outline();
    std::size_t const from = builder.node(step->name, Graph::Look::plain);
    for (Target const& call : outline.calls) builder.edge(from, builder.node("→ " + call.step, Graph::Look::flow), "");
    for (Target const& begun : outline.begins)
      builder.edge(from, builder.node("→ " + begun.step, Graph::Look::flow), "later");
    std::vector<std::string> drawn;
    for (std::size_t i = 0; i < outline.exits.size(); ++i) {
      std::string const& to = outline.exits[i].step;
      bool const by_choice = outline.choices != nullptr;
      if (to.empty() || (by_choice && std::ranges::find(drawn, to) != drawn.end())) continue;
      drawn.push_back(to);
      Graph::Look const look = to == back ? Graph::Look::end : Graph::Look::plain;
      builder.edge(from, builder.node(to, look), label_of(outline, i));
    }
  }
  return std::move(builder.graph);
}

Graph graph_of(Library const& library) {
  Builder builder;
  builder.graph.title = "Which flow calls which";
  for (auto const& [name, flow] : library.flows()) {
    if (flow.entry) (void)builder.node(name, Graph::Look::flow);
  }
  for (auto const& [name, flow] : library.flows()) {
    Graph::Node& node = builder.graph.nodes[builder.node(name, Graph::Look::flow)];
    node.words = shortened(flow.about, words_max);
    if (flow.command == "person" || flow.command == "danger") node.look = Graph::Look::person;
  }
  for (auto const& [name, flow] : library.flows()) {
    for (auto const& step : flow.steps) {
      Outline const outline = step->outline();
      std::size_t const from = builder.node(name, Graph::Look::flow);
      for (Target const& call : outline.calls) builder.edge(from, builder.node(call.step, Graph::Look::flow), "");
      for (Target const& begun : outline.begins)
        builder.edge(from, builder.node(begun.step, Graph::Look::flow), "later");
    }
  }
  return std::move(builder.graph);
}

namespace {

std::string in_quotes(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '"')
      out += "#quot;";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string to_mermaid(Graph const& graph) {
  std::string out = "---\ntitle: \"" + in_quotes(graph.title) + "\"\n---\nflowchart TD\n";
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    Graph::Node const& node = graph.nodes[i];
    std::string const words = in_quotes(node.name) + (node.words.empty() ? "" : "<br/>" + in_quotes(node.words));
    auto const boxed = [&](std::string_view open, std::string_view close) {
      out += "  n" + std::to_string(i) + std::string(open) + "\"" + words + "\"" + std::string(close) + "\n";
    };
    switch (node.look) {
      case Graph::Look::plain: boxed("[", "]"); break;
      case Graph::Look::question: boxed("(", ")"); break;
      case Graph::Look::person: boxed("{{", "}}"); break;
      case Graph::Look::end: boxed("([", "])"); break;
      case Graph::Look::flow: boxed("[[", "]]"); break;
    }
  }
  for (Graph::Edge const& edge : graph.edges) {
    out += "  n" + std::to_string(edge.from) + " -->" +
           (edge.label.empty() ? "" : "|\"" + in_quotes(edge.label) + "\"|") + " n" + std::to_string(edge.to) + "\n";
  }
  return out;
}

}  // namespace flows
