#include "gateway/store/shift.hpp"

#include <boost/json.hpp>

namespace store {
namespace {

std::int64_t days_of(std::chrono::sys_days day) { return day.time_since_epoch().count(); }

std::string to_json(Shift const& shift) {
  boost::json::object object{{"post", shift.post},
                             {"days", static_cast<std::int64_t>(shift.days)},
                             {"from", static_cast<std::int64_t>(shift.from.count())},
                             {"until", static_cast<std::int64_t>(shift.until.count())},
                             {"woman", shift.woman}};
  if (shift.first) object["first"] = days_of(*shift.first);
  if (shift.last) object["last"] = days_of(*shift.last);
  return boost::json::serialize(object);
}

std::optional<std::chrono::sys_days> day_in(boost::json::object const& object, std::string_view key) {
  boost::json::value const* const value = object.if_contains(key);
  if (value == nullptr) return std::nullopt;
  return std::chrono::sys_days{std::chrono::days{value->to_number<int>()}};
}

Shift from_json(std::string_view json) {
  boost::json::object const object = boost::json::parse(json).as_object();
  return {.post = std::string(object.at("post").as_string()),
          .days = object.at("days").to_number<std::uint8_t>(),
          .from = std::chrono::minutes{object.at("from").to_number<int>()},
          .until = std::chrono::minutes{object.at("until").to_number<int>()},
          .first = day_in(object, "first"),
          .last = day_in(object, "last"),
          .woman = object.at("woman").as_bool()};
}

}  // namespace

ShiftId add_shift(Transaction& tx, Shift const& shift) {
  ShiftId const id = tx.next_id<ShiftId>();
  std::string const detail = seal(tx, sealed_columns::shift_detail, id.value, shift.account.value, to_json(shift));
  tx.execute("insert into shift (id, account_id, detail) values ($1, $2, $3)", id, shift.account, Blob{detail});
  return id;
}

bool remove_shift(Transaction& tx, ShiftId id) { return tx.execute("delete from shift where id = $1", id) > 0; }

std::vector<Shift> shifts(Snapshot& snapshot, int limit) {
  struct Row {
    ShiftId id;
    AccountId account;
    std::string detail;
  };
  std::vector<Row> sealed;
  {
    Rows rows = snapshot.query("select id, account_id, detail from shift order by id limit $1", limit);
    while (rows.next()) sealed.push_back({rows.get<ShiftId>(0), rows.get<AccountId>(1), std::string(rows.bytes(2))});
  }
  std::vector<Shift> all;
  for (Row const& row : sealed) {
    base::PrivateText const detail =
        unseal(snapshot, sealed_columns::shift_detail, row.id.value, row.account.value, row.detail);
    if (detail.empty()) continue;
    Shift shift = from_json(detail.reveal(base::Reason::to_seal));
    shift.id = row.id;
    shift.account = row.account;
    all.push_back(std::move(shift));
  }
  return all;
}

}  // namespace store
