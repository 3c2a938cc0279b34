// The outbox: what is to leave, one row per outbound message and with its id. Leases, not pops: who takes a row owns it
// until the lease ends, and a row whose owner vanished comes back as `unknown`, never as forgotten.
// Order: of one contact on one channel only the oldest unfinished row can be taken (a held one lets later ones pass).
// Those behind it are marked as waiting when they are queued and freed by what ends it, so that what is due is found
// without a look at the rows before it, however many wait.
#pragma once

#include "gateway/store/address.hpp"
#include "gateway/store/contact.hpp"
#include "gateway/store/message.hpp"
#include "gateway/store/outbound_state.hpp"
#include "gateway/store/transaction.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

struct Outbound {
  MessageId id{};
  ContactId contact{};
  AddressId address{};
  std::string channel{};
  OutboundState state = OutboundState::queued;
  int attempts = 0;              // begun
  std::optional<Instant> due{};  // to look at it next; while sending, the lease's end; nothing: finished, or held for a
                                 // person
  std::string provider_id{};     // as the provider answered
  bool repeated = false;         // sent once more after an attempt whose outcome was never known
  std::string why{};             // of the present state, for people at the desk; names no person
  MessageId caused_by{};         // the inbound message it answers; none: a person or a timer
  std::optional<Instant> first_try{};
  std::optional<Instant> expires{};  // worth nothing after this
  bool asks = false;                 // a question of the script: worth nothing once the next words wait
  bool overrides = false;            // a person gave a reason why it leaves in her night or against her preference
};

// Whom it is for, as she stands at the moment the row is looked at: what she allows is read again before every attempt.
struct Recipient {
  Rules rules{};
  std::optional<Instant> last_heard{};
  std::string country{};  // that she named for this case; empty: none
};

// A row as its taker needs it.
struct Parcel {
  Outbound outbound{};
  OutboundState was = OutboundState::queued;  // before it was taken: `unknown` means look it up before sending again
  Scheme scheme = Scheme::tel;
  Sealed<std::string> to{};    // empty: erased
  Sealed<std::string> text{};  // empty: erased
  Instant written{};
  bool is_scripted = false;   // a conversation wrote it, not a person at the desk
  bool is_overtaken = false;  // that conversation has gone on, and its next words wait behind these
  bool is_notice = false;     // to our own people (notice.hpp): no contact, nobody's rules
  Recipient recipient{};
};

struct NewOutbound {
  Message message{};  // contact, channel, address and text; the rest is filled in
  MessageId caused_by{};
  std::optional<Instant> due{};  // nothing: now
  std::optional<Instant> expires{};
  OutboundState state = OutboundState::queued;  // or held; or sent or delivered, of what leaves with this unit's answer
  std::string why{};
  bool asks = false;
  bool overrides = false;
  // Not 0: whoever adds it wants to send it at once and for so long, if it is its turn. Its state then is `sending`.
  base::Milliseconds lease{0};
};
// Adds the message and its row; the row as it stands.
[[nodiscard]] base::Result<Outbound> add_outbound(Transaction& tx, Chain& chain, NewOutbound outbound);
[[nodiscard]] base::Result<MessageId> add_outbound(Transaction& tx, NewOutbound outbound);

[[nodiscard]] std::optional<Outbound> find_outbound(Snapshot& snapshot, MessageId id);
// What the outbox still owes: how many rows are queued, under way or unknown, by state.
[[nodiscard]] std::vector<std::pair<OutboundState, std::int64_t>> owed(Snapshot& snapshot);
// The provider's ids of other texts to the same person on the same channel, of her newest hundred messages.
[[nodiscard]] std::vector<std::string> provider_ids_of_others(Snapshot& snapshot, Outbound const& row);
// The replies that an inbound message caused, oldest first.
[[nodiscard]] std::vector<Outbound> outbound_for(Snapshot& snapshot, MessageId caused_by);
// What was written to an address on a channel after a message, oldest first: for the built-in telephone.
[[nodiscard]] std::vector<Parcel> outbound_after(Snapshot& snapshot, std::string_view channel, AddressId address,
                                                 MessageId after, int limit);

// What is due on a channel and first in its order, the longest due first, unsealed, for the unit of work that leases,
// holds or ends each. Where `may_take` says no the row stays and others are looked at.
using MayTake = std::function<bool(MessageId id)>;
[[nodiscard]] std::vector<Parcel> due_rows(Transaction& tx, std::string_view channel, int limit,
                                           MayTake const& may_take = {});
// Whoever leased a row may send it until the lease ends. Counts as an attempt begun.
void lease(Transaction& tx, Parcel& parcel, base::Milliseconds time);
// When `due_rows` will next find something, for each channel that owes anything.
struct NextDue {
  std::string channel{};
  Instant at{};
};
[[nodiscard]] std::vector<NextDue> next_due(Snapshot& snapshot);
// At the start of the store's owner: nobody can be sending. Rows.
std::int64_t take_back_all_leases(Transaction& tx);

// How the attempt ended. All fold: what a delivery report said meanwhile is never undone. False: there is no such row.
bool mark_sent(Transaction& tx, MessageId id, std::string_view provider_id, Reported state);
bool mark_retry(Transaction& tx, MessageId id, Instant due, std::string_view why);
bool mark_unknown(Transaction& tx, MessageId id, Instant due, std::string_view why);
bool mark_repeated(Transaction& tx, MessageId id);
// `state`: failed, rejected, expired or withdrawn.
bool mark_ended(Transaction& tx, MessageId id, OutboundState state, std::string_view why);
// Not now. Later messages pass it. It is looked at again at `until`; without that, only after `release`.
bool hold(Transaction& tx, MessageId id, std::optional<Instant> until, std::string_view why);
bool release(Transaction& tx, MessageId id, Instant due);
// She was heard again: what her rules or her night held back is looked at now. Rows.
std::int64_t look_again(Transaction& tx, ContactId contact);
// Conflict if an attempt has begun: what may have left cannot be taken back.
[[nodiscard]] base::Result<void> withdraw(Transaction& tx, MessageId id, std::string_view why);

// The provider's own id of it, where the answer that should have told it was lost.
void note_provider_id(Transaction& tx, MessageId id, std::string_view provider_id);

struct Folded {
  OutboundState before = OutboundState::queued;
  OutboundState after = OutboundState::queued;
};
// A delivery report, in whatever order reports come, also before the send's own answer. Nothing: no such row.
[[nodiscard]] std::optional<Folded> fold_report(Transaction& tx, MessageId id, Reported state, std::string_view code);

}  // namespace store
