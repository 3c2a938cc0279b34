// How every room of the gateway says that something did not work. Three kinds of failure, three means: bad input or an
// unwilling world is a Result; a bug is an assertion; a library's or memory's failure is an exception, caught once per
// request, unit of work or task.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

namespace base {

enum class Code : std::uint8_t {
  bad_input,  // what was asked cannot be: the asker can mend it
  unauthorised,
  forbidden,
  not_found,
  conflict,  // it changed meanwhile, or somebody else holds it
  too_large,
  too_slow,
  busy,         // try again later: overloaded, locked
  too_often,    // this asker has to wait: too many wrong attempts
  storage,      // disk full, read-only, broken
  environment,  // port taken, no key, another process holds the store
  upstream,     // a provider or a file outside failed
  internal,     // ours
};

struct Error {
  Code code = Code::internal;
  std::string message;  // one sentence for people: what to do. Names no person.
  std::string detail;   // for the log; names no person either
  std::string field{};  // of bad input: the name of what is wrong in it; empty: none, or all of it
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> error(Code code, std::string message, std::string detail = {}) {
  return std::unexpected(Error{code, std::move(message), std::move(detail)});
}

[[nodiscard]] inline std::unexpected<Error> wrong_field(std::string field, std::string message) {
  return std::unexpected(Error{Code::bad_input, std::move(message), {}, std::move(field)});
}

}  // namespace base
