#include "gateway/base/mail_client.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/base/sync.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>

namespace base {
namespace {

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

template <class T>
void set(CURL* easy, CURLoption option, T value) {
  CURLcode const failure = curl_easy_setopt(easy, option, value);
  ensure(failure == CURLE_OK, "libcurl knows every option that we set");
}

// An address that could not be one, or would end its line and begin another.
bool is_address(std::string_view text) {
  std::size_t const at = text.find('@');
  bool const is_plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '<' && c != '>'; });
  return is_plain && at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.size() <= 254;
}

std::string one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text;
}

// RFC 5322, in ASCII or UTF-8 as it is; the server adds the date.
std::string written(MailServer const& server, Mail const& mail, std::string const& to) {
  std::string const host = server.from.substr(server.from.find('@') + 1);
  std::string all = "From: <" + server.from + ">\r\nTo: <" + to + ">\r\nSubject: " + one_line(mail.subject) +
                    "\r\nMessage-ID: <" + one_line(mail.id) + "@" + host +
                    ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    "Auto-Submitted: auto-generated\r\n\r\n";
  for (char const c : mail.text) {
    if (c == '\n') all += '\r';
    all += c;
  }
  return all + "\r\n";
}

struct Letter {
  std::string bytes;
  std::size_t given = 0;
};

std::size_t give(char* space, std::size_t size, std::size_t count, void* context) {
  auto& letter = *static_cast<Letter*>(context);
  std::size_t const some = std::min(letter.bytes.size() - letter.given, size * count);
  std::memcpy(space, letter.bytes.data() + letter.given, some);
  letter.given += some;
  return some;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

MailOutcome outcome(CURL* easy, CURLcode result) {
  using enum MailOutcome::What;
  if (result == CURLE_OK) return {.what = taken, .why = {}};
  long code = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
  // libcurl's own sentence and the server's number: the server's words may name the address.
  std::string const why = std::string(curl_easy_strerror(result)) + (code > 0 ? " (" + std::to_string(code) + ")" : "");
  // A wrong password is mended by us, and what waits may go then.
  bool const is_for_good = code >= 550 && code < 560 && result != CURLE_LOGIN_DENIED;
  return {.what = is_for_good ? refused : again, .why = why};
}

MailOutcome deliver(MailServer const& server, Mail const& mail) {
  std::string const& to = mail.to.reveal(Reason::to_send);
  if (!is_address(to)) return {.what = MailOutcome::What::refused, .why = "this is no e-mail address"};
  std::unique_ptr<CURL, FreeEasy> const easy(curl_easy_init());
  ensure(easy != nullptr, "libcurl makes a handle");
  std::string const from = "<" + server.from + ">";
  std::string const recipient = "<" + to + ">";
  std::unique_ptr<curl_slist, FreeList> const recipients(curl_slist_append(nullptr, recipient.c_str()));
  Letter letter{.bytes = written(server, mail, to)};
  set(easy.get(), CURLOPT_URL, server.url.c_str());
  set(easy.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(easy.get(), CURLOPT_NOSIGNAL, 1L);
  set(easy.get(), CURLOPT_PROXY, "");
  set(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(std::chrono::milliseconds(server.timeout).count()));
  // A password never goes over an open line.
  bool const needs_tls = !server.user.empty();
  set(easy.get(), CURLOPT_USE_SSL, static_cast<long>(needs_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!server.ca_file.empty()) set(easy.get(), CURLOPT_CAINFO, server.ca_file.c_str());
  if (needs_tls) {
    set(easy.get(), CURLOPT_USERNAME, server.user.c_str());
    set(easy.get(), CURLOPT_PASSWORD, server.password.c_str());
  }
  set(easy.get(), CURLOPT_MAIL_FROM, from.c_str());
  set(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
  set(easy.get(), CURLOPT_UPLOAD, 1L);
  set(easy.get(), CURLOPT_READFUNCTION, &give);
  set(easy.get(), CURLOPT_READDATA, static_cast<void*>(&letter));
  set(easy.get(), CURLOPT_WRITEFUNCTION, &drop);
  return outcome(easy.get(), curl_easy_perform(easy.get()));
}

}  // namespace

struct MailClient::Worker {
  struct Job {
    Mail mail;
    Promise<MailOutcome> promise;
  };

  explicit Worker(MailServer with) : server(std::move(with)) { curl_global_init(CURL_GLOBAL_DEFAULT); }

  MailServer server;
  std::mutex mutex;
  std::condition_variable_any has_jobs;
  std::deque<Job> jobs;
  std::jthread thread;  // last: it uses all of the above

  [[nodiscard]] bool add(Job job) {
    std::scoped_lock const lock(mutex);
    if (jobs.size() >= waiting_max) return false;
    jobs.push_back(std::move(job));
    if (!thread.joinable()) thread = std::jthread([this](std::stop_token const& stop) { run(stop); });
    has_jobs.notify_one();
    return true;
  }

  void run(std::stop_token const& stop) {
    for (;;) {
      std::unique_lock lock(mutex);
      if (!has_jobs.wait(lock, stop, [this] { return !jobs.empty(); })) return;
      Job job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      job.promise.set(deliver(server, job.mail));
    }
  }
};

MailClient::MailClient(boost::asio::any_io_executor loop, MailServer server)
    : loop_(std::move(loop)), worker_(std::make_unique<Worker>(std::move(server))) {}

MailClient::~MailClient() = default;

Task<MailOutcome> MailClient::send(Mail mail) {
  if (worker_->server.url.empty()) {
    co_return MailOutcome{.what = MailOutcome::What::refused, .why = "no mail server is configured"};
  }
  auto [promise, future] = make_promise<MailOutcome>(loop_);
  bool const is_taken = worker_->add({.mail = std::move(mail), .promise = std::move(promise)});
  if (!is_taken) co_return MailOutcome{.what = MailOutcome::What::again, .why = "too many mails wait already"};
  MailOutcome outcome = co_await future.take();
  co_return outcome;
}

}  // namespace base
