// Who is shown the pages, and how they are kept.
#include "gateway/console/site.hpp"

#include "gateway/console/site_files.hpp"
#include "tests/support/catch.hpp"

#include <string>

namespace {

base::HttpRequest asking(std::string path, std::string host, std::string peer) {
  base::HttpRequest request;
  request.method = "GET";
  request.target = path;
  request.path = std::move(path);
  request.headers = {{"Host", std::move(host)}};
  request.peer = std::move(peer);
  return request;
}

bool is_shown(base::HttpResponse const& response) { return response.status != 403; }

}  // namespace

TEST_CASE("without TLS the pages go to this very machine, by its own names, and to nobody else") {
  console::Site const site("http://192.0.2.1:8080");
  struct Row {
    char const* host;
    char const* peer;
    bool shown;
  };
  Row const rows[] = {
      {"127.0.0.1:8080", "127.0.0.1", true},
      {"localhost:8080", "127.0.0.1", true},
      {"LOCALHOST", "127.0.0.1", true},
      {"[::1]:8080", "::1", true},
      {"[::1]", "::1", true},
      {"192.0.2.1:8080", "192.0.2.7", false},
      {"127.0.0.1:8080", "192.0.2.7", false},         // a name is quickly written
      {"desk.example.org", "127.0.0.1", false},       // a page elsewhere whose name points here
      {"localhost.example.org", "127.0.0.1", false},  // likewise
      {"127.0.0.1.example.org", "127.0.0.1", false},  // likewise
      {"", "127.0.0.1", false},
      {"127.0.0.1", "no address", false},
  };
  for (Row const& row : rows) {
    CAPTURE(row.host, row.peer);
    base::HttpResponse const response = site.answer(asking("/", row.host, row.peer));
    CHECK(is_shown(response) == row.shown);
    if (!row.shown) CHECK(response.body.find("config/caddy.sample") != std::string::npos);
  }
}

TEST_CASE("behind TLS the pages go to whoever asks by the hotline's own name") {
  console::Site const site("https://desk.example.org/");
  CHECK(is_shown(site.answer(asking("/", "desk.example.org", "192.0.2.7"))));
  CHECK(is_shown(site.answer(asking("/", "Desk.Example.Org", "192.0.2.7"))));
  CHECK(is_shown(site.answer(asking("/", "127.0.0.1:8080", "127.0.0.1"))));
  CHECK_FALSE(is_shown(site.answer(asking("/", "desk.example.org:8080", "192.0.2.7"))));
  CHECK_FALSE(is_shown(site.answer(asking("/", "10.0.0.7:8080", "192.0.2.7"))));
}

TEST_CASE("no page and no part of one comes without its policy, and a refusal neither") {
  console::Site const site("http://127.0.0.1:8080");
  std::string const here = "127.0.0.1:8080";
  for (base::HttpResponse const& response :
       {site.answer(asking("/", here, "127.0.0.1")), site.answer(asking("/", "x.example", "127.0.0.1"))}) {
    if (response.status == 404) continue;  // built without its pages
    CHECK(base::find_header(response.headers, "Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(base::find_header(response.headers, "Cache-Control") == "no-store");
    CHECK(base::find_header(response.headers, "X-Content-Type-Options") == "nosniff");
  }
  for (console::SiteFile const& file : console::site_files()) {
    if (file.path == "/index.html") continue;
    CAPTURE(std::string(file.path));
    base::HttpResponse const part = site.answer(asking(std::string(file.path), here, "127.0.0.1"));
    CHECK(part.status == 200);
    CHECK(base::find_header(part.headers, "Content-Security-Policy").starts_with("default-src 'none'"));
    CHECK(part.body == file.plain);
  }
}

TEST_CASE("pages are asked for, not written to") {
  console::Site const site("http://127.0.0.1:8080");
  base::HttpRequest request = asking("/", "127.0.0.1", "127.0.0.1");
  request.method = "POST";
  CHECK(site.answer(request).status == 405);
  CHECK_FALSE(console::Site::has("/api/v1/cases"));
  CHECK_FALSE(console::Site::has("/etc/passwd"));
  CHECK(site.answer(asking("/assets/../index.html", "127.0.0.1", "127.0.0.1")).status == 404);
}
