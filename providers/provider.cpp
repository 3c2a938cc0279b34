#include "providers/provider.hpp"

#include "providers/http_date.hpp"

namespace providers {

std::string_view Request::header(std::string_view name) const { return find_header(headers, name); }

std::string const& Settings::credential(std::string_view name) const {
  static std::string const none;
  auto const values = credentials.find(name);
  return values == credentials.end() || values->second.empty() ? none : values->second.front();
}

}  // namespace providers
