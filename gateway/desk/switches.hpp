// What a safeguarding lead switches for the whole hotline, and numbers that are not answered. Surge: many write, and
// the confirmation says so. Area: a country in war or evacuation, whose cases are raised a step. Every act is in the
// journal. Whether somebody may is asked before, by the right that the route names. Threads: loop thread only.
#pragma once

#include "gateway/desk/actor.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/store/store.hpp"
#include "gateway/store/switch.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

inline constexpr std::string_view surge_switch = "surge";
inline constexpr std::string_view area_switch = "area ";  // and the country: "area QA"

class Switches {
 public:
  using IsCountry = std::function<bool(std::string_view)>;
  Switches(store::Store& store, IsCountry is_country) : store_(store), is_country_(std::move(is_country)) {}

  [[nodiscard]] base::Task<base::Result<std::vector<store::Switch>>> list(Actor actor);
  // "surge", or "area" and a country. Those that are on then.
  [[nodiscard]] base::Task<base::Result<std::vector<store::Switch>>> set(Actor actor, std::string name, bool on);
  // Whoever wrote what a case is about; not found unless the actor sees the case.
  [[nodiscard]] base::Task<base::Result<void>> block(Actor actor, std::string ref, bool blocked);

 private:
  store::Store& store_;
  IsCountry is_country_;
};

}  // namespace desk
