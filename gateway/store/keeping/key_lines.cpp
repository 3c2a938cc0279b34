#include "gateway/store/keeping/key_lines.hpp"

#include "gateway/store/keeping/backup_key.hpp"
#include "gateway/store/keeping/hex.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace store {
namespace {

using base::Code;
using base::Result;

constexpr std::array own_keys{backup_key_name, lookup_key_name};

std::string_view take_word(std::string_view& line) {
  std::string_view const word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(word.size() + 1, line.size()));
  return word;
}

std::optional<KeyLine> parse_line(std::string_view line) {
  KeyLine parsed;
  std::string_view const kind = take_word(line);
  if (std::ranges::find(own_keys, kind) != own_keys.end()) {
    parsed.name = kind;
  } else {
    std::optional<OwnerKind> const owner = parse_word<OwnerKind>(kind);
    std::string_view const digits = take_word(line);
    std::int64_t id = 0;
    auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), id);
    if (!owner || failed != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    parsed.owner = Owner{*owner, id};
  }
  std::optional<std::string> wrapped = from_hex(line);
  if (!wrapped) return std::nullopt;
  parsed.wrapped = *std::move(wrapped);
  return parsed;
}

}  // namespace

Result<std::int64_t> write_keys(BackupWriter& file, Snapshot& snapshot) {
  Result<void> written;
  for (std::string_view const name : own_keys) {
    Rows rows = snapshot.query("select value from meta where name = $1", name);
    if (written && rows.next()) written = file.write(std::string(name) + " " + to_hex(rows.bytes(0)) + "\n");
  }
  std::int64_t owners = 0;
  Rows rows = snapshot.query("select owner_kind, owner_id, wrapped from owner_key");
  while (written && rows.next()) {
    std::string line(rows.bytes(0));
    line.append(" ").append(std::to_string(rows.get<std::int64_t>(1))).append(" ").append(to_hex(rows.bytes(2)));
    written = file.write(line.append("\n"));
    ++owners;
  }
  if (!written) return std::unexpected(written.error());
  return owners;
}

Result<void> read_keys(BackupReader& file, std::function<Result<void>(KeyLine const& line)> const& use) {
  auto const damaged = [] {
    return base::error(Code::environment, "The file of keys does not hold what this version of Saathi reads.");
  };
  std::string rest;  // of a line that goes on in the next piece
  std::string piece;
  for (;;) {
    if (Result<void> const read = file.read(piece); !read) return read;
    if (piece.empty()) break;
    rest.append(piece);
    std::size_t begin = 0;
    for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
      std::optional<KeyLine> const line = parse_line(std::string_view(rest).substr(begin, end - begin));
      if (!line) return damaged();
      if (Result<void> const used = use(*line); !used) return used;
      begin = end + 1;
    }
    rest.erase(0, begin);
  }
  if (!rest.empty()) return damaged();
  return {};
}

}  // namespace store
