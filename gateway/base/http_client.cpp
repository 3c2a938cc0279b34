#include "gateway/base/http_client.hpp"

#include "gateway/base/ensure.hpp"
#include "gateway/base/sync.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <list>
#include <mutex>
#include <thread>

namespace base {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t header_bytes_max = std::size_t{64} * 1024;
// libcurl does not look at the time limit of a transfer that waits for a connection, so we do, this often.
constexpr std::chrono::milliseconds sweep_time{250};

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

template <class T>
void set(CURL* easy, CURLoption option, T value) {
  CURLcode const failure = curl_easy_setopt(easy, option, value);
  ensure(failure == CURLE_OK, "libcurl knows every option that we set");
}

struct Transfer {
  Transfer(HttpCall what, Promise<HttpExchange> where)
      : call(std::move(what)), promise(std::move(where)), overdue(Steady::now() + call.timeout + sweep_time) {}

  HttpCall call;
  Promise<HttpExchange> promise;
  Steady::time_point overdue;
  std::unique_ptr<CURL, FreeEasy> easy;
  std::unique_ptr<curl_slist, FreeList> headers;
  HttpResponse response;
  std::size_t body_given = 0;  // bytes of our body that libcurl took
  std::size_t header_bytes = 0;
  bool is_too_large = false;
  std::list<Transfer>::iterator place;  // in the worker's list
};

// A second reading of the body would be a second request: it ends the transfer instead.
std::size_t give_body(char* space, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  std::size_t const left = transfer.call.body.size() - transfer.body_given;
  if (left == 0) return CURL_READFUNC_ABORT;
  std::size_t const given = std::min(left, size * count);
  std::memcpy(space, transfer.call.body.data() + transfer.body_given, given);
  transfer.body_given += given;
  return given;
}

int refuse_rewind(void*, curl_off_t, int) { return CURL_SEEKFUNC_FAIL; }

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  std::size_t const length = size * count;
  transfer.is_too_large = transfer.response.body.size() + length > transfer.call.body_bytes_max;
  if (transfer.is_too_large) return 0;
  transfer.response.body.append(bytes, length);
  return length;
}

std::string_view trim(std::string_view text) {
  std::size_t const from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  std::string_view const line(bytes, size * count);
  transfer.header_bytes += line.size();
  transfer.is_too_large = transfer.header_bytes > header_bytes_max;
  if (transfer.is_too_large) return 0;
  if (line.starts_with("HTTP/")) transfer.response.headers.clear();  // what came before was a 1xx
  std::size_t const colon = line.find(':');
  if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
    transfer.response.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
  }
  return line.size();
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

// Why it cannot even be tried; empty if it can.
std::string_view fault_of(HttpCall const& call) {
  if (!is_one_line(call.url) || !is_one_line(call.method) || call.method.empty()) return "a line break in the request";
  for (HttpHeader const& header : call.headers) {
    if (!is_one_line(header.name) || !is_one_line(header.value)) return "a line break in a header";
  }
  return {};
}

// Whether not a byte of the request left this machine. In doubt it did.
bool is_untouched(CURL* easy) {
  long request_bytes = 0;
  curl_off_t body_bytes = 0;
  curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &request_bytes);
  curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &body_bytes);
  return request_bytes == 0 && body_bytes == 0;
}

HttpExchange outcome(Transfer& transfer, CURLcode result) {
  CURL* const easy = transfer.easy.get();
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  if (result == CURLE_OK && status > 0) {
    transfer.response.status = static_cast<int>(status);
    return std::move(transfer.response);
  }
  // libcurl's own sentence for the code: its longer message may name an address, and an address may hold a number.
  std::string why = curl_easy_strerror(result);
  if (result == CURLE_OK || result == CURLE_SEND_FAIL_REWIND || result == CURLE_ABORTED_BY_CALLBACK) {
    why = "the kept connection died before an answer came";
  }
  if (transfer.is_too_large) why = "the answer is too large";
  bool const is_unsent = is_untouched(easy) && transfer.body_given == 0;
  if (is_unsent) return NotSent{std::move(why)};
  return Lost{std::move(why)};
}

}  // namespace

