// From what stands in the file to a setting's value: indirections followed, spaces cut, form checked. Inner part of
// config. Pure but for files named by "file:".
#pragma once

#include "gateway/base/settings.hpp"
#include "gateway/base/toml_document.hpp"

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace base {

// Collects findings of one file.
class Findings {
 public:
  explicit Findings(std::string file) : file_(std::move(file)) {}
  void error(Position position, std::string message) { add(position, Severity::error, std::move(message)); }
  void warning(Position position, std::string message) { add(position, Severity::warning, std::move(message)); }
  // In the order of the file.
  [[nodiscard]] std::vector<Finding> take();

 private:
  void add(Position position, Severity severity, std::string message);
  std::string file_;
  std::vector<Finding> findings_;
};

class ValueReader {
 public:
  ValueReader(std::filesystem::path directory, Environment const& environment, Findings& findings)
      : directory_(std::move(directory)), environment_(environment), findings_(findings) {}

  // The value, or nothing after an error was noted.
  [[nodiscard]] std::optional<SettingValue> read(Setting const& setting, TomlNode const& node) const;
  // One secret or several, new before old; nothing after an error was noted.
  [[nodiscard]] std::optional<std::vector<std::string>> read_credential(ProviderKey const& key,
                                                                        TomlNode const& node) const;
  // The value that a setting has when the file does not give it.
  [[nodiscard]] SettingValue standard(Setting const& setting) const;

 private:
  struct Text {
    std::string value;
    bool is_indirect = false;
  };
  void warn_plain(std::string_view key, Position position) const;
  [[nodiscard]] std::optional<Text> resolve(std::string_view key, std::string const& text, Position position) const;
  [[nodiscard]] std::optional<std::string> read_file(std::string_view key, std::string const& path,
                                                     Position position) const;
  [[nodiscard]] std::optional<SettingValue> read_text(Setting const& setting, std::string text,
                                                      Position position) const;
  [[nodiscard]] std::optional<SettingValue> read_list(Setting const& setting, TomlNode const& node) const;
  [[nodiscard]] std::optional<SettingValue> read_count(Setting const& setting, std::int64_t number,
                                                       Position position) const;

  std::filesystem::path directory_;
  Environment const& environment_;
  Findings& findings_;
};

}  // namespace base
