// What the world sends: Twilio's signed webhooks, one after the other, each a message of its own. Most are answers of
// people in mid-conversation; one in twenty is somebody's first text and opens a case. Built as they are needed: with a
// prepared key that costs about two microseconds, the same for every server that is measured.
// Threads: one.
#pragma once

#include "providers/crypto.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// Whom it is sent to, and what they sign with.
struct Target {
  std::string path;        // "/hooks/tw/message"
  std::string public_url;  // of the whole server, as it is signed: "https://hotline.example.org"
  std::string key;
  std::string account;
  std::string to;
  std::string (*number)(std::uint64_t contact) = nullptr;
};

// Invented numbers of the Gulf: even ones Saudi, odd ones Emirati.
[[nodiscard]] std::string gulf_number(std::uint64_t contact);
inline constexpr std::uint64_t gulf_numbers = 200'000;

// Which of all messages it is.
struct Turn {
  std::uint64_t contact = 0;
  std::string_view text;
};

// The n-th message: everybody answers once before anybody answers twice, in an order that is no order. Whoever writes
// for the first time has a number after the `contacts` known ones.
[[nodiscard]] Turn turn_of(std::uint64_t n, std::uint64_t contacts);
inline constexpr std::uint64_t opens_case_every = 20;

class Traffic {
 public:
  // `seed` makes the message ids of one run differ from another's.
  Traffic(Target target, std::uint64_t contacts, std::uint64_t seed);

  // A whole HTTP request; valid until the next.
  [[nodiscard]] std::string_view next();
  [[nodiscard]] std::uint64_t built() const { return n_; }

 private:
  struct Field {
    std::string name;
    std::string value;  // empty where it varies
    std::string encoded;
  };

  Target target_;
  std::uint64_t contacts_;
  std::uint64_t seed_;
  std::uint64_t n_ = 0;
  providers::HmacKey key_;
  std::string head_;
  std::vector<Field> fields_;  // sorted by name, as they are signed
  std::string signed_;
  std::string body_;
  std::string request_;
};

}  // namespace bench
