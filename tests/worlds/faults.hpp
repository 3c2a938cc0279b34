// Faults planted on purpose, to see that a world finds them. Each stands where the gateway meets the world: on its
// disk, on its wires, in acts on its store. Nothing in the gateway knows of them.
#pragma once

#include <cstdint>
#include <string_view>

namespace worlds {

// How often a planted fault shows where it could: seldom, as a real one would.
inline constexpr int fault_in_hundred = 3;

enum class Fault : std::uint8_t {
  none,
  commit_skipped,  // the disk forgets the last commit before a kill, though it said that it was there
  dedup_off,       // a text that comes again is not known again: it comes under another id, see `came_again`
  order_swapped,   // a queued reply is overtaken by a later one
  double_send,     // what the gateway sends once goes over the wire twice
};

// Stands between a text's id and the number of the call.
inline constexpr char const* came_again = "-again-";

[[nodiscard]] constexpr std::string_view name(Fault fault) {
  switch (fault) {
    case Fault::none: return "no fault";
    case Fault::commit_skipped: return "a skipped commit";
    case Fault::dedup_off: return "lost dedup";
    case Fault::order_swapped: return "a swapped order";
    case Fault::double_send: return "a double send";
  }
  return {};
}

}  // namespace worlds
