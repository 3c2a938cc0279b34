#include "gateway/desk/contact_rules.hpp"

namespace desk {

std::string_view forbids_any_text(store::Rules const& rules) {
  if (rules.safety == store::Safety::no) return "She said that somebody may read her phone.";
  if (rules.opted_out) return "She asked for no more messages.";
  return {};
}

std::string_view forbids_texts(store::Rules const& rules) {
  if (std::string_view const why = forbids_any_text(rules); !why.empty()) return why;
  if (rules.preference == store::Preference::none) return "She will write herself and asked not to be contacted.";
  return {};
}

}  // namespace desk
