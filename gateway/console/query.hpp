// The part of an address behind the question mark, and the pages of lists that it asks for. A list answers with "next",
// a cursor that means "behind the last of these": whoever gives it back as ?cursor= gets the next page, whatever came
// and went meanwhile. Cursors are the server's own words; nobody reads anything in them. Pure; any thread.
#pragma once

#include "gateway/base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace console {

class Query {
 public:
  Query() = default;
  // "severity=high&mine=1", percent-encoded.
  explicit Query(std::string_view text);

  [[nodiscard]] std::string word(std::string_view key) const;  // empty: not given
  // 1 or true; 0, false or not given.
  [[nodiscard]] base::Result<bool> flag(std::string_view key) const;
  // Names the first that is none of these.
  [[nodiscard]] base::Result<void> only(std::vector<std::string_view> const& keys) const;

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
};

inline constexpr int page_rows = 50;  // unless ?limit= says otherwise
inline constexpr int page_rows_max = 200;

struct Page {
  int limit = page_rows;
  std::vector<std::string> after{};  // the parts of the cursor; none: from the beginning
};
// `parts`: how many this list's cursors have.
[[nodiscard]] base::Result<Page> page_of(Query const& query, std::size_t parts);
[[nodiscard]] std::string cursor(std::vector<std::string> const& parts);
[[nodiscard]] std::optional<std::int64_t> number_of(std::string_view digits);

}  // namespace console
