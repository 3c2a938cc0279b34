// The seam to every telecom provider: wire bytes <-> our own words. An adapter is one class in one file; it does no
// I/O, keeps no state between calls and never reads a clock, so its tests are tables of wire samples.
// Numbers are given as the provider wrote them; who makes E.164 of them is line/numbers.
// Threads: const methods only, safe from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace providers {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

struct Header {
  std::string name;
  std::string value;
};

// Which of a channel's addresses was called: /hooks/<id>/message, /status, /call, /call-status, and `messages`, where
// the built-in telephone polls for what was sent to it.
enum class Hook { message, status, call, call_status, messages };

// A webhook as it came: raw bytes, because signatures are computed over them.
struct Request {
  Hook hook = Hook::message;
  std::string method;
  std::string url;    // the public address that the provider called: public_url + request target, still percent-encoded
  std::string query;  // raw, without the question mark
  std::vector<Header> headers;
  std::string body;

  // The first header of that name, case-insensitive; empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

// What the provider gets back.
struct Response {
  int status = 200;
  std::string content_type;  // empty: none
  std::string body;
  std::vector<Header> headers;
};

// One part of a long text that the provider does not join for us.
struct Part {
  std::string reference;
  int number = 1;
  int total = 1;
};

// A text from a person.
struct TextIn {
  // The same for every repeat of one text; never empty (derived where the provider gives none).
  std::string provider_id;
  std::string from;  // as the provider wrote it
  std::string to;
  std::string text;  // valid UTF-8; what could not be read stands as U+FFFD
  std::optional<Part> part;
  int media = 0;  // how many pictures or sounds came with it
};

enum class Delivery { queued, sent, delivered, failed, rejected, unknown };

// What became of a text of ours.
struct Report {
  std::string message_id;   // ours, from the report address we gave; empty if the provider names only its own
  std::string provider_id;  // theirs
  Delivery state = Delivery::unknown;
  std::string code;        // the provider's own word or number for it
  bool opted_out = false;  // the network says that this person wants no texts from this number
};

// A moment in a call: somebody rang, pressed keys, or the line ended.
struct CallIn {
  enum class Moment { ringing, keys, ended };
  std::string call_id;
  std::string from;  // empty or a word if hidden
  std::string to;
  Moment moment = Moment::ringing;
  int turn = 0;                       // the step address's own number (?turn=N); 0 for the first request of a call,
                                      // and where the caller's telephone names no turn (the built-in one)
  std::optional<std::string> digits;  // nothing: she pressed no key
  std::string recording;              // where the words are kept that she spoke; empty: none
  std::string bridged;                // how a call to a person ended: "answered", or the provider's word for why not
  std::string answered_by;            // "machine" where the provider says that a machine picked up
};

using Event = std::variant<TextIn, Report, CallIn>;

// Why a webhook is not taken. `why` is short, names no person and no secret.
struct Refusal {
  enum class Kind { signature, malformed };
  Kind kind = Kind::malformed;
  std::string why;
};

// A text to be sent. Ids are ours and known before the first try.
struct Outbound {
  std::string id;    // our message id; also goes into the report address
  std::string from;  // the channel's address
  std::string to;
  std::string text;
  bool unicode = false;    // needs UCS-2: said by flows/text, so that counting and sending agree
  std::string report_url;  // where delivery reports shall go; the adapter sees to it that it carries `?id=` our id
  Instant first_try{};     // when the earliest attempt began: where a look-up starts
  std::vector<std::string> others{};  // the provider's ids of other texts to her: a look-up must not find one of them
};

// A request to the provider's API, for the HTTP client to carry.
struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  std::string user;  // basic authentication if not empty
  std::string password;
};

struct HttpResponse {
  int status = 0;
  std::vector<Header> headers;
  std::string body;
};

// Nothing of the request can have reached the provider.
struct NotSent {
  std::string why;
};
// It may have: no answer, half an answer, or a time limit.
struct Lost {
  std::string why;
};
using Exchange = std::variant<HttpResponse, NotSent, Lost>;

// How one attempt to send ended.
struct Accepted {
  std::string provider_id;
  Delivery state = Delivery::sent;
};
struct TryAgain {
  std::string why;
  std::optional<std::chrono::milliseconds> after = std::nullopt;  // the provider's own wish, counted from its answer
  std::optional<Instant> not_before = std::nullopt;               // the same wish as a date; at most one of them is set
};
struct Never {
  std::string why;
  bool opted_out = false;  // the person wants nothing from this number
  bool alarm = false;      // our account or configuration is at fault: a person must look
};
struct Unknown {
  std::string why;
};
using Outcome = std::variant<Accepted, TryAgain, Never, Unknown>;

