// The list of providers. A new one is a file of its own and its two lines here.
#include "providers/provider.hpp"

#include <algorithm>
#include <array>

namespace providers {

// Each in the file of its name.
Entry twilio();
Entry kannel();
Entry local();

std::span<Entry const> all() {
  static std::array const list = {twilio(), kannel(), local()};
  return list;
}

Entry const* entry(std::string_view name) {
  std::span<Entry const> const list = all();
  auto const found = std::ranges::find(list, name, &Entry::name);
  return found == list.end() ? nullptr : &*found;
}

}  // namespace providers
