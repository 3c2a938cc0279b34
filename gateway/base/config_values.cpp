#include "gateway/base/config_values.hpp"

#include "gateway/base/ip_range.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <tuple>

namespace base {
namespace {

constexpr std::string_view spaces = " \t\r\n";
// A secret is a line or a PEM key; more is a wrong path.
constexpr std::size_t secret_bytes_max = std::size_t{64} * 1024;

std::string_view trim(std::string_view text) {
  std::size_t const from = text.find_first_not_of(spaces);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(spaces) - from + 1);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_channel_id(std::string_view text) {
  auto const is_allowed = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  };
  return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, is_allowed);
}

bool is_listen(std::string_view text) {
  std::size_t const colon = text.rfind(':');
  if (colon == std::string_view::npos) return false;
  std::string_view host = text.substr(0, colon);
  auto const port = whole_number(text.substr(colon + 1));
  if (!port || *port < 0 || *port > 65535) return false;
  if (host.empty() || host == "localhost") return true;
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  return !plain_address(host).empty();
}

// Of the scheme, or of the same with an "s" for TLS.
bool is_url(std::string_view text, std::string_view scheme = "http") {
  auto const url = boost::urls::parse_uri(text);
  if (!url) return false;
  std::string_view const written = url->scheme();
  bool const is_known = written == scheme || (written.starts_with(scheme) && written.substr(scheme.size()) == "s");
  return is_known && !url->encoded_host().empty() && !url->has_query() && !url->has_fragment() && !url->has_userinfo();
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

// What a kind must look like, as the end of the sentence "`key` must be ...".
std::string_view form(SettingKind kind) {
  switch (kind) {
    case SettingKind::text: return "a text in quotes";
    case SettingKind::channel_id: return "1 to 32 of a-z, 0-9 and -";
    case SettingKind::listen: return "an IP address and a port, like \"127.0.0.1:8080\"";
    case SettingKind::url: return "an address like \"https://help.example.org\", without a query";
    case SettingKind::mail_url: return "an address like \"smtps://mail.example.org\"";
    case SettingKind::secret: return "a text in quotes";
    case SettingKind::store_url: return "\"sqlite:\" and a path, like \"sqlite:var/saathi.db\"";
    case SettingKind::path: return "a path in quotes";
    case SettingKind::country: return "two letters, like \"NP\"";
    case SettingKind::count: return "a whole number";
    case SettingKind::flag: return "true or false";
    case SettingKind::texts: return "a list of texts, like [\"one\", \"two\"]";
    case SettingKind::ranges: return "a list of IP addresses and networks, like [\"10.0.0.0/8\", \"192.0.2.7\"]";
  }
  std::unreachable();
}

std::string must_be(Setting const& setting) {
  return in_quotes(setting.key) + " must be " + std::string(form(setting.kind)) + '.';
}

}  // namespace

void Findings::add(Position position, Severity severity, std::string message) {
  findings_.push_back({file_, position.line, position.column, severity, std::move(message)});
}

std::vector<Finding> Findings::take() {
  std::ranges::sort(findings_, {}, [](Finding const& finding) {
    return std::tuple(finding.line, finding.column, finding.severity, finding.message);
  });
  return std::move(findings_);
}

std::optional<SettingValue> ValueReader::read(Setting const& setting, TomlNode const& node) const {
  bool const is_list = setting.kind == SettingKind::texts || setting.kind == SettingKind::ranges;
  if (is_list) return read_list(setting, node);
  if (auto const* const text = std::get_if<std::string>(&node.value)) {
    auto resolved = resolve(setting.key, *text, node.position);
    if (!resolved) return std::nullopt;
    if (setting.kind == SettingKind::secret && !resolved->is_indirect) warn_plain(setting.key, node.position);
    return read_text(setting, std::move(resolved->value), node.position);
  }
  if (auto const* const number = std::get_if<std::int64_t>(&node.value); number && setting.kind == SettingKind::count) {
    return read_count(setting, *number, node.position);
  }
  if (auto const* const flag = std::get_if<bool>(&node.value); flag && setting.kind == SettingKind::flag) return *flag;
  findings_.error(node.position, must_be(setting));
  return std::nullopt;
}

std::optional<SettingValue> ValueReader::read_text(Setting const& setting, std::string text, Position position) const {
  if (setting.kind == SettingKind::count) {
    auto const number = whole_number(text);
    if (number) return read_count(setting, *number, position);
  }
  if (setting.kind == SettingKind::flag && (text == "true" || text == "false")) return text == "true";
  if (setting.kind == SettingKind::url && text.ends_with('/') && is_url(text)) {
    while (text.ends_with('/')) text.pop_back();
    findings_.warning(position, "The slash at the end of " + in_quotes(setting.key) + " was cut off.");
  }
  bool is_right = false;
  switch (setting.kind) {
    case SettingKind::text:
    case SettingKind::secret: is_right = !text.empty(); break;
    case SettingKind::channel_id: is_right = is_channel_id(text); break;
    case SettingKind::listen: is_right = is_listen(text); break;
    case SettingKind::url: is_right = is_url(text); break;
    case SettingKind::mail_url: is_right = is_url(text, "smtp"); break;
    case SettingKind::country:
      std::ranges::transform(text, text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
      });
      is_right = text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
      break;
    case SettingKind::path:
      is_right = !text.empty();
      text = (directory_ / text).lexically_normal().string();
      break;
    case SettingKind::store_url: {
      constexpr std::string_view scheme = "sqlite:";
      is_right = text.starts_with(scheme) && text.size() > scheme.size();
      if (is_right) text = std::string(scheme) + (directory_ / text.substr(scheme.size())).lexically_normal().string();
      break;
    }
    case SettingKind::count:
    case SettingKind::flag:
    case SettingKind::texts:
    case SettingKind::ranges: break;
  }
  if (is_right) return text;
  findings_.error(position, must_be(setting));
  return std::nullopt;
}

