#include "gateway/console/case_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

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
          {"version", record.version}};
}

boost::json::object to_json(desk::ContactCard const& card) {
  return {{"safety", store::name(card.rules.safety)},
          {"preference", store::name(card.rules.preference)},
          {"opted_out", card.rules.opted_out},
          {"no_share", card.rules.no_share},
          {"language", card.rules.language},
          {"may_text", card.why_no_text.empty()},
          {"why_not", card.why_no_text},
          {"last_heard", instant_json(card.last_heard)}};
}

boost::json::object to_json(desk::CaseView const& view) {
  boost::json::object object = to_json(view.record);
  boost::json::array reasons;
  for (store::CaseReason const& reason : view.record.reasons) {
    reasons.push_back({{"rule", reason.rule}, {"text", reason.text.reveal(base::Reason::to_show_holder)}});
  }
  object["reasons"] = std::move(reasons);
  object["contact"] = to_json(view.contact);
  object["address"] = view.address.reveal(base::Reason::to_show_holder);
  boost::json::array thread;
  for (desk::ThreadLine const& line : view.thread) {
    boost::json::object each{{"id", store::text(line.message.id)},
                             {"at", instant_json(line.message.at)},
                             {"direction", store::name(line.message.direction)},
                             {"medium", store::name(line.message.medium)},
                             {"text", line.message.text.reveal(base::Reason::to_show_holder)}};
    if (line.delivery) each["delivery"] = store::name(*line.delivery);
    if (!line.why.empty()) each["why"] = line.why;
    if (line.parts > 0) each["parts"] = line.parts;
    thread.push_back(std::move(each));
  }
  object["thread"] = std::move(thread);
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
