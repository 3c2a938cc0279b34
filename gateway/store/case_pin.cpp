#include "gateway/store/case_pin.hpp"

#include "gateway/store/seal.hpp"

#include <cstdint>

namespace store {

std::string case_pin(Snapshot& snapshot, CaseId id) {
  std::string const hash = snapshot.sealer().lookup("case pin", text(id));
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = (number << 8U) | static_cast<unsigned char>(hash[i]);
  std::string pin;
  for (int i = 0; i < case_pin_digits; ++i, number /= 10) pin += static_cast<char>('0' + number % 10);
  return pin;
}

void note_wrong_pin(Transaction& tx, CaseId id) {
  tx.execute("delete from wrong_pin where at <= $1", tx.now() - wrong_pins_count_for);
  tx.execute("insert into wrong_pin (case_id, at) values ($1, $2)", id, tx.now());
}

int wrong_pins(Snapshot& snapshot, CaseId id) {
  Rows rows = snapshot.query("select count(*) from wrong_pin where case_id = $1 and at > $2", id,
                             snapshot.now() - wrong_pins_count_for);
  return rows.next() ? rows.get<int>(0) : 0;
}

}  // namespace store
