// Which Nepali a native speaker has read: config/reviews.tsv has one row for each text and language, with the day since
// which it waits, and the reader and the day once it was read. A row is about certain words: when they change, it waits
// again. `saathi check --review` prints the sheet as it should stand today. Threads: values, any thread.
#pragma once

#include "flows/finding.hpp"
#include "flows/library.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace flows {

struct Review {
  std::string id;        // of the copy line, or "flow.step" where a step has words of its own
  std::string language;  // ne, ne-Latn
  std::string since;     // 2026-11-25: waits since
  std::string words;     // print_of the text that the row is about
  std::string reviewer;  // empty: nobody yet
  std::string reviewed_on;

  friend bool operator==(Review const&, Review const&) = default;
};

struct ReadReviews {
  std::vector<Review> rows;
  std::vector<Finding> findings;
};
[[nodiscard]] ReadReviews read_reviews(std::string_view file, std::string_view text);

// Eight hexadecimal digits that change whenever the words do.
[[nodiscard]] std::string print_of(std::string_view words);

// The sheet as it should stand: every text in every language that needs a native reader, in the order of the copy and
// then of the flows. What was read and has not changed stays read; what is new or changed waits since `today`.
[[nodiscard]] std::vector<Review> due_reviews(Library const& library, std::vector<Review> const& known,
                                              std::string_view today);
[[nodiscard]] std::string to_sheet(std::vector<Review> const& rows);

}  // namespace flows
