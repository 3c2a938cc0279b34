// What is known of a case apart from the story, in fields that routing, referrals and reports can lean on. Which kinds
// there are and what may stand in each is one table. Real names and numbers of papers have no field: they belong to a
// referral that needs them.
#pragma once

#include "gateway/desk/case_work.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace desk {

enum class FactForm : std::uint8_t { text, number, one_of, some_of };

struct FactKind {
  std::string_view kind;
  FactForm form = FactForm::text;
  std::string_view choices{};  // of one_of and some_of, with spaces between
  std::string_view about{};
};
[[nodiscard]] std::span<FactKind const> fact_kinds();

// Values as people write them; an empty one takes the fact away. `some_of` is written with spaces: "1 4 8".
using FactValues = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] Act set_facts(FactValues values);

// Why the value cannot stand there, naming the field.
[[nodiscard]] base::Result<void> check_fact(std::string_view kind, std::string_view value);

}  // namespace desk