// What a look-up after a lost answer found.
struct Found {
  std::string provider_id;
  Delivery state = Delivery::sent;
};
struct NotFound {};
struct CannotTell {
  std::string why;
};
using LookUp = std::variant<Found, NotFound, CannotTell>;

// A neutral step of a call. Languages are BCP 47 ("ne", "en"); an audio address is given where a recording exists.
struct Speak {
  std::string text;
  std::string language;
  std::string audio_url;
};
struct Gather {
  int digits_max = 1;  // 0: until '#'
  std::chrono::seconds timeout{10};
  std::string next_url;        // the step's address, ?turn=N
  std::vector<Speak> prompts;  // a key interrupts them
};
// Her words are recorded after a tone, until a key (which is given as digits), a pause or the time limit.
struct Record {
  int seconds_max = 60;
  std::string next_url;
  std::vector<Speak> prompts;
};
struct Transfer {
  std::string to;
  std::string caller_id;
  std::string next_url;
};
struct Redirect {
  std::string next_url;
};
struct HangUp {};
using CallStep = std::variant<Speak, Gather, Record, Transfer, Redirect, HangUp>;

// A reply that travels in the answer to the webhook itself (the built-in telephone without an `api`).
struct Reply {
  std::string id;
  std::string text;
};

class Provider {
 public:
  virtual ~Provider() = default;

  // Checks who sent it, then reads it. Fields we do not know are ignored; a missing one that matters is a refusal.
  // No events at all is a good answer too: it was theirs, and there is nothing in it for us (a poll by the built-in
  // telephone, a call that is still ringing).
  [[nodiscard]] virtual std::expected<std::vector<Event>, Refusal> read(Request const& request) const = 0;

  // What the provider counts as success. `replies` is empty unless `replies_in_answer`.
  [[nodiscard]] virtual Response answer(std::string_view provider_id, std::span<Reply const> replies) const = 0;
  [[nodiscard]] virtual bool replies_in_answer() const { return false; }

  [[nodiscard]] virtual HttpRequest request(Outbound const& outbound) const = 0;
  [[nodiscard]] virtual Outcome outcome(Exchange const& exchange) const = 0;

  // Where the provider can be asked what became of a text whose answer was lost; nothing where it cannot.
  [[nodiscard]] virtual std::optional<HttpRequest> find(Outbound const&) const { return std::nullopt; }
  [[nodiscard]] virtual LookUp found(Outbound const&, HttpResponse const&) const {
    return CannotTell{"it cannot be asked"};
  }

  // A document that carries out these steps of a call. No steps: an empty document, after which the line is closed.
  [[nodiscard]] virtual Response script(std::span<CallStep const> steps) const = 0;

  // Signs a request as the provider would, so that `saathi doctor` can try our own public address; nothing where the
  // provider signs nothing.
  [[nodiscard]] virtual std::optional<std::vector<Header>> sign(Request const&) const { return std::nullopt; }
};

// A channel's settings as the configuration gives them, indirections already resolved.
struct Settings {
  std::string channel;  // its id
  std::string address;  // our number there
  std::string api;      // base URL of the provider's API; empty: the provider's own
  std::map<std::string, std::vector<std::string>, std::less<>> credentials;  // secrets may be several, new before old

  // The first value of a credential; empty if there is none.
  [[nodiscard]] std::string const& credential(std::string_view name) const;
};

struct Credential {
  std::string_view name;
  bool required = true;
  bool secret = true;
  std::string_view about;  // one sentence for the reference and for the error when it is missing
};

// One address to paste at the provider, for `saathi channel urls`.
struct SetUp {
  std::string_view hook;   // message, status, call, call-status
  std::string_view where;  // which field at the provider
  std::string_view query;  // what follows the address, with its question mark; empty: nothing
  bool voice = false;      // only for channels that take calls
};

// One row of the list of providers.
struct Entry {
  std::string_view name;
  std::string_view about;
  std::span<Credential const> credentials;
  bool has_path_secret = false;  // signs nothing, so its webhook addresses carry a secret: /hooks/<id>/<secret>/message
  bool has_voice = false;
  bool has_call_status = false;
  std::span<SetUp const> set_up{};
  std::unique_ptr<Provider> (*make)(Settings settings);
};

// Every provider there is, in the order of the reference.
[[nodiscard]] std::span<Entry const> all();
[[nodiscard]] Entry const* entry(std::string_view name);

}  // namespace providers
