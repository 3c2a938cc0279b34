// What a hotline's own people wrote, read from the content folder: flows and copy, lexicon, directory, routing,
// numbers, canned replies. Read whole, or not at all: every mistake of meaning is found in one run. Threads: immutable
// once loaded.
#pragma once

#include "flows/library.hpp"
#include "flows/review.hpp"
#include "gateway/desk/canned.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/desk/routing.hpp"
#include "gateway/line/numbers.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace line {

struct Content {
  flows::Library library;
  desk::Directory directory;
  desk::Routing routing;
  Numbering numbering;
  desk::Canned canned{};
  std::vector<flows::Review> reviews{};  // which Nepali a native speaker has read
};

struct LoadedContent {
  std::shared_ptr<Content const> content;  // nothing if there is any error
  std::vector<flows::Finding> findings;    // in the order of the files; files are named as they were opened
};

[[nodiscard]] LoadedContent load_content(std::filesystem::path const& folder);

}  // namespace line
