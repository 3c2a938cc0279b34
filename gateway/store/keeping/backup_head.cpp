#include "gateway/store/keeping/backup_head.hpp"

#include <algorithm>
#include <charconv>

namespace store {
namespace {

using base::Code;

constexpr std::string_view mark = "saathi backup ";
constexpr std::string_view format = "1";
constexpr std::size_t fingerprint_digits = 16;

// The value of the line that begins with `name`, taken off the front.
std::string_view take_line(std::string_view& lines, std::string_view name) {
  std::string_view const line = lines.substr(0, lines.find('\n'));
  if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ') return {};
  lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  return line.substr(name.size() + 1);
}

template <class T>
bool read_number(std::string_view digits, T& number) {
  auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return failed == std::errc() && end == digits.data() + digits.size() && number >= 0;
}

bool is_fingerprint(std::string_view digits) {
  return digits.size() == fingerprint_digits && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string to_text(BackupHead const& head) {
  std::string text(mark);
  text.append(format).append("\npart ").append(name(head.part));
  text.append("\nhotline ").append(head.hotline).append("\nmaster ").append(head.master);
  text.append("\nmade ").append(std::to_string(head.made.time_since_epoch().count()));
  text.append("\nschema ").append(std::to_string(head.schema)).append("\n\n");
  return text;
}

base::Result<BackupHeadRead> parse_backup_head(std::string_view start) {
  if (!start.starts_with(mark)) return base::error(Code::environment, "is not a file of a backup.");
  std::size_t const end = start.find("\n\n");
  std::string_view lines = start.substr(0, std::min(end, start.size()));
  if (take_line(lines, "saathi backup") != format)
    return base::error(Code::environment, "was written by a newer version of Saathi: use that version.");
  BackupHeadRead read;
  std::optional<BackupPart> const part = parse_word<BackupPart>(take_line(lines, "part"));
  read.head.hotline = take_line(lines, "hotline");
  read.head.master = take_line(lines, "master");
  std::int64_t made = 0;
  bool const is_whole = end != std::string_view::npos && part && is_fingerprint(read.head.hotline) &&
                        is_fingerprint(read.head.master) && read_number(take_line(lines, "made"), made) &&
                        read_number(take_line(lines, "schema"), read.head.schema) && lines.empty();
  if (!is_whole) return base::error(Code::environment, "is damaged in its first lines.");
  read.head.part = *part;
  read.head.made = base::Instant{base::Milliseconds{made}};
  read.bytes = end + 2;
  return read;
}

}  // namespace store
