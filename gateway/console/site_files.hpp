// The pages that are built into the program: each file of gateway/console/web's build, plain and compressed. The table
// is written by its build (build.mjs); a program built without the pages (SAATHI_CONSOLE=OFF) has an empty one.
#pragma once

#include <span>
#include <string_view>

namespace console {

struct SiteFile {
  std::string_view
      path;  // "/index.html", "/assets/index-CQ3o1.js": all but the first have their content's hash in the name
  std::string_view type;  // Content-Type
  std::string_view tag;   // of the content
  std::string_view plain;
  std::string_view gzip;
  std::string_view brotli;
};

[[nodiscard]] std::span<SiteFile const> site_files();

}  // namespace console