std::optional<SettingValue> ValueReader::read_count(Setting const& setting, std::int64_t number,
                                                    Position position) const {
  if (number >= setting.least && number <= setting.most) return static_cast<int>(number);
  findings_.error(position, in_quotes(setting.key) + " must be from " + std::to_string(setting.least) + " to " +
                                std::to_string(setting.most) + '.');
  return std::nullopt;
}

std::optional<SettingValue> ValueReader::read_list(Setting const& setting, TomlNode const& node) const {
  TomlNode::List one;
  if (std::holds_alternative<std::string>(node.value)) one.push_back(node);
  auto const* const list = one.empty() ? std::get_if<TomlNode::List>(&node.value) : &one;
  if (list == nullptr) {
    findings_.error(node.position, must_be(setting));
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (TomlNode const& element : *list) {
    auto const* const text = std::get_if<std::string>(&element.value);
    if (text == nullptr) {
      findings_.error(element.position, must_be(setting));
      continue;
    }
    auto resolved = resolve(setting.key, *text, element.position);
    if (!resolved) continue;
    if (setting.kind == SettingKind::ranges && !IpRange::parse(resolved->value)) {
      findings_.error(element.position, must_be(setting));
      continue;
    }
    texts.push_back(std::move(resolved->value));
  }
  return texts;
}

std::optional<std::vector<std::string>> ValueReader::read_credential(ProviderKey const& key,
                                                                     TomlNode const& node) const {
  TomlNode::List one;
  if (std::holds_alternative<std::string>(node.value)) one.push_back(node);
  auto const* const list = one.empty() ? std::get_if<TomlNode::List>(&node.value) : &one;
  std::vector<std::string> values;
  bool is_right = list != nullptr && !list->empty();
  for (TomlNode const& element : is_right ? *list : TomlNode::List{}) {
    auto const* const text = std::get_if<std::string>(&element.value);
    if (text == nullptr) {
      is_right = false;
      break;
    }
    auto resolved = resolve(key.name, *text, element.position);
    if (!resolved) return std::nullopt;
    if (resolved->value.empty()) {
      findings_.error(element.position, in_quotes(key.name) + " is empty.");
      return std::nullopt;
    }
    if (key.secret && !resolved->is_indirect) warn_plain(key.name, element.position);
    values.push_back(std::move(resolved->value));
  }
  if (is_right) return values;
  findings_.error(node.position, in_quotes(key.name) + " must be a text in quotes, or a list of them, new before old.");
  return std::nullopt;
}

void ValueReader::warn_plain(std::string_view key, Position position) const {
  findings_.warning(position, in_quotes(key) +
                                  " stands here in plain text; keep it elsewhere and write \"env:NAME\" or "
                                  "\"file:PATH\".");
}

SettingValue ValueReader::standard(Setting const& setting) const {
  std::string_view text = setting.standard;
  if (setting.kind == SettingKind::count) return static_cast<int>(whole_number(text).value_or(0));
  if (setting.kind == SettingKind::flag) return text == "true";
  if (setting.kind == SettingKind::texts || setting.kind == SettingKind::ranges) return std::vector<std::string>{};
  if (text.empty()) return std::string();
  std::string const plain(text.substr(1, text.size() - 2));
  return read_text(setting, plain, {}).value_or(plain);
}

std::optional<ValueReader::Text> ValueReader::resolve(std::string_view key, std::string const& text,
                                                      Position position) const {
  Text made{text, false};
  if (text.starts_with("env:")) {
    std::string const name = text.substr(4);
    auto const found = environment_(name);
    if (!found || found->empty()) {
      findings_.error(position, "The environment variable " + name + " for " + in_quotes(key) + " is " +
                                    (found ? "empty." : "not set."));
      return std::nullopt;
    }
    made = {*found, true};
  } else if (text.starts_with("file:")) {
    auto found = read_file(key, text.substr(5), position);
    if (!found) return std::nullopt;
    made = {std::move(*found), true};
  }
  std::string_view const trimmed = trim(made.value);
  if (trimmed.size() != made.value.size()) {
    findings_.warning(position, "Spaces or line ends around the value of " + in_quotes(key) + " were cut off.");
    made.value = std::string(trimmed);
  }
  return made;
}

std::optional<std::string> ValueReader::read_file(std::string_view key, std::string const& path,
                                                  Position position) const {
  std::ifstream stream(directory_ / path, std::ios::binary);
  std::string content(secret_bytes_max + 1, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  bool const is_read = stream.eof() && !stream.bad();
  if (is_read && !trim(content).empty()) return content;
  std::string_view const why = is_read ? " is empty." : " cannot be read, or is larger than 64 KiB.";
  findings_.error(position, "The file " + path + " for " + in_quotes(key) + std::string(why));
  return std::nullopt;
}

}  // namespace base
