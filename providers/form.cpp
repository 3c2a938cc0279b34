#include "providers/form.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace providers {
namespace {

constexpr int not_hex = -1;

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return not_hex;
}

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool is_unreserved(char byte) {
  return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-' ||
         byte == '.' || byte == '_' || byte == '~';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string percent_decode(std::string_view encoded) {
  std::string bytes;
  bytes.reserve(encoded.size());
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    char const byte = encoded[at];
    if (byte == '+') {
      bytes += ' ';
    } else if (byte == '%' && at + 2 < encoded.size() && hex_value(encoded[at + 1]) != not_hex &&
               hex_value(encoded[at + 2]) != not_hex) {
      bytes += static_cast<char>(hex_value(encoded[at + 1]) * 16 + hex_value(encoded[at + 2]));
      at += 2;
    } else {
      bytes += byte;
    }
  }
  return bytes;
}

std::string percent_encode(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(bytes.size());
  for (char const byte : bytes) {
    if (is_unreserved(byte)) {
      encoded += byte;
      continue;
    }
    auto const value = static_cast<unsigned char>(byte);
    encoded += '%';
    encoded += digits[value >> 4U];
    encoded += digits[value & 15U];
  }
  return encoded;
}

std::optional<std::vector<Field>> parse_form(std::string_view encoded) {
  std::vector<Field> fields;
  fields.reserve(32);
  while (!encoded.empty()) {
    std::size_t const end = std::min(encoded.find('&'), encoded.size());
    std::string_view const pair = encoded.substr(0, end);
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    if (pair.empty()) continue;
    if (fields.size() == fields_max) return std::nullopt;
    std::size_t const equals = std::min(pair.find('='), pair.size());
    std::string_view const value = pair.substr(std::min(equals + 1, pair.size()));
    fields.push_back({.name = percent_decode(pair.substr(0, equals)), .value = percent_decode(value)});
  }
  return fields;
}

std::optional<std::string_view> find(std::span<Field const> fields, std::string_view name) {
  auto const field = std::ranges::find(fields, name, &Field::name);
  if (field == fields.end()) return std::nullopt;
  return field->value;
}

std::string_view value_of(std::span<Field const> fields, std::string_view name) {
  return find(fields, name).value_or(std::string_view{});
}

bool is_media_type(std::string_view content_type, std::string_view media_type) {
  std::string_view const named = trimmed(content_type.substr(0, content_type.find(';')));
  return std::ranges::equal(named, media_type, {}, lower, lower);
}

std::string form_of(std::span<Field const> fields) {
  std::string form;
  for (Field const& field : fields) {
    if (!form.empty()) form += '&';
    form += percent_encode(field.name);
    form += '=';
    form += percent_encode(field.value);
  }
  return form;
}

std::string_view query_of(std::string_view url) {
  url = url.substr(0, url.find('#'));
  std::size_t const mark = url.find('?');
  return mark == std::string_view::npos ? std::string_view{} : url.substr(mark + 1);
}

std::string with_query(std::string_view url, std::span<Field const> set) {
  std::size_t const fragment = std::min(url.find('#'), url.size());
  std::size_t const path_end = std::min(url.substr(0, fragment).find('?'), fragment);
  // Of two of one name the first stays: what is set now, else what stood first.
  std::map<std::string, std::string> named;
  for (Field const& field : set) named.emplace(field.name, field.value);
  for (Field& field : parse_form(query_of(url)).value_or(std::vector<Field>{})) {
    named.emplace(std::move(field.name), std::move(field.value));
  }
  std::vector<Field> fields;
  for (auto const& [name, value] : named) fields.push_back({.name = name, .value = value});
  std::string address(url.substr(0, path_end));
  if (!fields.empty()) address += '?' + form_of(fields);
  address += url.substr(fragment);
  return address;
}

}  // namespace providers
