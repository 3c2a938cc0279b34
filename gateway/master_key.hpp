// Where the configuration says that the master key comes from: a systemd credential, a command, a file.
#pragma once

#include "gateway/base/config.hpp"
#include "gateway/store/secret.hpp"

namespace gateway {

[[nodiscard]] base::Result<store::MasterKey> load_master_key(base::Config const& config);

}  // namespace gateway
