#include "gateway/desk/case_work.hpp"

#include "gateway/desk/record_act.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/case_clock.hpp"
#include "gateway/store/journal.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace desk {

namespace {

// How far back a conflict is explained.
constexpr int entries_looked_at = 50;

// 0: an entry that changed nothing of the case.
std::int64_t version_in(std::string const& detail) {
  boost::system::error_code failed;
  boost::json::value const value = boost::json::parse(detail, failed);
  if (failed || !value.is_object()) return 0;
  boost::json::value const* const version = value.get_object().if_contains("version");
  return version != nullptr && version->is_int64() ? version->get_int64() : 0;
}

base::Error stale(store::Snapshot& snapshot, store::Case const& record, std::int64_t seen) {
  std::string sentence = "The case changed meanwhile";
  std::vector<CaseChangeMade> const changes = changes_since(snapshot, record.ref, seen);
  if (!changes.empty()) sentence += " (" + changes.back().who + ": " + changes.back().what + ")";
  sentence += record.holder.empty() ? "; nobody holds it." : "; " + record.holder + " holds it.";
  return {base::Code::conflict, sentence + " Look again and repeat.", {}};
}

}  // namespace

std::string subject_of(std::string_view ref) { return "case " + std::string(ref); }

std::string detail_of(std::int64_t version, Details const& details) {
  boost::json::object object;
  if (version != 0) object["version"] = version;
  for (auto const& [key, value] : details) {
    if (!value.empty()) object[key] = value;
  }
  return object.empty() ? std::string() : boost::json::serialize(object);
}

std::vector<CaseChangeMade> changes_since(store::Snapshot& snapshot, std::string_view ref, std::int64_t version) {
  std::vector<CaseChangeMade> changes;
  for (store::JournalEntry& entry : store::journal_of(snapshot, subject_of(ref), 0, entries_looked_at)) {
    if (version_in(entry.detail) > version) {
      changes.push_back({.at = entry.at, .who = std::move(entry.who), .what = std::move(entry.what)});
    }
  }
  std::ranges::reverse(changes);
  return changes;
}

base::Result<CaseWork> CaseWork::begin(store::Transaction& tx, Actor const& actor, std::string const& ref,
                                       std::optional<std::int64_t> seen) {
  std::optional<store::Case> found = store::find_case(tx, viewer_of(actor), ref);
  if (!found) return base::error(base::Code::not_found, "There is no case " + ref + " among those you may see.");
  if (seen && *seen != found->version) return std::unexpected(stale(tx, *found, *seen));
  return CaseWork(tx, actor, *std::move(found));
}

base::Result<void> CaseWork::require_open() const {
  if (record.state == store::CaseState::merged) {
    return base::error(base::Code::conflict, "The case was joined to another: work there, or split them again.");
  }
  if (record.closed) return base::error(base::Code::conflict, "The case is closed: open it again first.");
  return {};
}

base::Result<void> CaseWork::require_holder() const {
  if (base::Result<void> open = require_open(); !open) return open;
  if (holds()) return {};
  return base::error(base::Code::conflict, record.holder.empty() ? std::string("Nobody holds the case: claim it first.")
                                                                 : record.holder + " holds the case.");
}

base::Result<void> CaseWork::done(std::string_view what, Details details) {
  store::save_case(tx, record, holds() ? store::ChangedBy::holder : store::ChangedBy::other);
  record_act(tx, actor, what, subject_of(record.ref), detail_of(record.version, details));
  return {};
}

base::Result<void> CaseWork::noted(std::string_view what, Details details) {
  if (holds()) store::note_acted(tx, record.id);
  record_act(tx, actor, what, subject_of(record.ref), detail_of(0, details));
  return {};
}

std::string CaseWork::note(store::CaseNoteKind kind, std::string const& text) {
  if (text.empty()) return {};
  return store::text(store::add_case_note(tx, {.case_id = record.id,
                                               .contact = record.contact,
                                               .kind = kind,
                                               .author = actor.name,
                                               .text = store::Sealed<std::string>(text)}));
}

base::Result<void> require_words(std::string const& text, std::string_view what) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return base::wrong_field(std::string(what), "Say it in words: \"" + std::string(what) + "\".");
  }
  if (text.size() > note_bytes_max) {
    return base::wrong_field(std::string(what), "\"" + std::string(what) + "\" is too long: 4000 bytes at most.");
  }
  return {};
}

}  // namespace desk
