#include "providers/twilio_voice.hpp"

#include "providers/form.hpp"
#include "providers/xml.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace providers {
namespace {

struct Voice {
  std::string_view language;  // ours, BCP 47, without script and region
  std::string_view twilio;    // theirs
  std::string_view name;
};

// Twilio speaks no Nepali, Maithili or Urdu (the languages of <Say> in its documentation). Where no recording exists
// the Hindi voice reads Devanagari, and romanised Nepali better than an English one; the Arabic voice reads Urdu's
// script. Never an English voice on either.
constexpr std::array voices = {
    Voice{"en", "en-IN", "Polly.Aditi"},  Voice{"hi", "hi-IN", "Polly.Aditi"},
    Voice{"ne", "hi-IN", "Polly.Aditi"},  Voice{"mai", "hi-IN", "Polly.Aditi"},
    Voice{"bho", "hi-IN", "Polly.Aditi"}, Voice{"bn", "bn-IN", "Google.bn-IN-Standard-A"},
    Voice{"ar", "arb", "Polly.Zeina"},    Voice{"ur", "arb", "Polly.Zeina"},
};

// Devanagari is U+0900–U+097F: E0 A4 80 to E0 A5 BF in UTF-8.
bool has_devanagari(std::string_view text) { return text.contains("\xE0\xA4") || text.contains("\xE0\xA5"); }

Voice const& voice_for(Speak const& speak) {
  std::string_view const language = std::string_view(speak.language).substr(0, speak.language.find('-'));
  auto const known = std::ranges::find(voices, language, &Voice::language);
  if (known != voices.end()) return *known;
  return has_devanagari(speak.text) ? voices[1] : voices[0];
}

// The parameters in byte order, none twice, nothing reserved in them: what Twilio signs is what it was given, and on
// its way it may sort.
std::string address(std::string_view url) { return with_query(url); }

class Document {
 public:
  void operator()(Speak const& speak) {
    if (!speak.audio_url.empty()) {
      text_ += "<Play>" + xml_escape(speak.audio_url) + "</Play>";
    } else if (!speak.text.empty()) {
      Voice const& voice = voice_for(speak);
      text_ += "<Say" + xml_attribute("language", voice.twilio) + xml_attribute("voice", voice.name) + ">" +
               xml_escape(speak.text) + "</Say>";
    }
  }

  void operator()(Gather const& gather) {
    std::string const next = address(gather.next_url);
    auto const timeout = std::max<std::chrono::seconds::rep>(gather.timeout.count(), 1);
    text_ += R"(<Gather input="dtmf" finishOnKey="#" actionOnEmptyResult="true" method="POST")";
    text_ += xml_attribute("timeout", std::to_string(timeout));
    if (gather.digits_max > 0) text_ += xml_attribute("numDigits", std::to_string(gather.digits_max));
    text_ += xml_attribute("action", next) + ">";
    for (Speak const& prompt : gather.prompts) (*this)(prompt);
    text_ += "</Gather>";
    // Should Twilio ever pass over an empty result all the same, the call goes on instead of ending.
    (*this)(Redirect{.next_url = next});
  }

  void operator()(Record const& record) {
    std::string const next = address(record.next_url);
    for (Speak const& prompt : record.prompts) (*this)(prompt);
    text_ += R"(<Record playBeep="true" timeout="5" finishOnKey="0123456789*#" method="POST")";
    text_ += xml_attribute("maxLength", std::to_string(record.seconds_max)) + xml_attribute("action", next) + "/>";
    // Of silence Twilio makes no recording and asks for no address: the call goes on here.
    (*this)(Redirect{.next_url = next});
  }

  void operator()(Transfer const& transfer) {
    text_ += R"(<Dial answerOnBridge="true" method="POST")" + xml_attribute("callerId", transfer.caller_id) +
             xml_attribute("action", address(transfer.next_url)) + "><Number>" + xml_escape(transfer.to) +
             "</Number></Dial>";
  }

  void operator()(Redirect const& redirect) {
    text_ += R"(<Redirect method="POST">)" + xml_escape(address(redirect.next_url)) + "</Redirect>";
  }

  void operator()(HangUp const&) { text_ += "<Hangup/>"; }

  [[nodiscard]] std::string take() && {
    return R"(<?xml version="1.0" encoding="UTF-8"?><Response>)" + std::move(text_) + "</Response>";
  }

 private:
  std::string text_;
};

}  // namespace

std::string twiml(std::span<CallStep const> steps) {
  Document document;
  for (CallStep const& step : steps) std::visit(document, step);
  return std::move(document).take();
}

}  // namespace providers
