// Recorded words for calls. No provider speaks Nepali, so every fixed line of the Nepali copy is spoken into a file by
// espeak-ng, once, and played; until a file is there a call is spoken by the provider's own voice (see its adapter).
// Only fixed copy is ever recorded: a file never holds anything about a person.
// Threads: `url` and `file` any; rendering runs on a thread of its own, joined at the end.
#pragma once

#include "gateway/base/log.hpp"

#include <filesystem>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace line {

struct SpokenLine {
  std::string language;
  std::string text;
};

class Prompts {
 public:
  // Files lie in `folder`; `base_url` is where they are served: public_url + /prompts.
  Prompts(std::filesystem::path folder, std::string base_url, base::Log& log);
  ~Prompts();

  // Begins to record what is not there yet. Once.
  void record(std::vector<SpokenLine> lines);
  // Where this line can be played; empty: not recorded.
  [[nodiscard]] std::string url(std::string_view language, std::string_view text) const;
  // The file behind a name that `url` gave, "<32 hex digits>.wav"; nothing for any other name.
  [[nodiscard]] std::optional<std::filesystem::path> file(std::string_view name) const;

 private:
  void render(std::stop_token const& stop, std::vector<SpokenLine> const& lines);
  [[nodiscard]] bool render_one(SpokenLine const& line, std::string const& name) const;

  std::filesystem::path folder_;
  std::string base_url_;
  base::Log& log_;
  mutable std::mutex mutex_;
  std::set<std::string, std::less<>> ready_;  // names
  std::jthread renderer_;
};

}  // namespace line
