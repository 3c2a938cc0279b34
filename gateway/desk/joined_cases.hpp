// Cases that belong together. Two of one person are merged into one, and can be split again; those of different people
// are only linked, by a word that names nobody, so that neither sees the other's story. Acts for CaseDesk::act.
#pragma once

#include "gateway/desk/case_work.hpp"
#include "gateway/store/case_link.hpp"

#include <string>

namespace desk {

// The actor has to see both.
[[nodiscard]] Act link(std::string other, store::CaseLinkKind kind);
[[nodiscard]] Act unlink(std::string other);
// The case ends and its messages show in the other. Refused for a case about our own people, or another's in hand.
[[nodiscard]] Act merge(std::string into);
// Undoes a merge: the case is open again, held by nobody.
[[nodiscard]] Act split();

}  // namespace desk
