// Wire samples: what a provider sends and gets, one readable text file per case. The runner (samples_test.cpp) checks
// every file, and the fuzzers begin from them.
//
//   # Twilio: a text in Devanagari                                  the first comment is the case's name
//   channel provider=twilio auth_token=new,old address=+15005550006
//   hook message                                                    only where the address does not end in it
//   > POST /hooks/tw/message                                        what comes in, or what we are to send
//   > X-Twilio-Signature: (signed)                                  "(signed)": by the adapter's own `sign`
//   >
//   > From=%2B97455512001&Body=…
//   = text id=SM1 from=+97455512001 text=…                          what shall come of it; `text=` takes the whole line
//   = answer 200 <Response/>
//
//   send id=m-1 to=+97455512001 text=…                              a text of ours; `>` is the request it makes
//   < 429                                                           the provider's answer, `< lost` or `< not sent`
//   = try_again after=3000                                          (also: find with the words of send; script with +)
#pragma once

#include "providers/provider.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace samples {

// Words with values: "text id=SM1 media=2 text=a b" has the word "text".
struct Words {
  std::string word;
  std::map<std::string, std::string, std::less<>> values;

  [[nodiscard]] std::string value(std::string_view name) const;
};

// A request or an answer: what stands behind `>` or `<`.
struct Wire {
  std::string start;
  std::vector<providers::Header> headers;
  std::string body;
};

struct Step {
  enum class Kind { read, send, find, script };
  Kind kind = Kind::read;
  int line = 0;
  std::string hook;              // named apart from the address; empty: the address's last part
  providers::Outbound outbound;  // send, find
  std::optional<Wire> request;
  std::optional<Wire> response;
  std::vector<Words> moves;  // script
  std::vector<std::string> expected;
};

struct Sample {
  std::filesystem::path path;
  std::string name;
  std::string provider;
  providers::Settings settings;
  std::vector<Step> steps;
};

[[nodiscard]] Words parse_words(std::string_view line);
// A line that cannot be read is a std::runtime_error that names file and line.
[[nodiscard]] Sample parse_sample(std::filesystem::path const& path, std::string_view text);
// Every sample of a provider, by name of the file.
[[nodiscard]] std::vector<Sample> samples_of(std::string_view provider);

// The webhook that a reading step describes, unsigned. An address that is only a path stands behind `public_url`.
inline constexpr std::string_view public_url = "https://help.example.org";
[[nodiscard]] providers::Request webhook(Step const& step);

}  // namespace samples
