#include "gateway/store/case_list.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace store {
namespace {

// Seats looked at for one page: with a filter that few cases pass, a page may be short.
constexpr int seats_per_page_max = 2000;
// Cases of one holder, or whose references begin alike, that are put in order.
constexpr int found_max = 1000;
// Where no clock runs: behind those that have one.
constexpr base::Milliseconds no_clock = std::chrono::days(365 * 100);

int rank_of(Severity severity) { return std::to_underlying(Severity::critical) - std::to_underlying(severity); }
constexpr int rank_max = 3;

// Of closed cases every rank is 0.
int last_rank(CaseQuery const& query) {
  return query.severity && !query.is_closed ? rank_of(*query.severity) : rank_max;
}

bool passes(CaseQuery const& query, Viewer const& viewer, Case const& record) {
  if (record.closed.has_value() != query.is_closed) return false;
  if (query.severity && record.severity != *query.severity) return false;
  if (query.state && record.state != *query.state) return false;
  if (query.is_mine && record.holder != viewer.name) return false;
  if (query.queue.empty()) return true;
  return record.queue == query.queue || std::ranges::find(record.also, query.queue) != record.also.end();
}

// The queues whose seats are looked at: '' has one for every case.
std::vector<std::string> queues_of(Viewer const& viewer, CaseQuery const& query) {
  if (!query.queue.empty()) {
    bool const is_hers = viewer.all || std::ranges::find(viewer.queues, query.queue) != viewer.queues.end();
    return is_hers ? std::vector{query.queue} : std::vector<std::string>{};
  }
  return viewer.all ? std::vector{std::string()} : viewer.queues;
}

void add_seats(Snapshot& snapshot, std::string const& queue, CaseQuery const& query, CasePlace const& after, int limit,
               std::vector<CasePlace>& places) {
  Rows rows = snapshot.query(
      "select rank, place, case_id from case_seat where queue = $1 and closed = $2 and (rank, place, case_id) > ($3, "
      "$4, $5) and rank <= $6 order by rank, place, case_id limit $7",
      std::string_view(queue), query.is_closed ? 1 : 0, after.rank, after.place, after.id.value, last_rank(query),
      limit);
  while (rows.next()) {
    places.push_back({.rank = rows.get<int>(0), .place = rows.get<std::int64_t>(1), .id = rows.get<CaseId>(2)});
  }
}

// The next places of all her queues together, in order; a case that sits in two of them once.
std::vector<CasePlace> next_places(Snapshot& snapshot, std::vector<std::string> const& queues, CaseQuery const& query,
                                   CasePlace const& after, int limit) {
  std::vector<CasePlace> places;
  for (std::string const& queue : queues) add_seats(snapshot, queue, query, after, limit, places);
  std::ranges::sort(places);
  auto const repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  if (places.size() > static_cast<std::size_t>(limit)) places.resize(static_cast<std::size_t>(limit));
  return places;
}

CasePage page_of_seats(Snapshot& snapshot, Viewer const& viewer, CaseQuery const& query, CasePlace after, int limit) {
  std::vector<std::string> const queues = queues_of(viewer, query);
  CasePage page;
  for (int looked_at = 0; looked_at < seats_per_page_max;) {
    std::vector<CasePlace> const places = next_places(snapshot, queues, query, after, limit + 1);
    for (CasePlace const& place : places) {
      if (static_cast<int>(page.cases.size()) == limit) {
        page.next = after;
        return page;
      }
      after = place;
      std::optional<Case> record = find_case_row(snapshot, viewer, place.id);
      if (record && passes(query, viewer, *record)) page.cases.push_back(*std::move(record));
    }
    if (static_cast<int>(places.size()) <= limit) return page;
    looked_at += limit + 1;
  }
  page.next = after;
  return page;
}

std::vector<CaseId> candidates(Snapshot& snapshot, Viewer const& viewer, CaseQuery const& query) {
  std::vector<CaseId> ids;
  auto const read_all = [&](Rows rows) {
    while (rows.next()) ids.push_back(rows.get<CaseId>(0));
  };
  if (!query.ref_begins.empty()) {
    std::string const end = query.ref_begins + "~";  // behind every letter and digit
    read_all(snapshot.query("select id from case_record where ref >= $1 and ref < $2 order by ref limit $3",
                            std::string_view(query.ref_begins), std::string_view(end), found_max));
  } else {
    read_all(snapshot.query("select id from case_record where closed is null and holder = $1 and holder <> '' limit $2",
                            std::string_view(viewer.name), found_max));
  }
  return ids;
}

CasePage page_of_candidates(Snapshot& snapshot, Viewer const& viewer, CaseQuery const& query,
                            std::optional<CasePlace> after, int limit) {
  std::vector<std::pair<CasePlace, Case>> found;
  for (CaseId const id : candidates(snapshot, viewer, query)) {
    std::optional<Case> record = find_case_row(snapshot, viewer, id);
    if (!record || !passes(query, viewer, *record)) continue;
    CasePlace const place = place_of(*record);
    if (!after || place > *after) found.emplace_back(place, *std::move(record));
  }
  std::ranges::sort(found, {}, [](auto const& each) { return each.first; });
  CasePage page;
  for (auto& [place, record] : found) {
    if (static_cast<int>(page.cases.size()) == limit) {
      page.next = place_of(page.cases.back());
      break;
    }
    page.cases.push_back(std::move(record));
  }
  return page;
}

struct Seat {
  std::string queue;
  int closed = 0;
  int rank = 0;
  std::int64_t place = 0;
  friend auto operator<=>(Seat const&, Seat const&) = default;
};

std::vector<Seat> wanted_seats(Case const& record) {
  CasePlace const place = place_of(record);
  std::vector<std::string> queues = record.also;
  queues.push_back(record.queue);
  queues.emplace_back();
  std::vector<Seat> seats;
  for (std::string& queue : queues) {
    seats.push_back({std::move(queue), record.closed ? 1 : 0, place.rank, place.place});
  }
  std::ranges::sort(seats);
  auto const repeated = std::ranges::unique(seats);
  seats.erase(repeated.begin(), repeated.end());
  return seats;
}

}  // namespace

