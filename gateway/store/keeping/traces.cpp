// Thousands of traces are looked for at once: the first bytes of each lie in a table, and only where these stand is the
// rest compared. So a file is read once, at some hundred megabytes a second, however much she wrote.
#include "gateway/store/keeping/traces.hpp"

#include "gateway/store/sealed_places.hpp"
#include "gateway/store/sqlite/copy.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <set>
#include <unordered_map>

namespace store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t start_bytes = 8;
constexpr std::size_t window_bytes = 1 << 20;

std::uint64_t start_of(char const* bytes) {
  std::uint64_t start = 0;
  std::memcpy(&start, bytes, start_bytes);
  return start;
}

class Needles {
 public:
  explicit Needles(std::vector<Trace> const& traces) {
    for (Trace const& trace : traces) {
      std::string_view const bytes = trace.bytes.reveal(base::Reason::to_find);
      if (bytes.size() < start_bytes) continue;
      starts_[start_of(bytes.data())].emplace_back(trace.kind, bytes);
      longest_ = std::max(longest_, bytes.size());
    }
  }

  [[nodiscard]] std::size_t longest() const { return longest_; }

  void find(std::string_view text, std::set<TraceKind>& found) const {
    for (std::size_t at = 0; at + start_bytes <= text.size(); ++at) {
      auto const known = starts_.find(start_of(text.data() + at));
      if (known == starts_.end()) continue;
      for (auto const& [kind, bytes] : known->second) {
        if (text.substr(at, bytes.size()) == bytes) found.insert(kind);
      }
    }
  }

 private:
  std::unordered_map<std::uint64_t, std::vector<std::pair<TraceKind, std::string_view>>> starts_;
  std::size_t longest_ = start_bytes;
};

void search_file(Needles const& needles, fs::path const& file, Search& search) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    search.unread.push_back(file);
    return;
  }
  ++search.files;
  std::set<TraceKind> found;
  std::string window;
  while (stream) {
    // The end of the former window stays, so that what lies across is seen.
    window.erase(0, window.size() - std::min(window.size(), needles.longest() - 1));
    std::size_t const kept = window.size();
    window.resize(kept + window_bytes);
    stream.read(window.data() + kept, window_bytes);
    window.resize(kept + static_cast<std::size_t>(stream.gcount()));
    search.bytes += stream.gcount();
    needles.find(window, found);
  }
  for (TraceKind const kind : found) search.found.push_back({file, kind});
}

void add(std::vector<Trace>& traces, TraceKind kind, std::string_view bytes) {
  if (bytes.size() >= trace_bytes_min) traces.push_back({kind, base::PrivateText(std::string(bytes))});
}

void add_sealed(std::vector<Trace>& traces, Snapshot& snapshot, SealedPlace const& place, ContactId contact) {
  std::string sql("select ");
  sql.append(place.row).append(", ").append(place.column.column).append(" from ").append(place.column.table);
  sql.append(" where ").append(place.owner).append(" = $1 and length(").append(place.column.column).append(") > 0");
  Rows rows = snapshot.query(sql, contact);
  while (rows.next()) {
    std::string const sealed(rows.bytes(1));
    add(traces, TraceKind::sealed, sealed);
    Owner const owner{OwnerKind::contact, contact.value};
    std::optional<std::string> const plain =
        snapshot.sealer().open(owner, place.column, rows.get<std::int64_t>(0), sealed);
    if (!plain) continue;
    bool const is_number = place.column.table == sealed_columns::address_value.table;
    std::string_view const bytes = *plain;
    add(traces, is_number ? TraceKind::number : TraceKind::words, bytes);
    if (is_number && bytes.starts_with('+')) add(traces, TraceKind::number, bytes.substr(1));
  }
}

}  // namespace

std::vector<Trace> traces_of(Snapshot& snapshot, ContactId contact) {
  std::vector<Trace> traces;
  Owner const owner{OwnerKind::contact, contact.value};
  {
    Rows rows =
        snapshot.query("select wrapped from owner_key where owner_kind = $1 and owner_id = $2", owner.kind, owner.id);
    if (!rows.next() || !snapshot.sealer().take_key(owner, rows.bytes(0))) return traces;
    add(traces, TraceKind::key, rows.bytes(0));
  }
  {
    Rows rows = snapshot.query("select lookup from address where contact_id = $1 and lookup is not null", contact);
    while (rows.next()) add(traces, TraceKind::number, rows.bytes(0));
  }
  for (SealedPlace const& place : sealed_places) {
    if (place.column.owner == OwnerKind::contact) add_sealed(traces, snapshot, place, contact);
  }
  return traces;
}

Search search(std::vector<Trace> const& traces, std::vector<fs::path> const& places) {
  Needles const needles(traces);
  Search search;
  for (fs::path const& place : places) {
    std::error_code failed;
    if (!fs::is_directory(place, failed)) {
      search_file(needles, place, search);
      continue;
    }
    for (fs::directory_entry const& each :
         fs::recursive_directory_iterator(place, fs::directory_options::skip_permission_denied, failed)) {
      if (each.is_regular_file(failed)) search_file(needles, each.path(), search);
    }
  }
  return search;
}

}  // namespace store
