#include "gateway/desk/attachments.hpp"

#include "gateway/store/attachment.hpp"

#include <algorithm>
#include <array>

namespace desk {

namespace {

using namespace std::string_view_literals;

struct Kind {
  std::string_view media_type;
  std::string_view begins;  // every such file
};
constexpr std::array kinds = std::to_array<Kind>({{"image/jpeg", "\xFF\xD8\xFF"sv},
                                                  {"image/png", "\x89PNG\r\n\x1A\n"sv},
                                                  {"application/pdf", "%PDF-"sv},
                                                  {"audio/ogg", "OggS"sv},
                                                  {"audio/mpeg", "ID3"sv}});
constexpr std::size_t name_bytes_max = 200;

base::Result<void> put(CaseWork& work, NewAttachment const& file) {
  if (base::Result<void> fits = check_attachment(file); !fits) return fits;
  if (std::ssize(store::attachments(work.tx, work.record.id)) >= attachments_max) {
    return base::error(base::Code::conflict, "The case has twenty files: that is all it may have.");
  }
  store::AttachmentId const id = store::add_attachment(work.tx, {.case_id = work.record.id,
                                                                 .contact = work.record.contact,
                                                                 .kind = file.kind,
                                                                 .author = work.actor.name,
                                                                 .name = store::Sealed<std::string>(file.name),
                                                                 .bytes = store::Sealed<std::string>(file.bytes)});
  return work.noted("attached", {{"attachment", store::text(id)}, {"kind", file.kind}});
}

}  // namespace

base::Result<void> check_attachment(NewAttachment const& file) {
  auto const kind = std::ranges::find(kinds, file.kind, &Kind::media_type);
  if (kind == kinds.end()) {
    return base::wrong_field("kind",
                             "\"kind\" is image/jpeg, image/png, application/pdf, audio/ogg or "
                             "audio/mpeg.");
  }
  if (file.name.empty() || file.name.size() > name_bytes_max) {
    return base::wrong_field("name", "\"name\" is missing or too long: 200 bytes at most.");
  }
  if (file.bytes.size() > attachment_bytes_max) {
    return base::error(base::Code::too_large, "The file is too large: 1 MiB at most. Make the picture smaller.");
  }
  if (!file.bytes.starts_with(kind->begins)) {
    return base::wrong_field("bytes", "The file is no " + file.kind + ".");
  }
  return {};
}

Act attach(NewAttachment file) {
  return [file = std::move(file)](CaseWork& work) { return put(work, file); };
}

}  // namespace desk
