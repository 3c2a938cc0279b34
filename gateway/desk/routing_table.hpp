// The rows of config/routing.tsv, as people wrote them and as they are looked up. Threads: immutable, any thread.
#pragma once

#include "flows/expression.hpp"
#include "flows/finding.hpp"
#include "flows/triage.hpp"
#include "gateway/desk/directory.hpp"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace desk {

// A row with a queue is a cell and decides; one without adds. See routing.hpp for how they are read.
struct RoutingRow {
  std::string name{};                       // of a row that adds, for reasons: "malaysia unions"; empty for a cell
  std::vector<std::string> categories{};    // empty, written `*`: every category but conduct, erase, optout and spam
  std::vector<flows::Place> places{};       // empty, written `*`: every place
  std::optional<flows::Expression> when{};  // empty: always
  std::optional<flows::Severity> severity{};
  bool raises = false;  // written `+1`: one step above the higher of rows and rule, once however many rows hold
  std::string queue{};  // empty: a row that adds
  std::vector<std::string> also{};
  std::vector<std::string> offer{};  // "-code" withdraws
  std::optional<int> minutes{};      // a promise of its own, shorter than the queue's
  std::string why{};
  std::string mind{};  // what the person who takes the case has to mind; empty: nothing
  int line = 0;        // in the file, for findings

  [[nodiscard]] bool is_cell() const { return !queue.empty(); }
  [[nodiscard]] bool is_for(std::string_view category, flows::Place place) const;
};

// Categories that a row for `*` leaves alone: nobody but the safeguarding lead, the data officer and the machine.
[[nodiscard]] bool stands_apart(std::string_view category);

class Routing {
 public:
  Routing() = default;
  explicit Routing(std::vector<RoutingRow> rows);
  [[nodiscard]] std::vector<RoutingRow> const& rows() const { return rows_; }

  // The rows that can matter to one category at one place, in the order in which they are asked: indices into rows().
  struct Bucket {
    std::vector<std::size_t> cells;  // of the place, then those of CD
    std::vector<std::size_t> additions;
  };
  [[nodiscard]] Bucket const& bucket(std::string_view category, flows::Place place) const;

 private:
  using Places = std::array<Bucket, 4>;

  std::vector<RoutingRow> rows_;
  std::map<std::string, Places, std::less<>> buckets_;
  Places unknown_;  // of a category that no row names
};

struct ReadRouting {
  Routing routing;
  std::vector<flows::Finding> findings;
};
// The directory says which queues, targets and tags exist; `concepts` are the lexicon's, which are tags too. Without
// any, every word is taken for a tag. A row with a mistake is a finding and is left out.
[[nodiscard]] ReadRouting read_routing(std::string_view file, std::string_view text, Directory const& directory,
                                       std::set<std::string, std::less<>> const& concepts = {});

}  // namespace desk
