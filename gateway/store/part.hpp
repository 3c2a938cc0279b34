// Parts of long texts that the provider does not join, kept until the whole is there. A part stays after it was
// handled, so that the provider's repeat of it is known and a late one finds its fellows.
#pragma once

#include "gateway/store/message.hpp"
#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// Which long text: one sender, one of our numbers, the network's reference, and how many parts there are.
struct PartGroup {
  ContactId contact{};
  std::string channel{};
  std::string reference{};
  int total = 0;
};

struct Part {
  PartId id{};
  PartGroup group{};
  int number = 0;             // from 1
  std::string provider_id{};  // with the channel it is unique
  Sealed<std::string> text{};
  Instant at{};
  MessageId message{};  // that it became part of; none: it waits
};

// A part that came before; nothing if it is new.
[[nodiscard]] std::optional<Part> seen_part(Snapshot& snapshot, std::string_view channel, std::string_view provider_id);
void add_part(Transaction& tx, Part part);
// Since then, by number. References are short and come round again.
[[nodiscard]] std::vector<Part> parts_of(Snapshot& snapshot, PartGroup const& group, Instant since);
// Their words are forgotten; that they came is not.
void blank_parts(Transaction& tx, std::vector<Part> const& parts);
// They have been read as this message.
void mark_joined(Transaction& tx, std::vector<Part> const& parts, MessageId message);

}  // namespace store
