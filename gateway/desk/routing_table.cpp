#include "gateway/desk/routing_table.hpp"

#include <algorithm>
#include <utility>

namespace desk {
namespace {

constexpr std::array all_places{flows::Place::pd, flows::Place::tr, flows::Place::cd, flows::Place::rt};

Routing::Bucket bucket_of(std::vector<RoutingRow> const& rows, std::string_view category, flows::Place place) {
  Routing::Bucket bucket;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].is_for(category, place)) (rows[i].is_cell() ? bucket.cells : bucket.additions).push_back(i);
  }
  // A place without a row takes the category's CD row.
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool const known = std::ranges::find(bucket.cells, i) != bucket.cells.end();
    if (!known && rows[i].is_cell() && rows[i].is_for(category, flows::Place::cd)) bucket.cells.push_back(i);
  }
  return bucket;
}

}  // namespace

bool stands_apart(std::string_view category) {
  return category == "conduct" || category == "erase" || category == "optout" || category == "spam";
}

bool RoutingRow::is_for(std::string_view category, flows::Place place) const {
  if (!places.empty() && std::ranges::find(places, place) == places.end()) return false;
  if (categories.empty()) return !stands_apart(category);
  return std::ranges::find(categories, category) != categories.end();
}

Routing::Routing(std::vector<RoutingRow> rows) : rows_(std::move(rows)) {
  std::set<std::string, std::less<>> categories{"conduct", "erase", "optout", "spam"};
  for (RoutingRow const& row : rows_) categories.insert(row.categories.begin(), row.categories.end());
  for (flows::Place const place : all_places) {
    std::size_t const at = std::to_underlying(place);
    for (std::string const& category : categories) buckets_[category].at(at) = bucket_of(rows_, category, place);
    unknown_.at(at) = bucket_of(rows_, {}, place);
  }
}

Routing::Bucket const& Routing::bucket(std::string_view category, flows::Place place) const {
  auto const found = buckets_.find(category);
  return (found == buckets_.end() ? unknown_ : found->second).at(std::to_underlying(place));
}

}  // namespace desk
