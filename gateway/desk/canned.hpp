// Replies that people send often, written once and reviewed: config/canned.tsv, one row a reply, one column a language.
// A person still reads each before it leaves. Variables stand in braces. Pure; any thread.
#pragma once

#include "flows/finding.hpp"
#include "flows/text/segments.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

struct CannedReply {
  std::string id{};
  std::string about{};                                      // for whoever chooses
  std::map<std::string, std::string, std::less<>> texts{};  // by language: en, ne, ne-Latn
  std::string reviewed{};  // by whom and when; empty: not yet by somebody whose language it is
};
using Canned = std::vector<CannedReply>;

struct ReadCanned {
  Canned replies;
  std::vector<flows::Finding> findings;
};
[[nodiscard]] ReadCanned read_canned(std::string_view file, std::string_view text);

// Longer than this and an old phone shows it in pieces.
inline constexpr int canned_parts_max = 2;

struct Variables {
  std::string ref{};   // {ref}: the case
  std::string name{};  // {name}: who writes
};
struct FilledReply {
  std::string id{};
  std::string about{};
  std::string language{};
  std::string text{};
  flows::Segments segments{};
  bool is_reviewed = false;
};
// In her language; in English where it is not written in hers.
[[nodiscard]] std::vector<FilledReply> fill_canned(Canned const& replies, std::string_view language,
                                                   Variables const& variables);

}  // namespace desk
