#include "flows/read.hpp"

#include "flows/steps/steps.hpp"

#include <algorithm>

namespace flows {
namespace {

class FlowReader {
 public:
  FlowReader(std::string const& file, std::vector<Finding>& findings) : file_(file), findings_(findings) {}

  Flow read(Node const& root) {
    Flow flow;
    flow.file = file_;
    flow.mark = root.mark;
    if (root.kind != Node::Kind::map) {
      error(root.mark, "a flow begins with `flow: name`");
      return flow;
    }
    read_head(root, flow);
    read_steps(root, flow);
    return flow;
  }

 private:
  void read_head(Node const& root, Flow& flow) {
    std::string const nameless;
    StepReader head(file_, nameless, root, findings_);
    flow.name = head.word("flow").value_or("");
    if (Node const* const name = root.find("flow")) flow.mark = name->mark;
    if (!is_name(flow.name))
      head.error(flow.mark, "a flow needs a name: `flow: wages`, in small letters, digits and _");
    flow.about = head.word("about").value_or("");
    if (flow.about.empty()) head.error(flow.mark, "say with `about:` in a sentence what the flow is for");
    std::string const entry = head.one_of("entry", {"sms", "voice"});
    if (!entry.empty()) flow.entry = entry == "voice" ? Medium::voice : Medium::sms;
    flow.command = head.word("command").value_or("");
    flow.resumes = head.one_of("afterwards", {"resume", "end"}) == "resume";
    flow.from_outside = head.one_of("begun_by", {"desk", "flows"}) == "desk";
    auto start = head.optional_next("start");
    if (!start) head.error(flow.mark, "say with `start:` which step is the first");
    if (start) flow.start = std::move(*start);
    (void)head.node("steps", Node::Kind::map, "the steps, each with its name");
    head.no_more_keys();
  }

  void read_steps(Node const& root, Flow& flow) {
    Node const* const steps = root.find("steps");
    if (steps == nullptr || steps->kind != Node::Kind::map) {
      error(flow.mark, "the flow has no `steps:`");
      return;
    }
    for (Node::Entry const& entry : steps->entries) {
      if (auto step = read_step(entry)) flow.steps.push_back(std::move(step));
    }
  }

  std::shared_ptr<Step const> read_step(Node::Entry const& entry) {
    if (!is_name(entry.key)) error(entry.mark, "a step's name has small letters, digits and _ only");
    if (entry.key == back) error(entry.mark, "no step may be called `back`: it means the end of the flow");
    if (entry.value.kind != Node::Kind::map) {
      error(entry.mark, "the step `" + entry.key + "` is empty: say what it does");
      return nullptr;
    }
    // The kind is the first of its keys that names one: `say` beside `ask` is a key too many, said below.
    for (StepKind const& kind : step_kinds()) {
      if (entry.value.find(kind.key) == nullptr) continue;
      StepReader reader(file_, entry.key, entry.value, findings_);
      std::unique_ptr<Step> step = kind.read(reader);
      reader.no_more_keys();
      step->name = entry.key;
      step->mark = entry.mark;
      return step;
    }
    error(entry.mark, "the step `" + entry.key + "` does not say what it does" + meant(entry.value));
    return nullptr;
  }

  static std::string meant(Node const& step) {
    std::vector<std::string> known;
    std::string list;
    for (StepKind const& kind : step_kinds()) {
      known.emplace_back(kind.key);
      list += (list.empty() ? "" : ", ") + std::string(kind.key);
    }
    for (Node::Entry const& entry : step.entries) {
      std::string const near = nearest(entry.key, known);
      if (!near.empty()) return "; did you mean `" + near + "` where `" + entry.key + "` stands?";
    }
    return "; it needs one of " + list;
  }

  void error(Mark mark, std::string message) {
    findings_.push_back({file_, mark.line, mark.column, Finding::Level::error, std::move(message)});
  }

  std::string const& file_;
  std::vector<Finding>& findings_;
};

}  // namespace

std::optional<Flow> read_flow(std::string const& file, std::string_view text, std::vector<Finding>& findings) {
  auto const root = read_yaml(file, text, findings);
  if (!root) return std::nullopt;
  return FlowReader(file, findings).read(*root);
}

}  // namespace flows
