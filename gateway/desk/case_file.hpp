// Everything that belongs to one case, as a person at the desk reads it, and its timeline: a reading of the journal
// (without the looks), of what was said, and of the words that people left with their acts.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/store/attachment.hpp"
#include "gateway/store/case_fact.hpp"
#include "gateway/store/case_link.hpp"
#include "gateway/store/case_note.hpp"
#include "gateway/store/case_record.hpp"
#include "gateway/store/case_task.hpp"
#include "gateway/store/case_transfer.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// A line of a case's thread.
struct ThreadLine {
  store::Message message;
  std::optional<store::OutboundState> delivery;  // of what we wrote
  std::string why;                               // of that state, for people
  bool is_scripted = false;                      // a conversation wrote it, not a person
  int parts = 0;                                 // SMS parts of what we wrote; 0: it is no SMS of ours
};

// What whoever writes or rings has to mind, before she does.
struct ContactCard {
  store::Rules rules{};
  std::string_view why_no_text{};             // empty: one may write; else a sentence
  std::optional<base::Instant> last_heard{};  // when she last wrote or rang
  bool rules_frozen = false;                  // a stranger may hold her phone
};

// A case that is tied to this one; without a reference where the reader may not see it.
struct Tied {
  std::string ref;
  store::CaseLink link;
};

struct CaseView {
  store::Case record{};
  ContactCard contact{};
  base::PrivateText address{};       // whole for the holder, else masked; empty: hidden or erased
  std::vector<ThreadLine> thread{};  // oldest first, with that of the cases which were joined to it
  std::vector<store::CaseNote> notes{};
  std::vector<store::CaseFact> facts{};
  std::vector<std::string> watchers{};
  std::vector<store::CaseTask> tasks{};
  std::vector<Tied> links{};
  std::vector<store::Attachment> attachments{};
  std::optional<store::CaseTransfer> transfer{};
  std::string merged_into{};  // reference; empty: it stands for itself
};

// "+974••••101": enough to tell two apart, not enough to ring.
[[nodiscard]] std::string masked(std::string_view number);

// Of a case that the actor may see.
[[nodiscard]] CaseView read_case_file(store::Snapshot& snapshot, Actor const& actor, store::Case record);

// One thing that happened: an act, or words.
struct Happened {
  base::Instant at{};
  std::string who{};     // an account, a part of the program, or "caller"
  std::string what{};    // the journal's word, or "wrote"
  std::string detail{};  // the journal's JSON; empty: none
  base::PrivateText words{};
};
// Oldest first.
[[nodiscard]] std::vector<Happened> read_timeline(store::Snapshot& snapshot, store::Case const& record);

}  // namespace desk
