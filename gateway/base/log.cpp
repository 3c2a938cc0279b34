#include "gateway/base/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <mutex>

namespace base {
namespace {

// A longer value is cut: one line of the log stays one line on a screen.
constexpr std::size_t value_bytes_max = 400;

bool is_plain(std::string_view value) {
  if (value.empty()) return false;
  for (char const letter : value) {
    auto const byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte == 0x7f || letter == '"' || letter == '=' || letter == '\\') return false;
  }
  return true;
}

std::string in_quotes(std::string_view value) {
  if (is_plain(value)) return std::string(value);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\"";
  for (char const letter : value) {
    auto const byte = static_cast<unsigned char>(letter);
    if (letter == '"' || letter == '\\') {
      text += '\\';
      text += letter;
    } else if (byte < 0x20 || byte == 0x7f) {
      text += "\\x";
      text += digits[byte >> 4];
      text += digits[byte & 15U];
    } else {
      text += letter;
    }
  }
  return text + '"';
}

std::string_view cut(std::string_view value) {
  if (value.size() <= value_bytes_max) return value;
  std::size_t end = value_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  return value.substr(0, end);
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  std::unreachable();
}

}  // namespace

struct Log::Output {
  std::unique_ptr<spdlog::logger> terminal;
  std::mutex mutex;
  Sink sink;
};

Log::Log(Level least) : least_(least), output_(std::make_unique<Output>()) {
  auto stream = std::make_shared<spdlog::sinks::stderr_sink_mt>();
  output_->terminal = std::make_unique<spdlog::logger>("saathi", std::move(stream));
  output_->terminal->set_formatter(
      std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc));
  output_->terminal->set_level(spdlog::level::trace);
}

Log::Log(Level least, Sink sink) : least_(least), output_(std::make_unique<Output>()) {
  output_->sink = std::move(sink);
}

Log::~Log() = default;

void Log::error(std::string_view event, Error const& error) {
  write(Level::error, event, {{"why", error.message}, {"detail", error.detail}});
}

void Log::write(Level level, std::string_view event, LogFields fields) {
  if (level < least_) return;
  std::string line(event);
  for (LogField const& field : fields) {
    line += ' ';
    line += field.name();
    line += '=';
    line += in_quotes(cut(field.value()));
  }
  if (output_->terminal) {
    output_->terminal->log(spdlog_level(level), spdlog::string_view_t(line.data(), line.size()));
    return;
  }
  std::scoped_lock const lock(output_->mutex);
  output_->sink(level, line);
}

Result<Level> parse_level(std::string_view word) {
  if (word == "debug") return Level::debug;
  if (word == "info") return Level::info;
  if (word == "warning") return Level::warning;
  if (word == "error") return Level::error;
  return base::error(Code::bad_input, "A log level is debug, info, warning or error.");
}

}  // namespace base
