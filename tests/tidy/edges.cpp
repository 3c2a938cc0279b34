#include "tests/tidy/edges.hpp"

#include <algorithm>
#include <array>

namespace tidy {

namespace {

struct Room {
  std::string_view path;   // the longest that a file's path begins with is the file's room
  Beginnings may_include;  // beginnings of paths
};

// From the bottom to the top. A room knows those beneath it; flows and providers know nobody.
constexpr std::array rooms = std::to_array<Room>({
    {"flows/", {"flows/"}},
    {"providers/", {"providers/"}},
    {"gateway/base/", {"gateway/base/"}},
    {"gateway/store/", {"gateway/store/", "gateway/base/"}},
    {"gateway/desk/", {"gateway/desk/", "gateway/store/", "gateway/base/", "flows/"}},
    {"gateway/line/", {"gateway/line/", "gateway/desk/", "gateway/store/", "gateway/base/", "flows/", "providers/"}},
    // The numbers of the telephone world: a small library of its own, which the rooms beneath may be tested with.
    {"gateway/line/numbers",
     {"gateway/line/numbers", "gateway/line/digits", "gateway/base/error.hpp", "flows/text/utf8.hpp"}},
    {"gateway/line/digits", {"gateway/line/digits", "flows/text/utf8.hpp"}},
    // The console asks the desk; it never reads the store.
    {"gateway/console/", {"gateway/console/", "gateway/line/", "gateway/desk/", "gateway/base/", "flows/"}},
    {"gateway/", {"gateway/", "flows/", "providers/"}},
    {"tests/support/", {"tests/support/", "gateway/", "flows/", "providers/"}},
    {"tests/flows/", {"tests/flows/", "tests/support/", "flows/", "gateway/line/numbers"}},
    {"tests/providers/", {"tests/providers/", "tests/support/", "providers/"}},
    {"tests/tidy/", {"tests/tidy/", "tests/support/"}},
    {"tests/", {"tests/", "gateway/", "flows/", "providers/"}},
});

struct Heavy {
  std::string_view header;  // how the include begins
  Beginnings only_in;       // beginnings of paths
};

// Each outside part stands behind our own words in one file or one folder.
constexpr std::array heavy = std::to_array<Heavy>({
    {"boost/asio",
     {"gateway/base/", "gateway/store/store.", "gateway/store/near_view", "gateway/line/outbox", "gateway/line/timers",
      "gateway/line/lanes", "gateway/console/live", "gateway/serve.", "gateway/commands/", "tests/support/",
      "tests/gateway/", "tests/conversations/", "tests/system/", "tests/bench/", "tests/worlds/"}},
    {"boost/beast",
     {"gateway/base/http_session.cpp", "gateway/base/http_server.cpp", "gateway/base/beast.cpp",
      "tests/bench/bare_beast.cpp"}},
    {"curl/", {"gateway/base/http_client", "gateway/base/mail_client"}},
    {"sqlite3.h", {"gateway/store/sqlite/", "tests/bench/bare_sqlite.cpp"}},
    {"libpq", {"gateway/store/postgresql/"}},
    {"spdlog/", {"gateway/base/log.cpp"}},
    {"prometheus/", {"gateway/base/metrics.cpp"}},
    {"toml++/", {"gateway/base/toml_document.cpp"}},
    {"CLI/", {"gateway/main.cpp"}},
    {"yaml-cpp/", {"flows/yaml.cpp", "gateway/desk/yaml.cpp"}},
    {"unicode/", {"flows/text/", "gateway/base/zone.cpp", "tests/bench/words.cpp"}},
    {"sodium.h",
     {"gateway/base/ids.cpp", "gateway/store/seal.cpp", "gateway/store/secret.cpp", "gateway/store/journal.cpp",
      "gateway/store/keeping/backup_key.cpp", "gateway/store/keeping/backup_file.cpp",
      "gateway/store/keeping/journal_seal.cpp", "gateway/desk/credentials.cpp"}},
    {"openssl/", {"providers/crypto.cpp", "gateway/desk/one_time_code.cpp", "tests/gateway/base/tls_sink.cpp"}},
});

// Not in the standard library of Debian 12.
constexpr std::array missing =
    std::to_array<std::string_view>({"format", "print", "generator", "flat_map", "flat_set"});

Room const* room_of(std::string_view path) {
  Room const* best = nullptr;
  for (Room const& each : rooms) {
    if (path.starts_with(each.path) && (best == nullptr || each.path.size() > best->path.size())) best = &each;
  }
  return best;
}

std::string judge_own(std::string_view path, std::string_view header) {
  Room const* const room = room_of(path);
  if (room == nullptr) return "stands in no room that tests/tidy/edges.cpp knows";
  if (begins_with_one_of(header, room->may_include)) return {};
  return std::string(room->path) + " may not include " + std::string(header);
}

std::string judge_foreign(std::string_view path, std::string_view header) {
  if (std::ranges::find(missing, header) != missing.end()) {
    return "<" + std::string(header) + "> is not there on Debian 12";
  }
  for (Heavy const& each : heavy) {
    if (!header.starts_with(each.header)) continue;
    if (begins_with_one_of(path, each.only_in)) return {};
    return "<" + std::string(header) + "> stands behind our own words elsewhere; see the table in tests/tidy/edges.cpp";
  }
  return {};
}

}  // namespace

std::vector<Complaint> check_includes(File const& file) {
  std::vector<Complaint> complaints;
  constexpr std::string_view mark = "#include ";
  int line = 0;
  for (std::size_t at = 0; at < file.text.size();) {
    std::size_t const end = std::min(file.text.find('\n', at), file.text.size());
    std::string_view const text = std::string_view(file.text).substr(at, end - at);
    at = end + 1;
    ++line;
    if (!text.starts_with(mark) || text.size() < mark.size() + 2) continue;
    char const open = text[mark.size()];
    std::string_view const rest = text.substr(mark.size() + 1);
    std::string_view const header = rest.substr(0, rest.find(open == '<' ? '>' : '"'));
    std::string rule = open == '<' ? judge_foreign(file.path, header) : judge_own(file.path, header);
    if (!rule.empty()) complaints.push_back({file.path, line, std::move(rule)});
  }
  return complaints;
}

}  // namespace tidy
