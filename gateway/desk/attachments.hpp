// Files on a case: kinds and sizes are limited, and a file has to be what it says. Sealed with the contact's key.
#pragma once

#include "gateway/desk/case_work.hpp"

#include <string>
#include <string_view>

namespace desk {

// A photo of a contract by an old phone; larger ones are made smaller before.
inline constexpr std::size_t attachment_bytes_max = std::size_t{1024} * 1024;
inline constexpr int attachments_max = 20;

struct NewAttachment {
  std::string kind;  // media type: image/jpeg, image/png, application/pdf, audio/ogg, audio/mpeg
  std::string name;
  std::string bytes;
};
// Act for CaseDesk::act.
[[nodiscard]] Act attach(NewAttachment file);

// Why it cannot be attached.
[[nodiscard]] base::Result<void> check_attachment(NewAttachment const& file);

}  // namespace desk
