#include "tests/bench/traffic.hpp"

#include "providers/form.hpp"

#include <algorithm>
#include <array>

namespace bench {

namespace {

constexpr std::array<std::string_view, 2> answers{"1", "3"};
constexpr std::array<std::string_view, 4> first_texts{
    "passport khosyo, kothama thuneko cha",
    "malai kutyo",
    "6 mahina dekhi talab payena, saahu le khana pani dinna",
    "ma birami chu, kaam ma jana jor garcha, pakistani malik le passport rakheko cha",
};

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

void append_hex(std::string& text, std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[(number >> shift) & 15];
}

std::string padded(std::uint64_t number, std::size_t digits) {
  std::string text = std::to_string(number);
  text.insert(0, digits - std::min(digits, text.size()), '0');
  return text;
}

// As random as Twilio's: what is remembered of ids lies scattered.
std::string message_sid(std::uint64_t seed, std::uint64_t n) {
  std::string sid = "SM";
  append_hex(sid, mixed(seed ^ mixed(n)));
  append_hex(sid, mixed(seed + mixed(n + 1)));
  return sid;
}

}  // namespace

std::string gulf_number(std::uint64_t contact) {
  return (contact % 2 == 0 ? "+9665012" : "+9715012") + padded(contact / 2, 5);
}

Turn turn_of(std::uint64_t n, std::uint64_t contacts) {
  // A step that shares no factor with 10^k goes round all of them.
  constexpr std::uint64_t step = 38'933;
  std::uint64_t const opened = (n + opens_case_every / 2) / opens_case_every;
  if (n % opens_case_every == opens_case_every / 2) {
    return {.contact = contacts + opened - 1, .text = first_texts[opened % first_texts.size()]};
  }
  std::uint64_t const answer = n - opened;
  return {.contact = answer * step % contacts, .text = answers[answer / contacts % answers.size()]};
}

Traffic::Traffic(Target target, std::uint64_t contacts, std::uint64_t seed)
    : target_(std::move(target)), contacts_(contacts), seed_(seed), key_(providers::Hash::sha1, target_.key) {
  auto const fixed = [this](std::string name, std::string const& value) {
    fields_.push_back({std::move(name), value, providers::percent_encode(value)});
  };
  for (char const* name : {"Body", "From", "MessageSid", "SmsMessageSid", "SmsSid"}) fixed(name, {});
  fixed("AccountSid", target_.account);
  fixed("ApiVersion", "2010-04-01");
  fixed("FromCity", "");
  fixed("FromCountry", "SA");
  fixed("FromState", "");
  fixed("FromZip", "");
  fixed("NumMedia", "0");
  fixed("NumSegments", "1");
  fixed("SmsStatus", "received");
  fixed("To", target_.to);
  fixed("ToCity", "");
  fixed("ToCountry", "US");
  fixed("ToState", "CA");
  fixed("ToZip", "");
  std::ranges::sort(fields_, {}, &Field::name);
  head_ = "POST " + target_.path +
          " HTTP/1.1\r\nHost: hotline.example.org\r\nX-Forwarded-Proto: https\r\n"
          "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nI-Twilio-Idempotency-Token: ";
}

std::string_view Traffic::next() {
  Turn const turn = turn_of(n_, contacts_);
  std::string const sid = message_sid(seed_, n_);
  ++n_;
  std::string const from = target_.number(turn.contact);
  signed_ = target_.public_url;
  signed_ += target_.path;
  body_.clear();
  for (Field const& field : fields_) {
    std::string_view value = field.value;
    if (field.name == "Body") value = turn.text;
    if (field.name == "From") value = from;
    if (field.name.ends_with("Sid") && field.name != "AccountSid") value = sid;
    signed_ += field.name;
    signed_ += value;
    if (!body_.empty()) body_ += '&';
    body_ += field.name;
    body_ += '=';
    body_ += field.value.empty() ? providers::percent_encode(value) : field.encoded;
  }
  request_ = head_;
  request_ += sid;
  request_ += "\r\nX-Twilio-Signature: ";
  request_ += providers::base64(key_.sign(signed_));
  request_ += "\r\nContent-Length: ";
  request_ += std::to_string(body_.size());
  request_ += "\r\n\r\n";
  request_ += body_;
  return request_;
}

}  // namespace bench
