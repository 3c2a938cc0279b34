#include "gateway/console/site.hpp"

#include "gateway/base/ip_range.hpp"
#include "gateway/console/site_files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace console {

namespace {

using base::HttpRequest;
using base::HttpResponse;

// Each shows the same page, whose script reads the address.
constexpr std::array pages = std::to_array<std::string_view>({"/", "/login", "/invitation", "/accounts", "/phone"});

// Nothing from elsewhere, nothing inline, nobody's frame; texts become markup through Svelte's own templates alone.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data:; media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html";

constexpr std::string_view in_the_clear = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Saathi: not without TLS</title>
<main>
<h1>The desk is not shown over plain HTTP</h1>
<p>What people wrote to this helpline would cross the network for everybody on the way to read, and so would your password.
<p lang="ne">यो पाना सुरक्षित जडान (https) बिना देखाइँदैन।
<h2>What to do</h2>
<ol>
<li>Put a proxy that speaks TLS in front of Saathi, on the same machine. Samples: <code>config/caddy.sample</code> (it gets
its certificate by itself) and <code>config/nginx.sample</code>.
<li>In <code>saathi.toml</code>, under <code>[server]</code>: <code>public_url</code> as the world writes it, with
<code>https://</code>, and the proxy's address in <code>trusted_proxies</code>. Start Saathi again.
<li>Only to look at it now: on the machine itself, or through <code>ssh -L 8080:127.0.0.1:8080</code>, it is at
<code>http://127.0.0.1:8080</code>.
</ol>
</main>
)";

std::optional<std::string_view> without_prefix(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  return text.substr(prefix.size());
}

bool is_same_host(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// A page elsewhere could have its own name point here (DNS rebinding): this machine is asked for by its own names
// alone.
bool is_this_machine(std::string_view host) {
  if (std::size_t const colon = host.rfind(':'); colon != std::string_view::npos && !host.ends_with(']')) {
    host = host.substr(0, colon);
  }
  return host == "127.0.0.1" || host == "[::1]" || is_same_host(host, "localhost");
}

SiteFile const* find_file(std::string_view path) {
  for (SiteFile const& file : site_files()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

bool is_page(std::string_view path) { return std::ranges::find(pages, path) != pages.end(); }

void guard(HttpResponse& response) {
  response.headers.push_back({"Content-Security-Policy", std::string(policy)});
  response.headers.push_back({"X-Content-Type-Options", "nosniff"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
  response.headers.push_back({"Permissions-Policy", "camera=(), microphone=(), geolocation=()"});
  response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
}

HttpResponse html(int status, std::string_view body) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}};
  guard(response);
  response.body = body;
  return response;
}

// The best of what the browser takes and we have.
void put_body(HttpResponse& response, HttpRequest const& request, SiteFile const& file) {
  std::string_view const accepted = base::find_header(request.headers, "Accept-Encoding");
  std::string_view encoding;
  std::string_view body = file.plain;
  if (accepted.contains("br") && file.brotli.size() < body.size()) {
    encoding = "br";
    body = file.brotli;
  } else if (accepted.contains("gzip") && file.gzip.size() < body.size()) {
    encoding = "gzip";
    body = file.gzip;
  }
  if (!encoding.empty()) response.headers.push_back({"Content-Encoding", std::string(encoding)});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  response.body = body;
}

HttpResponse asset(HttpRequest const& request, SiteFile const& file) {
  HttpResponse response;
  std::string const tag = "\"" + std::string(file.tag) + "\"";
  response.headers = {{"Content-Type", std::string(file.type)},
                      {"Cache-Control", "public, max-age=31536000, immutable"},
                      {"ETag", tag}};
  guard(response);
  if (base::find_header(request.headers, "If-None-Match").contains(tag)) {
    response.status = 304;
    return response;
  }
  put_body(response, request, file);
  return response;
}

}  // namespace

Site::Site(std::string_view public_url) {
  std::optional<std::string_view> const rest = without_prefix(public_url, "https://");
  if (rest) https_host_ = rest->substr(0, rest->find('/'));
}

bool Site::has(std::string_view path) { return is_page(path) || path.starts_with("/assets/"); }

bool Site::may_go_to(HttpRequest const& request) const {
  std::string_view const host = base::find_header(request.headers, "Host");
  if (!https_host_.empty() && is_same_host(host, https_host_)) return true;
  return base::any_contains(base::loopback_ranges(), request.peer) && is_this_machine(host);
}

HttpResponse Site::answer(HttpRequest const& request) const {
  if (request.method != "GET" && request.method != "HEAD") return base::problem(405, "Method not allowed");
  if (!may_go_to(request)) return html(403, in_the_clear);
  if (!is_page(request.path)) {
    SiteFile const* const file = find_file(request.path);
    return file == nullptr ? base::problem(404, "Not found") : asset(request, *file);
  }
  SiteFile const* const page = find_file("/index.html");
  if (page == nullptr) {
    return base::text(404, "This program was built without its pages (SAATHI_CONSOLE=OFF).\n");
  }
  HttpResponse response = html(200, {});
  put_body(response, request, *page);
  return response;
}

}  // namespace console