CasePlace place_of(Case const& record) {
  if (record.closed) return {.rank = 0, .place = -record.closed->time_since_epoch().count(), .id = record.id};
  Instant soonest = record.opened + no_clock;
  for (std::optional<Instant> const& due : {record.due.eyes, record.due.contact, record.due.update, record.due.call}) {
    if (due) soonest = std::min(soonest, *due);
  }
  return {.rank = rank_of(record.severity), .place = soonest.time_since_epoch().count(), .id = record.id};
}

CasePage case_page(Snapshot& snapshot, Viewer const& viewer, CaseQuery const& query, std::optional<CasePlace> after,
                   int limit) {
  if (query.is_mine || !query.ref_begins.empty()) return page_of_candidates(snapshot, viewer, query, after, limit);
  CasePlace before_all{.rank = -1};
  if (query.severity && !query.is_closed) {
    before_all = {.rank = rank_of(*query.severity), .place = std::numeric_limits<std::int64_t>::min()};
  }
  return page_of_seats(snapshot, viewer, query, std::max(after.value_or(before_all), before_all), limit);
}

std::vector<QueueCount> queue_counts(Snapshot& snapshot, Viewer const& viewer) {
  std::vector<std::string> queues = viewer.all ? std::vector{std::string()} : viewer.queues;
  std::ranges::sort(queues);
  std::vector<QueueCount> counts;
  for (std::string& queue : queues) {
    QueueCount count;
    {
      Rows rows = snapshot.query(
          "select count(*), coalesce(sum(case when rank = 0 then 1 else 0 end), 0) from case_seat "
          "where queue = $1 and closed = 0",
          std::string_view(queue));
      if (rows.next()) {
        count.open = rows.get<std::int64_t>(0);
        count.critical = rows.get<std::int64_t>(1);
      }
    }
    Rows rows = snapshot.query(
        "select count(*) from case_record as c join case_seat as s on s.case_id = c.id "
        "where c.closed is null and c.holder <> '' and s.queue = $1",
        std::string_view(queue));
    if (rows.next()) count.held = rows.get<std::int64_t>(0);
    count.queue = std::move(queue);
    counts.push_back(std::move(count));
  }
  return counts;
}

std::int64_t held_by(Snapshot& snapshot, std::string_view holder) {
  Rows rows =
      snapshot.query("select count(*) from case_record where closed is null and holder = $1 and holder <> ''", holder);
  return rows.next() ? rows.get<std::int64_t>(0) : 0;
}

std::map<std::string, std::vector<std::string>> open_sights(Snapshot& snapshot) {
  std::map<std::string, std::vector<std::string>> sights;
  Rows rows = snapshot.query(
      "select c.ref, s.queue from case_record as c join case_seat as s on s.case_id = c.id "
      "where c.closed is null and s.queue <> ''");
  while (rows.next()) sights[rows.get<std::string>(0)].push_back(rows.get<std::string>(1));
  return sights;
}

void seat_case(Transaction& tx, Case const& record) {
  std::vector<Seat> const wanted = wanted_seats(record);
  std::vector<Seat> seats;
  {
    Rows rows = tx.query("select queue, closed, rank, place from case_seat where case_id = $1", record.id);
    while (rows.next()) {
      seats.push_back({rows.get<std::string>(0), rows.get<int>(1), rows.get<int>(2), rows.get<std::int64_t>(3)});
    }
  }
  std::ranges::sort(seats);
  if (seats == wanted) return;
  tx.execute("delete from case_seat where case_id = $1", record.id);
  for (Seat const& seat : wanted) {
    tx.execute("insert into case_seat (queue, closed, rank, place, case_id) values ($1, $2, $3, $4, $5)",
               std::string_view(seat.queue), seat.closed, seat.rank, seat.place, record.id);
  }
}

}  // namespace store
