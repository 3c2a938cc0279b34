#include "gateway/console/case_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <charconv>
#include <cstdio>

namespace console {

namespace {

boost::json::array list(std::vector<std::string> const& words) {
  boost::json::array array;
  for (std::string const& word : words) array.emplace_back(word);
  return array;
}

}  // namespace

boost::json::value instant_json(std::optional<base::Instant> const& at) {
  if (!at) return nullptr;
  std::chrono::sys_days const day = std::chrono::floor<std::chrono::days>(*at);
  std::chrono::year_month_day const date{day};
  std::chrono::hh_mm_ss const time{std::chrono::floor<std::chrono::seconds>(*at - day)};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return boost::json::string(text);
}

boost::json::object to_json(store::Case const& record) {
  return {{"ref", record.ref},
          {"state", store::name(record.state)},
          {"category", record.category},
          {"tags", list(record.tags)},
          {"severity", store::name(record.severity)},
          {"rule", record.rule},
          {"queue", record.queue},
          {"also", list(record.also)},
          {"offer", list(record.offer)},
          {"place", record.place},
          {"country", record.country},
          {"medium", store::name(record.medium)},
          {"language", record.language},
          {"holder", record.holder},
          {"due",
           {{"eyes", instant_json(record.due.eyes)},
            {"contact", instant_json(record.due.contact)},
            {"update", instant_json(record.due.update)},
            {"call", instant_json(record.due.call)}}},
          {"opened", instant_json(record.opened)},
          {"closed", instant_json(record.closed)},
          {"outcome", record.outcome},
          {"follow_up", record.follow_up},
          {"live_until", instant_json(record.live_until)},
          {"silent_since", instant_json(record.silent_since)},
          {"version", record.version}};
}

std::optional<base::Instant> parse_instant(std::string_view text) {
  if (text.size() != 20) return std::nullopt;
  auto const number = [&](std::size_t at, std::size_t length) {
    int value = -1;
    std::from_chars(text.data() + at, text.data() + at + length, value);
    return value;
  };
  std::chrono::year_month_day const date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!date.ok()) return std::nullopt;
  base::Instant const at = std::chrono::sys_days(date) + std::chrono::hours(number(11, 2)) +
                           std::chrono::minutes(number(14, 2)) + std::chrono::seconds(number(17, 2));
  boost::json::value const again = instant_json(at);
  return again.get_string() == text ? std::optional(at) : std::nullopt;
}

namespace {

std::string shown(base::PrivateText const& text) { return text.reveal(base::Reason::to_show_holder); }

boost::json::object to_json(desk::ThreadLine const& line) {
  bool const is_hers = line.message.direction == store::Direction::in;
  boost::json::object each{{"id", store::text(line.message.id)},
                           {"at", instant_json(line.message.at)},
                           {"direction", store::name(line.message.direction)},
                           {"medium", store::name(line.message.medium)},
                           {"from", is_hers            ? "caller"
                                    : line.is_scripted ? "script"
                                                       : "desk"},
                           {"text", shown(line.message.text)}};
  if (line.delivery) each["delivery"] = store::name(*line.delivery);
  if (!line.why.empty()) each["why"] = line.why;
  if (line.parts > 0) each["parts"] = line.parts;
  return each;
}

boost::json::object to_json(store::CaseTask const& task) {
  return {{"id", store::text(task.id)}, {"assignee", task.assignee},     {"author", task.author},
          {"words", shown(task.words)}, {"due", instant_json(task.due)}, {"done", instant_json(task.done)},
          {"at", instant_json(task.at)}};
}

boost::json::object to_json(store::Attachment const& file) {
  return {{"id", store::text(file.id)}, {"kind", file.kind},     {"name", shown(file.name)},
          {"size", file.size_bytes},    {"author", file.author}, {"at", instant_json(file.at)}};
}

boost::json::object to_json(store::CaseTransfer const& transfer) {
  return {{"from", transfer.sender},
          {"to", transfer.to_name},
          {"queue", transfer.to_queue},
          {"at", instant_json(transfer.at)},
          {"expires", instant_json(transfer.expires)}};
}

template <class List>
boost::json::array all_of(List const& records) {
  boost::json::array array;
  for (auto const& each : records) array.push_back(to_json(each));
  return array;
}

}  // namespace

boost::json::object to_json(desk::ContactCard const& card) {
  return {{"safety", store::name(card.rules.safety)},
          {"preference", store::name(card.rules.preference)},
          {"opted_out", card.rules.opted_out},
          {"no_share", card.rules.no_share},
          {"language", card.rules.language},
          {"may_text", card.why_no_text.empty()},
          {"why_not", card.why_no_text},
          {"last_heard", instant_json(card.last_heard)},
          {"rules_frozen", card.rules_frozen}};
}

boost::json::object to_json(desk::CaseView const& view) {
  boost::json::object object = to_json(view.record);
  boost::json::array reasons;
  for (store::CaseReason const& reason : view.record.reasons) {
    reasons.push_back({{"rule", reason.rule}, {"text", shown(reason.text)}});
  }
  object["reasons"] = std::move(reasons);
  object["contact"] = to_json(view.contact);
  object["address"] = shown(view.address);
  object["thread"] = all_of(view.thread);
  boost::json::array notes;
  for (store::CaseNote const& note : view.notes) {
    notes.push_back({{"id", store::text(note.id)},
                     {"kind", store::name(note.kind)},
                     {"author", note.author},
                     {"text", shown(note.text)},
                     {"at", instant_json(note.at)}});
  }
  object["notes"] = std::move(notes);
  boost::json::object facts;
  for (store::CaseFact const& fact : view.facts) facts[fact.kind] = shown(fact.value);
  object["facts"] = std::move(facts);
  object["watchers"] = list(view.watchers);
  object["tasks"] = all_of(view.tasks);
  boost::json::array links;
  for (desk::Tied const& tied : view.links) {
    // The other side of a link that the reader may not see is there, and has no reference.
    links.push_back({{"ref", tied.ref}, {"kind", store::name(tied.link.kind)}});
  }
  object["links"] = std::move(links);
  object["attachments"] = all_of(view.attachments);
  object["transfer"] = nullptr;
  if (view.transfer) object["transfer"] = to_json(*view.transfer);
  object["merged_into"] = view.merged_into;
  return object;
}

boost::json::object to_json(desk::Happened const& happened) {
  boost::json::object object{{"at", instant_json(happened.at)}, {"who", happened.who}, {"what", happened.what}};
  boost::system::error_code none;
  if (!happened.detail.empty()) object["detail"] = boost::json::parse(happened.detail, none);
  if (!happened.words.empty()) object["words"] = shown(happened.words);
  return object;
}

boost::json::object to_json(store::JournalEntry const& entry) {
  boost::system::error_code ignored;
  boost::json::value detail = boost::json::parse(entry.detail, ignored);
  if (!detail.is_object()) detail = boost::json::object{};
  return {{"id", std::to_string(entry.seq)},
          {"at", instant_json(entry.at)},
          {"who", entry.who},
          {"what", entry.what},
          {"detail", std::move(detail)}};
}

}  // namespace console
