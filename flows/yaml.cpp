// YAML events -> nodes, and all that yaml-cpp takes without a word and we do not: a key twice, merges, anchors, tags.
// yaml-cpp is known here and nowhere else. It counts columns in bytes; people count letters.
#include "flows/read.hpp"

#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>

namespace flows {
namespace {

struct Refused {
  Mark mark;
  std::string message;
};

class MarkCounter {
 public:
  explicit MarkCounter(std::string_view text) : text_(text) {}

  [[nodiscard]] Mark of(YAML::Mark const& mark) const {
    if (mark.is_null() || mark.pos < 0) return {};
    std::size_t const pos = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    std::size_t const line_break = pos == 0 ? std::string_view::npos : text_.rfind('\n', pos - 1);
    std::size_t const begin = line_break == std::string_view::npos ? 0 : line_break + 1;
    auto const starts = std::ranges::count_if(text_.substr(begin, pos - begin),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {mark.line + 1, static_cast<int>(starts) + 1};
  }

 private:
  std::string_view text_;
};

class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string const& file, std::string_view text, std::vector<Finding>& findings)
      : file_(file), marks_(text), findings_(findings) {}

  Node root;

  void OnDocumentStart(YAML::Mark const&) override {}
  void OnDocumentEnd() override {}
  void OnNull(YAML::Mark const& mark, YAML::anchor_t) override { put(empty(mark)); }
  void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override {
    throw Refused{marks_.of(mark),
                  "aliases (*name) are not used here: write it out, so that it can be read where it stands"};
  }
  void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                std::string const& value) override {
    plain(mark, tag, anchor);
    Node node = empty(mark);
    // An empty plain scalar is nothing.
    node.kind = value.empty() && tag == "?" ? Node::Kind::nothing : Node::Kind::text;
    node.text = value;
    put(std::move(node));
  }
  void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Node node;
    std::optional<Node> key;  // of a map: read, its value still to come
  };

  [[nodiscard]] Node empty(YAML::Mark const& mark) const {
    Node node;
    node.mark = marks_.of(mark);
    return node;
  }

  void plain(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor) const {
    if (anchor != 0)
      throw Refused{marks_.of(mark), "anchors (&name) are not used here: write it out where it is needed"};
    if (tag.size() > 1) throw Refused{marks_.of(mark), "tags (!name) are not used here"};
  }

  void open(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor, Node::Kind kind) {
    plain(mark, tag, anchor);
    Mark const at = marks_.of(mark);
    if (static_cast<int>(open_.size()) >= yaml_depth_max) throw Refused{at, "this is nested too deeply"};
    open_.push_back({{.kind = kind, .text = {}, .entries = {}, .items = {}, .mark = at}, std::nullopt});
  }

  void close() {
    Node done = std::move(open_.back().node);
    open_.pop_back();
    put(std::move(done));
  }

  void put(Node node) {
    if (open_.empty()) {
      root = std::move(node);
      return;
    }
    Open& top = open_.back();
    if (top.node.kind == Node::Kind::list) {
      top.node.items.push_back(std::move(node));
    } else if (!top.key) {
      if (node.kind != Node::Kind::text) throw Refused{node.mark, "a key is one word"};
      if (node.text == "<<")
        throw Refused{node.mark,
                      "merging (<<) is refused: write the lines out, so that they can be read where they stand"};
      top.key = std::move(node);
    } else {
      add(top, std::move(node));
    }
  }

  void add(Open& top, Node value) {
    auto const earlier = std::ranges::find(top.node.entries, top.key->text, &Node::Entry::key);
    if (earlier == top.node.entries.end()) {
      top.node.entries.push_back({top.key->text, top.key->mark, std::move(value)});
    } else {
      findings_.push_back({file_, top.key->mark.line, top.key->mark.column, Finding::Level::error,
                           "the key `" + top.key->text + "` is there twice; the earlier one is in line " +
                               std::to_string(earlier->mark.line)});
    }
    top.key.reset();
  }

  std::string const& file_;
  MarkCounter marks_;
  std::vector<Finding>& findings_;
  std::vector<Open> open_;
};

}  // namespace

std::optional<Node> read_yaml(std::string const& file, std::string_view text, std::vector<Finding>& findings) {
  auto const refuse = [&](Mark mark, std::string message) {
    findings.push_back({file, mark.line, mark.column, Finding::Level::error, std::move(message)});
    return std::nullopt;
  };
  if (text.size() > flow_bytes_max) return refuse({}, "the file is longer than 256 KiB");
  std::istringstream stream{std::string(text)};
  Builder builder(file, text, findings);
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return refuse({}, "the file is empty");
    Node root = std::move(builder.root);
    if (parser.HandleNextDocument(builder))
      return refuse(builder.root.mark, "one file holds one document; a second one begins here");
    return root;
  } catch (Refused const& refused) {
    return refuse(refused.mark, refused.message);
  } catch (YAML::Exception const& broken) {
    // yaml-cpp 0.8 names the anchor behind a colon, 0.7 does not; the place says which it is.
    std::string const what = broken.msg.substr(0, broken.msg.find(": "));
    return refuse(MarkCounter(text).of(broken.mark), "this is not YAML: " + what);
  }
}

}  // namespace flows
