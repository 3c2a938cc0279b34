// A notice to our own people: that a case waits, by its number and a link, never a word of hers. It leaves through the
// outbox: its row there has its id, and goes by a channel of ours (sms) or by one of the two below. Where it goes and
// what it says are sealed under the account's key; an organisation's webhook belongs to no account.
#pragma once

#include "gateway/store/account.hpp"
#include "gateway/store/outbound.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace store {

enum class NoticeMedium : std::uint8_t { sms, email, webhook };
inline constexpr std::array<std::string_view, 3> notice_medium_words{"sms", "email", "webhook"};
[[nodiscard]] constexpr std::span<std::string_view const> words(NoticeMedium) { return notice_medium_words; }

// The outbox's name for the ways that are none of our channels; no channel's id has this sign.
inline constexpr std::string_view mail_way = "@mail";
inline constexpr std::string_view webhook_way = "@webhook";

struct Notice {
  AccountId account{};  // none: an organisation's webhook
  CaseId case_id{};     // none: about the hotline itself
  NoticeMedium medium = NoticeMedium::sms;
  std::string event{};  // one notice per account and event
  Sealed<std::string> address{};
  Sealed<std::string> text{};
  std::string way{};  // the outbox's channel
  Instant expires{};
};

// False: she was told of this event already.
bool add_notice(Transaction& tx, Notice const& notice);

}  // namespace store
