// Verbs of Nepali and Hindi as people type them: a stem and what follows it (config/lexicon/verbs.tsv,
// verb_endings.tsv). So "bechyo", "bechidiechan" and "बेचिसकेका" are all the verb `sell`, and "dindaina" is `give`
// denied, whatever form the sheets of words hold. Stems and endings are compared as they sound. Read-only once built;
// any thread.
//
//   verbs.read(verb_spelling("bechidiyecha")) == {{sell, Form::does}}
#pragma once

#include "flows/finding.hpp"
#include "flows/lexicon/sheet.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct VerbReading {
  enum class Form : std::uint8_t {
    does,
    denied,
    to
  };  // it happens or happened; it does not; it shall, or is asked for
  std::uint32_t verb = 0;  // its place in `Verbs::names`
  Form form = Form::does;
  bool hindi = false;
  friend bool operator==(VerbReading const&, VerbReading const&) = default;
};

// Few words can be forms of several verbs; what is beyond these is left out.
struct VerbReadings {
  std::array<VerbReading, 4> all{};
  std::size_t count = 0;

  void add(VerbReading reading);
  [[nodiscard]] std::span<VerbReading const> list() const { return std::span(all).first(count); }
};

// How a romanised word sounds, for `Verbs::read`: folded, y as i, and a short denial (dinna) kept apart from din.
[[nodiscard]] std::string verb_spelling(std::string_view typed);
// The same where its fold is known already.
[[nodiscard]] std::string verb_spelling(std::string_view typed, std::string_view folded);

class Verbs {
 public:
  [[nodiscard]] VerbReadings read(std::string_view spelling) const;
  [[nodiscard]] std::vector<std::string> const& names() const { return names_; }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const;

 private:
  friend class VerbsReader;
  // Letters as a tree: what a node is the end of.
  struct Node {
    std::array<std::uint16_t, 27> next{};  // a-z and the short denial; 0: none
    std::vector<VerbReading> stems;        // in the tree of stems
    bool is_link[2] = {false, false};      // in the tree of endings, by language
    std::vector<VerbReading::Form> ends[2];
  };
  using Tree = std::vector<Node>;

  void read_word(std::string_view spelling, VerbReadings& out) const;
  [[nodiscard]] bool is_never(std::string_view spelling, VerbReading const& stem) const;
  void read_after(std::string_view rest, VerbReading stem, int links, VerbReadings& out) const;

  std::vector<std::string> names_;
  // A word that is no form of the verb, though it looks like one; with a star, nor is any word that begins so.
  struct Never {
    std::string spelling;
    bool hindi = false;
    bool begins = false;
  };
  std::vector<std::vector<Never>> never_;  // by verb
  Tree stems_ = Tree(1);
  Tree endings_ = Tree(1);
};

struct ReadVerbs {
  Verbs verbs;
  std::vector<Finding> findings;
};
// Sheets of verbs and of endings by their file names; others are left alone.
[[nodiscard]] bool is_verb_sheet(Sheet const& sheet);
[[nodiscard]] ReadVerbs read_verbs(std::span<Sheet const> sheets);

}  // namespace flows