struct HttpClient::Worker {
  explicit Worker(HttpClientOptions wanted) : options(std::move(wanted)) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi.reset(curl_multi_init());
    ensure(multi != nullptr, "libcurl starts");
    curl_multi_setopt(multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS, options.connections_per_host_max);
    curl_multi_setopt(multi.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, options.connections_max);
    curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS, options.connections_max);
    thread = std::thread([this] { run(); });
  }

  ~Worker() {
    is_stopping = true;
    curl_multi_wakeup(multi.get());
    thread.join();
    multi.reset();
    curl_global_cleanup();
  }

  Worker(Worker const&) = delete;
  Worker& operator=(Worker const&) = delete;

  void hand_in(Transfer transfer) {
    {
      std::scoped_lock const lock(mutex);
      incoming.push_back(std::move(transfer));
    }
    curl_multi_wakeup(multi.get());
  }

  void run() {
    Steady::time_point swept = Steady::now();
    while (!is_stopping) {
      take_in();
      int running = 0;
      curl_multi_perform(multi.get(), &running);
      collect();
      if (Steady::now() - swept >= sweep_time) {
        swept = Steady::now();
        sweep(swept);
      }
      curl_multi_poll(multi.get(), nullptr, 0, under_way.empty() ? 60'000 : static_cast<int>(sweep_time.count()),
                      nullptr);
    }
    take_in();
    while (!under_way.empty()) finish(under_way.begin(), CURLE_ABORTED_BY_CALLBACK);
  }

  void take_in() {
    std::list<Transfer> taken;
    {
      std::scoped_lock const lock(mutex);
      taken.swap(incoming);
    }
    while (!taken.empty()) {
      under_way.splice(under_way.end(), taken, taken.begin());
      under_way.back().place = std::prev(under_way.end());
      begin(under_way.back());
    }
  }

  void begin(Transfer& transfer) {
    transfer.easy.reset(curl_easy_init());
    ensure(transfer.easy != nullptr, "libcurl makes a handle");
    CURL* const easy = transfer.easy.get();
    set(easy, CURLOPT_PRIVATE, static_cast<void*>(&transfer));
    set_connection(easy, transfer.call);
    set_request(easy, transfer);
    set(easy, CURLOPT_WRITEFUNCTION, &take_body);
    set(easy, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(easy, CURLOPT_HEADERFUNCTION, &take_header);
    set(easy, CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
    curl_multi_add_handle(multi.get(), easy);
  }

  void set_connection(CURL* easy, HttpCall const& call) const {
    set(easy, CURLOPT_URL, call.url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));  // HTTP/2 may repeat a refused stream
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_PROXY, "");  // what the environment says is not for people's texts
    set(easy, CURLOPT_PATH_AS_IS, 1L);
    set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_time.count()));
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
    set(easy, CURLOPT_USERAGENT, "saathi");
    if (!options.ca_file.empty()) set(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    if (call.user.empty()) return;
    set(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set(easy, CURLOPT_USERNAME, call.user.c_str());
    set(easy, CURLOPT_PASSWORD, call.password.c_str());
  }

  static void set_request(CURL* easy, Transfer& transfer) {
    HttpCall const& call = transfer.call;
    bool const has_body = !call.body.empty();
    if (call.method == "HEAD") {
      set(easy, CURLOPT_NOBODY, 1L);
    } else if (has_body || call.method == "POST") {
      set(easy, CURLOPT_POST, 1L);
      set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
      set(easy, CURLOPT_READFUNCTION, &give_body);
      set(easy, CURLOPT_READDATA, static_cast<void*>(&transfer));
      set(easy, CURLOPT_SEEKFUNCTION, &refuse_rewind);
    }
    set(easy, CURLOPT_CUSTOMREQUEST, call.method.c_str());
    // Only a body can be refused a second time. Without one, only a new connection is safe from repetition.
    if (!has_body) {
      set(easy, CURLOPT_FRESH_CONNECT, 1L);
      set(easy, CURLOPT_FORBID_REUSE, 1L);
    }
    curl_slist* list = curl_slist_append(nullptr, "Expect:");  // no waiting for a 100
    for (HttpHeader const& header : call.headers) {
      std::string const line = header.value.empty() ? header.name + ';' : header.name + ": " + header.value;
      list = curl_slist_append(list, line.c_str());
    }
    transfer.headers.reset(list);
    set(easy, CURLOPT_HTTPHEADER, list);
  }

  void collect() {
    int left = 0;
    while (CURLMsg const* const message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURLcode const result = message->data.result;
      char* context = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
      void* const transfer = context;
      finish(static_cast<Transfer*>(transfer)->place, result);
    }
  }

  void sweep(Steady::time_point now) {
    for (auto transfer = under_way.begin(); transfer != under_way.end();) {
      auto const next = std::next(transfer);
      if (now >= transfer->overdue) finish(transfer, CURLE_OPERATION_TIMEDOUT);
      transfer = next;
    }
  }

  void finish(std::list<Transfer>::iterator transfer, CURLcode result) {
    HttpExchange exchange = outcome(*transfer, result);
    curl_multi_remove_handle(multi.get(), transfer->easy.get());
    transfer->easy.reset();
    transfer->promise.set(std::move(exchange));
    under_way.erase(transfer);
    --calls;
  }

  HttpClientOptions options;
  std::unique_ptr<CURLM, FreeMulti> multi;
  std::atomic<bool> is_stopping = false;
  std::atomic<std::size_t> calls = 0;
  std::mutex mutex;
  std::list<Transfer> incoming;
  std::list<Transfer> under_way;  // the worker's own thread only
  std::thread thread;
};

HttpClient::HttpClient(boost::asio::any_io_executor loop, HttpClientOptions options)
    : loop_(std::move(loop)), worker_(std::make_unique<Worker>(std::move(options))) {}

HttpClient::~HttpClient() = default;

Task<HttpExchange> HttpClient::send(HttpCall call) {
  std::string_view const fault = fault_of(call);
  if (!fault.empty()) co_return NotSent{std::string(fault)};
  if (worker_->calls >= worker_->options.calls_max) co_return NotSent{"too many requests wait already"};
  ++worker_->calls;
  auto [promise, future] = make_promise<HttpExchange>(loop_);
  worker_->hand_in(Transfer(std::move(call), std::move(promise)));
  HttpExchange exchange = co_await future.take();
  co_return exchange;
}

}  // namespace base
