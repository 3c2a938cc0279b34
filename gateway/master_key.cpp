#include "gateway/master_key.hpp"

namespace gateway {

base::Result<store::MasterKey> load_master_key(base::Config const& config) {
  // A service has its credentials; somebody's shell has not, and is shown the file's error instead.
  std::optional<std::string> const credentials = base::os_environment()("CREDENTIALS_DIRECTORY");
  if (!config.keys.credential.empty() && credentials) {
    return store::load_key_file(std::filesystem::path(*credentials) / config.keys.credential, store::KeyGuard::guarded);
  }
  if (!config.keys.command.empty()) return store::load_key_from(config.keys.command);
  return store::load_key_file(config.keys.file);
}

}  // namespace gateway
