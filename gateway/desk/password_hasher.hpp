// Hashes passwords on a thread of its own, one at a time, so that the loop never waits and a crowd at the door costs no
// more memory than one. The thread starts with the first password. Threads: loop thread only.
#pragma once

#include "gateway/base/sync.hpp"
#include "gateway/base/task.hpp"
#include "gateway/desk/credentials.hpp"

#include <memory>
#include <string>

namespace desk {

class PasswordHasher {
 public:
  PasswordHasher(boost::asio::any_io_executor loop, PasswordCost cost);
  ~PasswordHasher();  // finishes what is in hand

  // Passwords that may wait; then callers hear "busy".
  static constexpr std::size_t waiting_max = 32;

  [[nodiscard]] base::Task<base::Result<std::string>> hash(std::string password);
  // An empty hash takes as long as a wrong password, so that nobody learns which names there are.
  [[nodiscard]] base::Task<base::Result<bool>> fits(std::string hash, std::string password);

 private:
  struct Worker;
  boost::asio::any_io_executor loop_;
  PasswordCost cost_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace desk
