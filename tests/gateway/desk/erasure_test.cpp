#include "gateway/desk/erasure.hpp"

#include "tests/support/catch.hpp"

using namespace std::chrono_literals;
using desk::age_over;
using desk::is_due_by_age;
using desk::is_due_by_her_word;
using desk::why_not_erase;
using std::chrono::days;
using store::CaseState;
using store::HerCase;
using store::HerRecord;
using store::Severity;

namespace {

constexpr base::Instant day_one{std::chrono::milliseconds{1'795'428'000'000}};

base::Instant after(days past) { return day_one + past; }

HerCase open_case(std::string category, Severity severity) {
  return {.ref = "K-40213", .category = std::move(category), .severity = severity};
}
HerCase closed_case(std::string category, days closed) {
  return {.ref = "K-40214", .category = std::move(category), .state = CaseState::closed, .closed = after(closed)};
}

}  // namespace

TEST_CASE("An open critical case, a complaint about our own people and a legal hold stop every erasure") {
  struct Row {
    HerRecord her;
    char const* said;
  };
  for (Row const& row :
       {Row{{.cases = {open_case("wage", Severity::critical)}}, "K-40213 is open and critical"},
        Row{{.cases = {open_case("conduct", Severity::low)}}, "about our own people"},
        Row{{.cases = {open_case("wage", Severity::high)}}, ""}, Row{{.cases = {closed_case("conduct", days{1})}}, ""},
        Row{{.cases = {}, .is_on_hold = true}, "legal hold"}}) {
    CAPTURE(row.said);
    std::string const why = why_not_erase(row.her);
    CHECK(why.empty() == (*row.said == '\0'));
    CHECK(why.contains(row.said));
    HerRecord asked = row.her;
    asked.last_heard = day_one;
    asked.confirmed = day_one;
    CHECK(is_due_by_her_word(asked, after(days{3})) == why.empty());
  }
}

TEST_CASE("On her own word she is erased once her goodbye has left, unless she wrote again after it") {
  HerRecord her{.cases = {open_case("wage", Severity::high)}, .last_heard = day_one, .confirmed = day_one};
  CHECK(is_due_by_her_word(her, day_one));
  her.is_owed = true;
  CHECK_FALSE(is_due_by_her_word(her, day_one + 47h));
  CHECK(is_due_by_her_word(her, day_one + 48h));
  her.is_owed = false;
  her.last_heard = day_one + 1ms;
  CHECK_FALSE(is_due_by_her_word(her, after(days{100})));
  her.confirmed.reset();
  CHECK_FALSE(is_due_by_her_word(her, after(days{100})));
}

TEST_CASE("Age counts from the later of her last word and the last case's end, and the longest of its kinds holds") {
  struct Row {
    char const* name;
    std::vector<HerCase> cases;
    days over;
  };
  HerCase quarantined = open_case("wage", Severity::high);
  quarantined.state = CaseState::quarantined;
  for (Row const& row :
       {Row{"no case", {}, days{90}}, Row{"spam", {closed_case("spam", days{0})}, days{7}},
        Row{"quarantined", {quarantined}, days{7}}, Row{"unclear", {closed_case("unclear", days{2})}, days{32}},
        Row{"information", {closed_case("info", days{1})}, days{91}},
        Row{"wages", {closed_case("wage", days{10})}, days{740}},
        Row{"spam and wages", {closed_case("wage", days{0}), closed_case("spam", days{20})}, days{750}}}) {
    CAPTURE(row.name);
    HerRecord const her{.cases = row.cases, .last_heard = day_one};
    CHECK(age_over(her) == after(row.over));
    CHECK_FALSE(is_due_by_age(her, after(row.over) - 1ms));
    CHECK(is_due_by_age(her, after(row.over)));
  }
  HerRecord her{.cases = {open_case("wage", Severity::low)}, .last_heard = day_one};
  CHECK_FALSE(age_over(her));
  CHECK_FALSE(is_due_by_age(her, after(days{10'000})));
  her = {.cases = {closed_case("info", days{1})}, .last_heard = after(days{50})};
  CHECK(age_over(her) == after(days{140}));
}
