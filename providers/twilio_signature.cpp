#include "providers/twilio_signature.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

namespace providers {
namespace {

// Names and values, nothing between them, sorted by bytes; a name with several values once for each different one.
std::string joined(std::span<Field const> form) {
  std::vector<std::reference_wrapper<Field const>> fields(form.begin(), form.end());
  auto const is_before = [](Field const& left, Field const& right) { return left < right; };
  auto const is_same = [](Field const& left, Field const& right) { return left == right; };
  std::ranges::sort(fields, is_before);
  auto const doubled = std::ranges::unique(fields, is_same);
  fields.erase(doubled.begin(), doubled.end());
  std::size_t length = 0;
  for (Field const& field : fields) length += field.name.size() + field.value.size();
  std::string text;
  text.reserve(length);
  for (Field const& field : fields) {
    text += field.name;
    text += field.value;
  }
  return text;
}

std::string signature_of(HmacKey const& key, std::string_view url, std::string_view fields) {
  std::array const pieces = {url, fields};
  return base64(key.sign(pieces));
}

struct Port {
  std::size_t begin = 0;  // where the colon stands, or where one would
  std::size_t end = 0;
};

// Where the port of an address is; nothing if it is no address of a web server.
std::optional<Port> port_of(std::string_view url) {
  std::size_t const scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  std::size_t const authority = scheme + 3;
  std::size_t const end = std::min(url.find_first_of("/?#", authority), url.size());
  std::string_view const host = url.substr(authority, end - authority);
  std::size_t const colon = host.rfind(':');
  std::size_t const bracket = host.rfind(']');  // an IPv6 address has colons of its own
  bool const has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon);
  return Port{.begin = has_port ? authority + colon : end, .end = end};
}

}  // namespace

TwilioSignature::TwilioSignature(std::span<std::string const> auth_tokens) {
  for (std::string const& token : auth_tokens) {
    if (!token.empty()) keys_.emplace_back(Hash::sha1, token);
  }
}

bool TwilioSignature::is_genuine(std::string_view url, std::span<Field const> form, std::string_view signature) const {
  std::string const fields = joined(form);
  auto const matches = [&](std::string_view spelling) {
    auto const signs = [&](HmacKey const& key) { return same_secret(signature_of(key, spelling, fields), signature); };
    return std::ranges::any_of(keys_, signs);
  };
  // The first spelling is nearly always the one: the others are made only when it is not.
  return matches(url) || std::ranges::any_of(twilio_spellings(url), matches);
}

std::string TwilioSignature::make(std::string_view url, std::span<Field const> form) const {
  return keys_.empty() ? std::string{} : signature_of(keys_.front(), url, joined(form));
}

std::vector<std::string> twilio_spellings(std::string_view url) {
  std::vector<std::string> spellings = {std::string(url)};
  std::optional<Port> const port = port_of(url);
  if (!port) return spellings;
  std::string const before(url.substr(0, port->begin));
  std::string_view const after = url.substr(port->end);
  bool const has_port = port->begin != port->end;
  if (has_port) {
    spellings.push_back(before + std::string(after));
  } else {
    spellings.push_back(before + (url.starts_with("https:") ? ":443" : ":80") + std::string(after));
  }
  return spellings;
}

}  // namespace providers
