#include "flows/library.hpp"

#include "flows/check.hpp"
#include "flows/lexicon/lexicon.hpp"
#include "flows/read.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace flows {

Flow const* Library::find(std::string_view name) const {
  auto const found = flows_.find(name);
  return found == flows_.end() ? nullptr : &found->second;
}

Flow const* Library::entry(Medium medium) const {
  for (auto const& [name, flow] : flows_) {
    if (flow.entry == medium) return &flow;
  }
  return nullptr;
}

Flow const* Library::of_command(std::string_view command) const {
  for (auto const& [name, flow] : flows_) {
    if (!flow.command.empty() && flow.command == command) return &flow;
  }
  return nullptr;
}

Places const& Library::places() const { return lexicon_->places(); }

struct LibraryBuilder {
  Library library;
  std::vector<Finding> findings;

  void read(LibrarySources const& sources) {
    library.copy_ = parse_copy(sources.messages.file, sources.messages.text, findings);
    for (Source const& source : sources.flows) {
      auto flow = read_flow(source.file, source.text, findings);
      if (flow && !flow->name.empty()) add(std::move(*flow));
    }
    library.version_ = hash(sources);
  }

  void check_all() {
    std::ranges::move(check({library.flows_, library.copy_}), std::back_inserter(findings));
    std::ranges::sort(findings);
    auto const [first, last] = std::ranges::unique(findings);
    findings.erase(first, last);
  }

  std::expected<Library, std::vector<Finding>> done(std::shared_ptr<Lexicon const> lexicon) {
    if (any_error(findings)) return std::unexpected(std::move(findings));
    library.lexicon_ = std::move(lexicon);
    library.warnings_ = std::move(findings);
    return std::move(library);
  }

 private:
  void add(Flow&& flow) {
    std::string const name = flow.name;
    Mark const mark = flow.mark;
    std::string const file = flow.file;
    auto const [earlier, is_new] = library.flows_.try_emplace(name, std::move(flow));
    if (is_new) return;
    findings.push_back({file, mark.line, mark.column, Finding::Level::error,
                        "the flow `" + name + "` is there twice; the other one is in " + earlier->second.file});
  }

  // FNV-1a: names a version, guards nothing.
  static std::string hash(LibrarySources const& sources) {
    std::uint64_t value = 0xcbf29ce484222325ULL;
    auto const mix = [&](std::string_view text) {
      for (char const c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
      value = (value ^ 0xFFU) * 0x100000001b3ULL;
    };
    std::vector<std::pair<std::string_view, std::string_view>> files;
    for (Source const& source : sources.flows)
      files.emplace_back(std::string_view(source.file).substr(source.file.rfind('/') + 1), source.text);
    std::ranges::sort(files);
    for (auto const& [name, text] : files) {
      mix(name);
      mix(text);
    }
    mix(sources.messages.text);
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4) hex += "0123456789abcdef"[(value >> shift) & 0xFU];
    return hex;
  }
};

std::shared_ptr<Lexicon const> read_words(LibrarySources const& sources, std::vector<Finding>& findings) {
  ReadPlaces places = read_places({.file = sources.countries.file, .text = sources.countries.text},
                                  {.file = sources.districts.file, .text = sources.districts.text});
  std::ranges::move(places.findings, std::back_inserter(findings));
  std::vector<Sheet> sheets;
  for (Source const& source : sources.lexicon) sheets.push_back({.file = source.file, .text = source.text});
  ReadLexicon words = read_lexicon(sheets, std::move(places.places));
  std::ranges::move(words.findings, std::back_inserter(findings));
  return std::make_shared<Lexicon const>(std::move(words.lexicon));
}

std::expected<Library, std::vector<Finding>> build_library(LibrarySources const& sources,
                                                           std::shared_ptr<Lexicon const> lexicon) {
  LibraryBuilder builder;
  builder.read(sources);
  builder.check_all();
  return builder.done(std::move(lexicon));
}

std::expected<Library, std::vector<Finding>> build_library(LibrarySources const& sources) {
  LibraryBuilder builder;
  std::shared_ptr<Lexicon const> lexicon = read_words(sources, builder.findings);
  builder.read(sources);
  builder.check_all();
  return builder.done(std::move(lexicon));
}

}  // namespace flows
