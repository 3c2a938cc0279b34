// What each role may do, in one table, and the one function that reads it. A role reaches what lies in the person's own
// queues, what was referred to her organisation, or everything of its kind; a token reaches no further than its scopes.
// Pure; any thread.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/case_record.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

enum class Right : std::uint8_t {
  own_account,      // her own sessions and tokens
  see_cases,        // with the person's words
  work_cases,       // claim, release, answer, call, note, close
  assign_cases,     // put them into somebody's hands, or take them out
  lower_severity,   // with a reason
  merge_cases,      // and split them
  decide_handover,  // approve that a case goes to another organisation
  share_vital,      // share without consent where a life is in danger
  conduct_cases,    // complaints about our own people
  update_referrals,
  draft_content,    // flows, copy, routing tables
  publish_content,  // and roll back; never one's own draft
  set_rosters,
  see_board,  // counts and clocks, no stories
  decide_erasure,
  keep_data,    // consent, retention, carrying out an erasure
  export_data,  // with a reason
  run_accounts,
  run_gateway,
  see_journal,
  block_numbers,  // that are not answered
  set_switches    // surge, and areas in war or evacuation
};
inline constexpr std::array<std::string_view, 22> right_words{
    "own_account",     "see_cases",   "work_cases",     "assign_cases",     "lower_severity", "merge_cases",
    "decide_handover", "share_vital", "conduct_cases",  "update_referrals", "draft_content",  "publish_content",
    "set_rosters",     "see_board",   "decide_erasure", "keep_data",        "export_data",    "run_accounts",
    "run_gateway",     "see_journal", "block_numbers",  "set_switches"};
[[nodiscard]] constexpr std::span<std::string_view const> words(Right) { return right_words; }

// How far a role's right reaches.
enum class Reach : std::uint8_t { queues, organisation, all };

struct Grant {
  Right right = Right::own_account;
  Reach reach = Reach::all;
  std::vector<store::Role> roles{};
};
[[nodiscard]] std::span<Grant const> grants();

// What is acted on, as far as rights depend on it.
struct Object {
  std::vector<std::string> queues{};         // in which it lies, or which see it too
  std::vector<std::string> organisations{};  // to which it was referred
  std::string author{};                      // of a draft
};
[[nodiscard]] Object object_of(store::Case const& record);

// At all, on some object: what a route asks before it looks for one.
[[nodiscard]] bool may(Actor const& actor, Right right);
[[nodiscard]] bool may(Actor const& actor, Right right, Object const& object);

// What of the store's cases she sees.
[[nodiscard]] store::Viewer viewer_of(Actor const& actor);

// What tokens may be limited to, and what each opens.
inline constexpr std::array<std::string_view, 5> scope_words{"cases:read", "cases:write", "content", "board",
                                                             "journal"};
[[nodiscard]] std::string_view scope_of(Right right);  // empty: no token opens it

}  // namespace desk
