// A Twilio account that exists nowhere, from both sides: texts that it signs, and the book of what it took.
#pragma once

#include "tests/system/faults/stand_in.hpp"
#include "tests/system/serving.hpp"

#include <mutex>
#include <string>
#include <vector>

namespace support {

// TOML of channel "tw", whose API is a port of the test.
[[nodiscard]] std::string twilio_channel_to(int api_port);

// A signed text from her; the status of the answer.
[[nodiscard]] int twilio_text(Serving const& serving, std::string const& id, std::string const& from,
                              std::string const& words);

// What it was asked to send, listed as its API lists it: the first as SM1, the second as SM2.
class TwilioBook {
 public:
  void take(Asked const& asked);
  [[nodiscard]] std::string list() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> forms_;
};

}  // namespace support
