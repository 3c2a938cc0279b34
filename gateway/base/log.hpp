// One line per event on stderr, logfmt: `2026-11-23T10:00:00.000Z info case_opened queue=crisis severity=critical`.
// Event names are snake_case and fixed; what varies goes into fields. What identifies a person cannot be a field: a
// Private does not compile. Never pass a target with a query, a body, a number or a text. Threads: any.
//   log.info("webhook_refused", {{"channel", channel.id}, {"why", "signature"}});
#pragma once

#include "gateway/base/error.hpp"
#include "gateway/base/private.hpp"

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace base {

enum class Level : std::uint8_t { debug, info, warning, error };

class LogField {
 public:
  LogField(std::string_view name, std::string_view value) : name_(name), value_(value) {}
  LogField(std::string_view name, char const* value) : name_(name), value_(value) {}
  LogField(std::string_view name, std::string const& value) : name_(name), value_(value) {}
  LogField(std::string_view name, bool value) : name_(name), value_(value ? "true" : "false") {}
  LogField(std::string_view name, std::integral auto value) : name_(name), value_(std::to_string(value)) {}
  template <class T>
  LogField(std::string_view name, Private<T> const& value) = delete;  // names no person

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::string_view value() const { return value_; }

 private:
  std::string_view name_;
  std::string value_;
};

using LogFields = std::initializer_list<LogField>;

class Log {
 public:
  // What takes a finished line, without its end and without time; called by whichever thread logs, one at a time.
  using Sink = std::function<void(Level level, std::string_view line)>;

  explicit Log(Level least);    // to stderr
  Log(Level least, Sink sink);  // to a test's own eyes
  ~Log();
  Log(Log const&) = delete;
  Log& operator=(Log const&) = delete;

  void debug(std::string_view event, LogFields fields = {}) { write(Level::debug, event, fields); }
  void info(std::string_view event, LogFields fields = {}) { write(Level::info, event, fields); }
  void warning(std::string_view event, LogFields fields = {}) { write(Level::warning, event, fields); }
  void error(std::string_view event, LogFields fields = {}) { write(Level::error, event, fields); }
  void error(std::string_view event, Error const& error);

  void write(Level level, std::string_view event, LogFields fields);

 private:
  struct Output;
  Level least_;
  std::unique_ptr<Output> output_;
};

// "debug", "info", "warning", "error".
[[nodiscard]] Result<Level> parse_level(std::string_view word);

}  // namespace base
