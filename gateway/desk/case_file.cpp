#include "gateway/desk/case_file.hpp"

#include "flows/text/segments.hpp"
#include "gateway/desk/case_work.hpp"
#include "gateway/desk/contact_rules.hpp"
#include "gateway/desk/rights.hpp"
#include "gateway/store/address.hpp"
#include "gateway/store/journal.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <iterator>
#include <map>

namespace desk {

namespace {

constexpr int lines_max = 200;
constexpr int entries_max = 1000;

// Looks stand in the journal and in no timeline.
constexpr std::string_view look = "looked";

// What belongs to the case, or to one that was joined to it; what belongs to none may be hers.
std::vector<store::Message> messages_of(store::Snapshot& snapshot, store::Case const& record) {
  std::vector<store::CaseId> const joined = store::merged_cases(snapshot, record.id);
  std::vector<store::Message> messages = store::history(snapshot, record.contact, lines_max);
  std::erase_if(messages, [&](store::Message const& message) {
    bool const is_other = message.case_id && message.case_id != record.id;
    return is_other && std::ranges::find(joined, message.case_id) == joined.end();
  });
  std::ranges::reverse(messages);
  return messages;
}

std::vector<ThreadLine> thread_of(store::Snapshot& snapshot, store::Case const& record) {
  std::vector<ThreadLine> thread;
  for (store::Message& message : messages_of(snapshot, record)) {
    bool const is_scripted = static_cast<bool>(message.conversation);
    ThreadLine line{.message = std::move(message), .delivery = {}, .why = {}, .is_scripted = is_scripted};
    if (std::optional<store::Outbound> const outbound = store::find_outbound(snapshot, line.message.id)) {
      line.delivery = outbound->state;
      line.why = outbound->why;
      line.parts = flows::count_segments(line.message.text.reveal(base::Reason::to_show_holder)).parts;
    }
    thread.push_back(std::move(line));
  }
  return thread;
}

ContactCard card_of(store::Snapshot& snapshot, store::ContactId id) {
  std::optional<store::Contact> const contact = store::find_contact(snapshot, id);
  if (!contact) return {.rules = {}, .why_no_text = "Her data have been erased.", .last_heard = {}};
  return {.rules = contact->rules,
          .why_no_text = forbids_texts(contact->rules),
          .last_heard = contact->last_in_at,
          .rules_frozen = contact->frozen};
}

std::vector<Tied> ties_of(store::Snapshot& snapshot, Actor const& actor, store::CaseId id) {
  std::vector<Tied> ties;
  for (store::CaseLink& link : store::case_links(snapshot, id)) {
    std::optional<store::Case> const other = store::find_case(snapshot, viewer_of(actor), link.other);
    ties.push_back({.ref = other ? other->ref : std::string(), .link = std::move(link)});
  }
  return ties;
}

// The note that a journal entry names; empty: none.
std::string note_in(std::string const& detail) {
  boost::system::error_code failed;
  boost::json::value const value = boost::json::parse(detail, failed);
  if (failed || !value.is_object()) return {};
  for (char const* const key : {"note", "override"}) {
    boost::json::value const* const id = value.get_object().if_contains(key);
    if (id != nullptr && id->is_string()) return std::string(id->get_string());
  }
  return {};
}

}  // namespace

std::string masked(std::string_view number) {
  constexpr std::size_t head = 4;
  constexpr std::size_t tail = 3;
  if (number.size() <= head + tail + 1) return number.empty() ? std::string() : "••••";
  return std::string(number.substr(0, head)) + "••••" + std::string(number.substr(number.size() - tail));
}

CaseView read_case_file(store::Snapshot& snapshot, Actor const& actor, store::Case record) {
  CaseView view{.record = std::move(record)};
  store::CaseId const id = view.record.id;
  view.thread = thread_of(snapshot, view.record);
  view.notes = store::case_notes(snapshot, id, lines_max);
  view.facts = store::case_facts(snapshot, id);
  view.watchers = store::watchers(snapshot, id);
  view.tasks = store::case_tasks(snapshot, id, lines_max);
  view.links = ties_of(snapshot, actor, id);
  view.attachments = store::attachments(snapshot, id);
  view.transfer = store::find_case_transfer(snapshot, id);
  if (view.record.merged_into) {
    std::optional<store::Case> const into = store::find_case(snapshot, viewer_of(actor), view.record.merged_into);
    if (into) view.merged_into = into->ref;
  }
  view.contact = card_of(snapshot, view.record.contact);
  for (store::Address const& address : store::addresses_of(snapshot, view.record.contact)) {
    std::string const& number = address.value.reveal(base::Reason::to_show_holder);
    view.address = base::PrivateText(view.record.holder == actor.name ? number : masked(number));
  }
  return view;
}

std::vector<Happened> read_timeline(store::Snapshot& snapshot, store::Case const& record) {
  std::map<std::string, base::PrivateText> words;
  for (store::CaseNote& note : store::case_notes(snapshot, record.id, entries_max)) {
    words.emplace(store::text(note.id), std::move(note.text));
  }
  std::vector<Happened> acts;
  for (store::JournalEntry& entry : store::journal_of(snapshot, subject_of(record.ref), 0, entries_max)) {
    if (entry.what == look) continue;
    auto const said = words.find(note_in(entry.detail));
    acts.push_back({.at = entry.at,
                    .who = std::move(entry.who),
                    .what = std::move(entry.what),
                    .detail = std::move(entry.detail),
                    .words = said == words.end() ? base::PrivateText() : said->second});
  }
  std::ranges::reverse(acts);
  std::vector<Happened> texts;
  for (store::Message& message : messages_of(snapshot, record)) {
    bool const is_hers = message.direction == store::Direction::in;
    std::string const who = is_hers ? "caller" : message.conversation ? "script" : "desk";
    texts.push_back({.at = message.at, .who = who, .what = "wrote", .detail = {}, .words = std::move(message.text)});
  }
  std::vector<Happened> timeline;
  std::ranges::merge(texts, acts, std::back_inserter(timeline), {}, &Happened::at, &Happened::at);
  return timeline;
}

}  // namespace desk
