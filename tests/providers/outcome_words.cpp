#include "tests/providers/outcome_words.hpp"

#include "providers/http_date.hpp"

#include <set>
#include <stdexcept>

namespace samples {
namespace {

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

std::string name_of(providers::Delivery state) {
  switch (state) {
    case providers::Delivery::queued: return "queued";
    case providers::Delivery::sent: return "sent";
    case providers::Delivery::delivered: return "delivered";
    case providers::Delivery::failed: return "failed";
    case providers::Delivery::rejected: return "rejected";
    case providers::Delivery::unknown: return "unknown";
  }
  return "";
}

std::string name_of(providers::CallIn::Moment moment) {
  switch (moment) {
    case providers::CallIn::Moment::ringing: return "ringing";
    case providers::CallIn::Moment::keys: return "keys";
    case providers::CallIn::Moment::ended: return "ended";
  }
  return "";
}

void add(Words& words, std::string const& name, std::string const& value) {
  if (!value.empty()) words.values[name] = value;
}

}  // namespace

Words words_of(providers::Event const& event) {
  return std::visit(
      Overloaded{[](providers::TextIn const& text) {
                   Words words{.word = "text", .values = {}};
                   words.values = {{"id", text.provider_id}, {"from", text.from}, {"to", text.to}, {"text", text.text}};
                   if (text.media != 0) words.values["media"] = std::to_string(text.media);
                   if (text.part) {
                     words.values["part"] = text.part->reference + "/" + std::to_string(text.part->number) + "/" +
                                            std::to_string(text.part->total);
                   }
                   return words;
                 },
                 [](providers::Report const& report) {
                   Words words{.word = "report", .values = {}};
                   words.values = {{"key", report.message_id},
                                   {"provider_id", report.provider_id},
                                   {"state", name_of(report.state)},
                                   {"raw", report.code}};
                   add(words, "opted_out", report.opted_out ? "yes" : "");
                   return words;
                 },
                 [](providers::CallIn const& call) {
                   Words words{.word = "call", .values = {}};
                   words.values = {{"id", call.call_id},
                                   {"from", call.from},
                                   {"to", call.to},
                                   {"moment", name_of(call.moment)},
                                   {"turn", std::to_string(call.turn)}};
                   if (call.digits) words.values["digits"] = *call.digits;
                   if (!call.recording.empty()) words.values["recording"] = call.recording;
                   if (!call.bridged.empty()) words.values["bridged"] = call.bridged;
                   add(words, "answered_by", call.answered_by);
                   return words;
                 }},
      event);
}

Words words_of(providers::Outcome const& outcome) {
  return std::visit(Overloaded{[](providers::Accepted const& accepted) {
                                 return Words{"accepted",
                                              {{"id", accepted.provider_id}, {"state", name_of(accepted.state)}}};
                               },
                               [](providers::TryAgain const& again) {
                                 Words words{.word = "try_again", .values = {}};
                                 if (again.after) words.values["after"] = std::to_string(again.after->count());
                                 if (again.not_before) {
                                   words.values["not_before"] = providers::iso_date(*again.not_before);
                                 }
                                 return words;
                               },
                               [](providers::Never const& never) {
                                 Words words{.word = "never", .values = {}};
                                 add(words, "opted_out", never.opted_out ? "yes" : "");
                                 add(words, "alarm", never.alarm ? "yes" : "");
                                 return words;
                               },
                               [](providers::Unknown const&) { return Words{"unknown", {}}; }},
                    outcome);
}

Words words_of(providers::LookUp const& look_up) {
  return std::visit(Overloaded{[](providers::Found const& found) {
                                 return Words{"found", {{"id", found.provider_id}, {"state", name_of(found.state)}}};
                               },
                               [](providers::NotFound const&) { return Words{"not_found", {}}; },
                               [](providers::CannotTell const&) { return Words{"cannot_tell", {}}; }},
                    look_up);
}

std::string difference(Words const& expected, Words const& actual) {
  static std::set<std::string, std::less<>> const to_be_named = {
      "opted_out", "alarm", "after", "not_before", "media", "part", "digits", "answered_by", "recording", "bridged"};
  if (expected.word != actual.word) return "expected " + expected.word + ", got " + actual.word;
  for (auto const& [name, value] : expected.values) {
    if (actual.value(name) != value) return name + ": expected '" + value + "', got '" + actual.value(name) + "'";
  }
  for (auto const& [name, value] : actual.values) {
    if (to_be_named.contains(name) && !expected.values.contains(name)) return "it also has " + name + "=" + value;
  }
  return {};
}

providers::CallStep parse_move(Words const& words) {
  auto const number = [&](std::string_view name, int otherwise) {
    return words.values.contains(name) ? std::stoi(words.value(name)) : otherwise;
  };
  if (words.word == "say") {
    return providers::Speak{
        .text = words.value("text"), .language = words.value("language"), .audio_url = words.value("audio")};
  }
  if (words.word == "gather") {
    return providers::Gather{.digits_max = number("digits", 1),
                             .timeout = std::chrono::seconds(number("timeout", 10)),
                             .next_url = words.value("next"),
                             .prompts = {}};
  }
  if (words.word == "record") {
    return providers::Record{.seconds_max = number("seconds", 60), .next_url = words.value("next"), .prompts = {}};
  }
  if (words.word == "transfer") {
    return providers::Transfer{
        .to = words.value("to"), .caller_id = words.value("caller_id"), .next_url = words.value("next")};
  }
  if (words.word == "redirect") return providers::Redirect{.next_url = words.value("next")};
  if (words.word == "hang_up") return providers::HangUp{};
  throw std::runtime_error("no such step of a call: " + words.word);
}

}  // namespace samples
