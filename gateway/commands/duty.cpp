#include "gateway/commands/duty.hpp"

#include "gateway/commands/asking.hpp"

#include <boost/json/array.hpp>

#include <map>
#include <ostream>

namespace commands {

int say_duty(boost::json::object const& duty, std::ostream& out) {
  struct Holes {
    std::string from;
    std::string until;
    int count = 0;
  };
  std::map<std::string, Holes> by_queue;
  for (boost::json::value const& each : duty.at("holes").as_array()) {
    boost::json::object const& hole = each.as_object();
    Holes& holes = by_queue[word(hole, "queue")];
    if (++holes.count == 1) {
      holes.from = word(hole, "from");
      holes.until = word(hole, "until");
    }
  }
  for (auto const& [queue, holes] : by_queue) {
    out << "roster: warning: nobody is on duty for `" << queue << "` from " << holes.from << " until " << holes.until;
    if (holes.count > 1) out << ", and " << holes.count - 1 << " times more within seven days";
    out << "; put somebody on with `saathi roster add`\n";
  }
  int lines = static_cast<int>(by_queue.size());
  for (boost::json::value const& each : duty.at("overlaps").as_array()) {
    boost::json::object const& overlap = each.as_object();
    out << "roster: warning: " << word(overlap, "account") << " stands on the roster twice from "
        << word(overlap, "from") << ": for `" << word(overlap, "post") << "` and for `" << word(overlap, "other")
        << "`; take one away with `saathi roster remove`\n";
    ++lines;
  }
  return lines;
}

}  // namespace commands
