// Forms and queries (application/x-www-form-urlencoded), both ways. Reading keeps every byte: an empty value, a blank
// at the end and a name given twice are part of what was signed. What a person is to read goes through charset.hpp.
// Threads: plain functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace providers {

// Decoded bytes, as sent: not checked to be UTF-8, may hold zero bytes.
struct Field {
  std::string name;
  std::string value;

  friend auto operator<=>(Field const&, Field const&) = default;
};

// A provider sends some forty fields; whoever sends more than this is not one.
inline constexpr std::size_t fields_max = 1000;

// Nothing if there are more than `fields_max`. A broken escape ("%4", "%zz") stands for itself.
[[nodiscard]] std::optional<std::vector<Field>> parse_form(std::string_view encoded);

// The first field of that name, trimmed of nothing; nothing if there is none.
[[nodiscard]] std::optional<std::string_view> find(std::span<Field const> fields, std::string_view name);
// The same; empty if there is none.
[[nodiscard]] std::string_view value_of(std::span<Field const> fields, std::string_view name);

// Whether a Content-Type header names this media type, whatever its case and parameters ("…; charset=utf-8").
[[nodiscard]] bool is_media_type(std::string_view content_type, std::string_view media_type);

// Everything but A–Z a–z 0–9 - . _ ~ escaped, so that it reads the same as a form value, in a path and in a query.
[[nodiscard]] std::string percent_encode(std::string_view bytes);
[[nodiscard]] std::string percent_decode(std::string_view encoded);  // '+' is a blank

// name=value&name=value in the order given.
[[nodiscard]] std::string form_of(std::span<Field const> fields);

// The address with these query parameters set: names in byte order, none twice, values only of unreserved characters,
// so that a provider that sorts or re-encodes the query before calling it changes nothing that it signed.
[[nodiscard]] std::string with_query(std::string_view url, std::span<Field const> set = {});

// What stands behind the question mark of an address, without a fragment; empty if nothing does.
[[nodiscard]] std::string_view query_of(std::string_view url);

}  // namespace providers
