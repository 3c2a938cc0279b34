// Files on a case: a photo of a contract, a recording that she sent. Bytes and name are sealed with the contact's key;
// what may be attached the desk knows.
#pragma once

#include "gateway/store/sealed.hpp"
#include "gateway/store/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace store {

struct Attachment {
  AttachmentId id{};
  CaseId case_id{};
  ContactId contact{};
  std::string kind{};  // media type: "image/jpeg"
  std::string author{};
  std::int64_t size_bytes = 0;
  Sealed<std::string> name{};   // empty: erased
  Sealed<std::string> bytes{};  // empty: erased, or not asked for
  Instant at{};
};

// `id`, `size_bytes` and `at` are filled in.
[[nodiscard]] AttachmentId add_attachment(Transaction& tx, Attachment const& attachment);
// With its bytes.
[[nodiscard]] std::optional<Attachment> find_attachment(Snapshot& snapshot, AttachmentId id);
// Without their bytes, oldest first.
[[nodiscard]] std::vector<Attachment> attachments(Snapshot& snapshot, CaseId case_id);

}  // namespace store
