// How people come in and go: an invitation makes a password and a second factor, a name and a password open half a
// session, the second factor the whole of it. Wrong attempts make whoever guesses wait (lock_out.hpp); what was wrong
// is never said. Each step is in the journal. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/desk/lock_out.hpp"
#include "gateway/desk/password_hasher.hpp"
#include "gateway/store/session.hpp"
#include "gateway/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace desk {

// A half session waits so long for its code; a whole one ends after a shift without a request, and after a day.
inline constexpr base::Milliseconds half_session_time = std::chrono::minutes(10);
inline constexpr base::Milliseconds session_idle_max = std::chrono::hours(8);
inline constexpr base::Milliseconds session_time = std::chrono::hours(24);

struct Opened {
  std::string secret;  // for the cookie; kept nowhere
  store::Stage stage = store::Stage::half;
  std::string known{};  // for the cookie by which the door knows this browser again; empty: it has one
};

// Shown once, to be typed into an authenticator app and written on paper.
struct Enrolment {
  std::string name;
  std::string code_secret;  // base 32
  std::string uri;          // the same for a QR code
  std::vector<std::string> recovery_codes;
};

// Who asks, as far as the door knows.
struct Caller {
  std::string address;
  std::string agent;    // what the browser calls itself
  std::string known{};  // what a browser shows in which somebody signed in before; empty: nothing
};

// Who shows a session's secret.
struct SignedIn {
  Actor actor;
  store::Session session;
};

class SignIn {
 public:
  struct Options {
    PasswordCost cost{};
    bool is_demo = false;  // demo passwords are good
  };
  SignIn(store::Store& store, boost::asio::any_io_executor const& loop, base::Clock& clock, base::Random& random,
         Options options)
      : store_(store), clock_(clock), random_(random), options_(options), hasher_(loop, options.cost) {}

  [[nodiscard]] base::Task<base::Result<Opened>> give_password(std::string name, std::string password, Caller caller);
  // A code of the app or a recovery code; the half session's secret is replaced by a new one.
  [[nodiscard]] base::Task<base::Result<Opened>> give_code(std::string half_secret, std::string code, Caller caller);
  [[nodiscard]] base::Task<base::Result<Enrolment>> accept_invitation(std::string invitation, std::string password,
                                                                      Caller caller);

  // Nothing: no such session or token, or its account is no longer active.
  [[nodiscard]] std::optional<SignedIn> find_session(std::string_view secret);
  [[nodiscard]] std::optional<Actor> find_token(std::string_view secret);
  // A request came with this session: it is not idle. Written at most once a minute.
  [[nodiscard]] base::Task<void> note_seen(store::Session session);

 private:
  // Who is at the door, as far as waiting goes.
  struct Guesser {
    std::string address;
    std::string key;        // of an address with a name, or of a known browser
    bool is_known = false;  // in this browser the account's owner signed in before
  };
  [[nodiscard]] Guesser guesser_of(Caller const& caller, std::string_view name, bool is_known) const;
  [[nodiscard]] bool is_paused(Guesser const& guesser) const;
  // Before it is known, so that attempts at the same time count too. True if the account is to count it as well.
  [[nodiscard]] bool count_attempt(Guesser const& guesser);
  void take_back(Guesser const& guesser);
  void forgive(Guesser const& guesser);
  [[nodiscard]] base::Task<base::Result<void>> note_mistake(store::AccountId account, Guesser guesser, bool counts);

  store::Store& store_;
  base::Clock& clock_;
  base::Random& random_;
  Options options_;
  PasswordHasher hasher_;
  Pauses addresses_{address_mistakes_free};
  Pauses guessers_{guesser_mistakes_free};
};

}  // namespace desk
