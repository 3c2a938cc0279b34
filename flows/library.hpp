// Everything a conversation may say and know, of one version: flows by name, copy, lexicon, places. Built from texts
// (no file is read here) and never changed afterwards, so that any number of turns may run on it at once. Threads:
// const after it was built, any thread.
#pragma once

#include "flows/copy.hpp"
#include "flows/engine.hpp"
#include "flows/finding.hpp"
#include "flows/flow.hpp"

#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace flows {

class Lexicon;
class Places;

struct Source {
  std::string file;  // as it shall stand in findings
  std::string text;
};

struct LibrarySources {
  std::vector<Source> flows;    // config/flows/*.yaml, in any order
  Source messages;              // config/messages.tsv
  std::vector<Source> lexicon;  // config/lexicon/*.tsv, later ones add to earlier ones
  Source countries;             // config/countries.tsv
  Source districts;             // config/districts.tsv
};

class Library {
 public:
  [[nodiscard]] Flow const* find(std::string_view name) const;
  // The flow that begins when somebody writes (or rings) and no question is open.
  [[nodiscard]] Flow const* entry(Medium medium) const;
  // The flow that a whole-message command begins: "stop", "erase", "menu", "person", "danger", ...
  [[nodiscard]] Flow const* of_command(std::string_view command) const;
  [[nodiscard]] std::map<std::string, Flow, std::less<>> const& flows() const { return flows_; }

  [[nodiscard]] Copy const& copy() const { return copy_; }
  [[nodiscard]] Lexicon const& lexicon() const { return *lexicon_; }
  [[nodiscard]] Places const& places() const;
  // Changes whenever a flow or a copy line changes: a running conversation stays on the version it began with.
  [[nodiscard]] std::string const& version() const { return version_; }
  // Warnings of the checks, for `saathi check`; errors never get this far.
  [[nodiscard]] std::vector<Finding> const& warnings() const { return warnings_; }

 private:
  friend struct LibraryBuilder;
  std::map<std::string, Flow, std::less<>> flows_;
  Copy copy_;
  std::shared_ptr<Lexicon const> lexicon_;
  std::string version_;
  std::vector<Finding> warnings_;
};

// Reads, checks and joins everything. All mistakes come at once, sorted by file, line and column.
[[nodiscard]] std::expected<Library, std::vector<Finding>> build_library(LibrarySources const& sources);

// The same on a lexicon that was read before: an editor's draft of a flow is judged without reading 6,000 rows again.
[[nodiscard]] std::shared_ptr<Lexicon const> read_words(LibrarySources const& sources, std::vector<Finding>& findings);
[[nodiscard]] std::expected<Library, std::vector<Finding>> build_library(LibrarySources const& sources,
                                                                         std::shared_ptr<Lexicon const> lexicon);

}  // namespace flows
