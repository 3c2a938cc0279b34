// The table of a program that is built without its pages.
#include "gateway/console/site_files.hpp"

namespace console {

std::span<SiteFile const> site_files() { return {}; }

}  // namespace console
