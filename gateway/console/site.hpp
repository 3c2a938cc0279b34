// The pages of the desk, out of the program itself. Whatever is hashed may be kept for a year, the page itself never;
// its policy lets no script, style or connection in but our own, without an exception. What people type here and read
// here must not cross a network in the clear: without TLS the pages are served to this very machine alone, and
// everybody else is told why and what to put in front. Pure; any thread.
#pragma once

#include "gateway/base/http.hpp"

#include <string>
#include <string_view>

namespace console {

class Site {
 public:
  // `public_url`: as the world reaches us. With https, pages go to whoever asks for them under that host's name.
  explicit Site(std::string_view public_url);

  // Is it the path of a page or of a part of one?
  [[nodiscard]] static bool has(std::string_view path);
  // GET and HEAD of such a path.
  [[nodiscard]] base::HttpResponse answer(base::HttpRequest const& request) const;

 private:
  [[nodiscard]] bool may_go_to(base::HttpRequest const& request) const;

  std::string https_host_;  // "desk.example.org", with a port where there is one; empty: no TLS in front
};

}  // namespace console
