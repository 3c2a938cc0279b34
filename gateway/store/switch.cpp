#include "gateway/store/switch.hpp"

namespace store {

bool switch_on(Transaction& tx, std::string_view name, std::string_view who) {
  return tx.execute("insert into switch (name, who, at) values ($1, $2, $3) on conflict (name) do nothing", name, who,
                    tx.now()) > 0;
}

bool switch_off(Transaction& tx, std::string_view name) {
  return tx.execute("delete from switch where name = $1", name) > 0;
}

std::vector<Switch> switches(Snapshot& snapshot) {
  std::vector<Switch> on;
  Rows rows = snapshot.query("select name, who, at from switch order by name");
  while (rows.next()) on.push_back({rows.get<std::string>(0), rows.get<std::string>(1), rows.get<Instant>(2)});
  return on;
}

}  // namespace store
