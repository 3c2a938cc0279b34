// Who is there: the network's queues, the bodies a case may be referred to, who is told when a promise is missed, the
// documents they ask for. Read from config/directory.yaml; every mistake of meaning is found in one run. A queue has
// people and hours; a bureau or partner has neither here, it is a referral target. Threads: values, any thread.
#pragma once

#include "flows/finding.hpp"
#include "flows/node.hpp"
#include "flows/triage.hpp"
#include "gateway/desk/countries.hpp"
#include "gateway/desk/holidays.hpp"
#include "gateway/desk/hours.hpp"

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// What a body is called in a text: {org} holds at most 20 UTF-16 units.
struct Names {
  std::string en;
  std::string ne;
  std::string ne_latn;
};
inline constexpr std::size_t name_units_max = 20;

struct Queue {
  std::string code;
  Names names;
  std::string about;    // what it takes, in words
  std::string members;  // who sits there, in words; people themselves are account data
  Hours hours;
  std::optional<flows::Severity> on_call;    // from this severity on the hours do not count: somebody is rung
  std::array<int, 4> promise{};              // minutes of opening time to the first useful contact, by severity
  std::string backup;                        // a queue; empty only for those that stand on their own
  std::string telephone{};                   // E.164 at which calls are put through in its hours; empty: none
  std::vector<std::string> organisations{};  // targets whose people sit there: what is about them never comes here
  std::vector<std::string> languages{};      // in which somebody there can talk: ne, en, hi, mai ...
  int capacity = 0;                          // open cases at once that its people can carry; 0: not said
  flows::Mark mark{};                        // in the file
};

enum class TargetKind : std::uint8_t { bureau, cso, embassy, labour_union, un, other };
[[nodiscard]] std::string_view name(TargetKind kind);  // "bureau", "cso", "embassy", "union", "un", "other"

struct ContactEntry {
  std::string label;
  std::string number;
  std::string prints;                         // placeholder it may fill: the copy line's id; empty: for operators
  std::string source;                         // where it was read
  std::string owner{};                        // who of ours keeps it right
  std::string hours{};                        // when somebody answers, in words
  std::vector<std::string> reachable_from{};  // countries from which it can be dialled
  std::optional<std::chrono::sys_days> verified_on;  // empty: never printed
  std::optional<std::chrono::sys_days> verify_by{};  // asked again by this day, if sooner than 180 days
  flows::Mark mark{};                                // in the file
};
// The last day on which it may be printed; nothing if nobody ever verified it.
[[nodiscard]] std::optional<std::chrono::sys_days> good_until(ContactEntry const& contact);

// A body that gets its share of a case by referral, with consent.
struct Target {
  std::string code;
  TargetKind kind = TargetKind::bureau;
  Names names;
  std::string mandate;              // one sentence
  std::string cannot;               // what it cannot do, or where its limits are
  std::vector<std::string> inputs;  // document codes, D01 ...
  std::string place;
  std::string hours;  // in words; not ours to keep
  std::vector<ContactEntry> contacts;
  flows::Mark mark{};  // in the file
};

// Somebody more is told so many minutes after a promise began to run and nobody acted.
struct LadderStep {
  flows::Severity severity = flows::Severity::critical;
  int minutes = 0;
  std::string who;  // lead, duty_phone, chair, senior, weekly_list
};

// What the network promises beside a queue's own `promise`, for one severity. Minutes; 0: nothing of the kind.
struct ServiceLevel {
  int eyes = 0;         // until somebody has it, if that is sooner than the first useful contact
  int update = 0;       // until she hears from us again
  int update_days = 0;  // the same in the queue's working days
  int claim = 0;        // of doing nothing, until a claim ends by itself
};
using ServiceLevels = std::array<ServiceLevel, 4>;  // by severity

// Whether the home district has a Migrant Resource Centre.
enum class ResourceCentre : std::uint8_t { unknown, yes, no };
[[nodiscard]] std::string_view name(ResourceCentre there);

struct District {
  std::string region;  // "madhesh": districts that ask for the same; empty: none
  ResourceCentre resource_centre = ResourceCentre::unknown;
};

struct Directory {
  std::map<std::string, Queue, std::less<>> queues;
  std::map<std::string, Target, std::less<>> targets;
  base::Zone zone;  // of rosters, and of queues that name none
  ServiceLevels service_levels{};
  std::vector<LadderStep> ladder;                             // by severity, then minutes
  std::map<std::string, std::string, std::less<>> documents;  // D01 -> words
  std::map<std::string, std::string, std::less<>> tags;       // what people tick and conversations set -> words
  std::map<std::string, District, std::less<>> districts;     // those of which something is known
  Countries countries;                                        // read by read_countries, from another file
  std::string line_number;                                    // our own, as she dials it; empty: no text names it

  [[nodiscard]] Queue const* find_queue(std::string_view code) const;
  [[nodiscard]] Target const* find_target(std::string_view code) const;
};

struct ReadDirectory {
  Directory directory;
  std::vector<flows::Finding> findings;
};
// What a directory leans on: destinations' weekends and the days on which offices are closed.
struct Calendars {
  Countries countries;
  Holidays holidays;
};
// `file` names it in findings. What could be read is there even where something is wrong; whoever starts a hotline on
// it looks at the findings first.
[[nodiscard]] ReadDirectory read_directory(std::string_view file, std::string_view text,
                                           Calendars const& calendars = {});

// Whether people of such an organisation sit in the queue: what is about them does not go there.
[[nodiscard]] bool is_about_members(Directory const& directory, std::string_view queue,
                                    std::vector<std::string> const& about);

// The queues whose hours it is, and those of them that calls can be put through to.
[[nodiscard]] std::vector<std::string> open_queues(Directory const& directory, base::Instant now);
[[nodiscard]] std::vector<std::string> transfers(Directory const& directory, base::Instant now);

// What the texts may print today: `police` and `amb` of the country she is in, `num:<copy id>` for numbers at home
// (`num:mental_support`, `num:child_ack`), and `line`, our own, which needs no date. Any other is printed only if a
// person verified it within 180 days and its `verify_by` has not passed, with source, owner and hours, and only where
// it can be dialled.
inline constexpr std::chrono::days verified_for{180};
[[nodiscard]] std::map<std::string, std::string, std::less<>> printable_numbers(Directory const& directory,
                                                                                std::string_view country,
                                                                                std::chrono::sys_days today);

}  // namespace desk
