// Who plays the golden conversations: a rehearsal in memory, and a house with real sockets, store and timers.
#pragma once

#include "gateway/line/rehearsal.hpp"
#include "tests/support/house.hpp"
#include "tests/support/transcript.hpp"
#include "tests/support/twilio_phone.hpp"

#include <map>
#include <memory>
#include <optional>

namespace support {

// The shipped words; where the transcript names a flow of its own, that flow begins in place of the entry of its
// medium, and the crisis team has a telephone.
[[nodiscard]] std::shared_ptr<line::Content const> content_of(Transcript const& transcript);

class RehearsalPlayer final : public Player {
 public:
  void begin(Transcript const& transcript) override;
  [[nodiscard]] Outcome input(std::string const& text) override;
  [[nodiscard]] Outcome pass(std::chrono::milliseconds time) override;
  void claim() override;

 private:
  std::shared_ptr<line::Content const> content_;
  std::optional<line::Rehearsal> rehearsal_;
};

// The whole gateway, reached by the built-in telephone or, for calls, as Twilio does it: by TwiML.
class HousePlayer final : public Player {
 public:
  enum class Wire : std::uint8_t { local, twilio };
  explicit HousePlayer(Wire wire = Wire::local) : wire_(wire) {}

  void begin(Transcript const& transcript) override;
  [[nodiscard]] Outcome input(std::string const& input) override;
  [[nodiscard]] Outcome pass(std::chrono::milliseconds time) override;
  void claim() override;

  // Built by `begin`.
  [[nodiscard]] House& house() { return house_.value(); }

 private:
  [[nodiscard]] Outcome text(std::string const& words);
  [[nodiscard]] Outcome keys(std::string const& pressed);
  [[nodiscard]] Outcome twilio_keys(std::string const& pressed);
  void look_at_cases(Outcome& outcome);
  // Texts to her since the last look, oldest first.
  [[nodiscard]] std::vector<std::string> new_texts();
  [[nodiscard]] std::string last_silence();

  Wire wire_;
  std::optional<House> house_;
  std::optional<TwilioPhone> phone_;  // of the call under way
  std::string from_;
  bool on_call_ = false;
  bool rang_ = false;
  int calls_ = 0;
  int parts_ = 0;
  std::string next_;                             // where the next keys go
  std::map<std::string, std::string> versions_;  // of cases already seen
  store::MessageId seen_;                        // the newest text to her that was looked at
};

}  // namespace support
