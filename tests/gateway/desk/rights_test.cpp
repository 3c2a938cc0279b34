// Who may do what: the table of the field, as people would write it, against the function.
#include "gateway/desk/rights.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>

using desk::Actor;
using desk::Object;
using desk::Right;
using store::Role;

namespace {

Actor somebody(std::vector<Role> roles, std::optional<std::vector<std::string>> scopes = {}) {
  store::Account account;
  account.name = "asha";
  account.organisation = "pncc";
  account.roles = std::move(roles);
  account.queues = {"outreach"};
  return Actor(account, std::move(scopes));
}

// An object that the somebody above reaches by every way there is.
Object near_object() { return {.queues = {"legal", "outreach"}, .organisations = {"pncc"}, .author = "binod"}; }

std::map<std::string_view, std::vector<std::string_view>> const may_do{
    {"operator", {"own_account", "see_cases", "work_cases"}},
    {"senior",
     {"own_account", "see_cases", "work_cases", "assign_cases", "lower_severity", "merge_cases", "decide_handover",
      "block_numbers"}},
    {"lead",
     {"own_account", "see_cases", "work_cases", "assign_cases", "lower_severity", "merge_cases", "decide_handover",
      "share_vital", "conduct_cases", "decide_erasure", "block_numbers", "set_switches"}},
    {"focal", {"own_account", "see_cases", "update_referrals"}},
    {"editor", {"own_account", "draft_content"}},
    {"approver", {"own_account", "publish_content"}},
    {"manager", {"own_account", "set_rosters", "see_board"}},
    {"data_officer", {"own_account", "keep_data", "export_data"}},
    {"admin", {"own_account", "run_accounts", "run_gateway"}},
    {"auditor", {"own_account", "see_journal"}},
};

}  // namespace

TEST_CASE("every role has the rights of the field's table, and no other") {
  REQUIRE(may_do.size() == store::role_words.size());
  for (std::string_view const role : store::role_words) {
    Actor const actor = somebody({*store::parse_word<Role>(role)});
    for (std::string_view const right : desk::right_words) {
      CAPTURE(role, right);
      bool const expected = std::ranges::find(may_do.at(role), right) != may_do.at(role).end();
      Right const asked = *store::parse_word<Right>(right);
      CHECK(desk::may(actor, asked) == expected);
      CHECK(desk::may(actor, asked, near_object()) == expected);
    }
  }
}

TEST_CASE("every right belongs to some role, and somebody without a role has none") {
  for (std::string_view const right : desk::right_words) {
    CAPTURE(right);
    Right const asked = *store::parse_word<Right>(right);
    CHECK(std::ranges::any_of(desk::grants(), [asked](desk::Grant const& grant) { return grant.right == asked; }));
    CHECK_FALSE(desk::may(somebody({}), asked));
    CHECK_FALSE(desk::may(somebody({}), asked, near_object()));
  }
}

TEST_CASE("rights over cases end at the queues a person is a member of") {
  Object const elsewhere{.queues = {"legal"}, .organisations = {"pncc"}, .author = {}};
  for (Role const role : {Role::operator_, Role::senior, Role::lead}) {
    CHECK(desk::may(somebody({role}), Right::work_cases));
    CHECK_FALSE(desk::may(somebody({role}), Right::work_cases, elsewhere));
    CHECK_FALSE(desk::may(somebody({role}), Right::see_cases, elsewhere));
  }
}

TEST_CASE("a focal person reaches what was referred to her organisation, in whatever queue, and nothing else") {
  Actor const focal = somebody({Role::focal});
  CHECK(desk::may(focal, Right::see_cases, {.queues = {"legal"}, .organisations = {"pncc"}, .author = {}}));
  CHECK_FALSE(desk::may(focal, Right::see_cases, {.queues = {"outreach"}, .organisations = {"legal"}, .author = {}}));
}

TEST_CASE("the store shows a person her own queues if her role reads cases at all") {
  CHECK(desk::viewer_of(somebody({Role::operator_})).queues == std::vector<std::string>{"outreach"});
  CHECK_FALSE(desk::viewer_of(somebody({Role::operator_})).all);
  for (Role const role :
       {Role::focal, Role::editor, Role::approver, Role::manager, Role::data_officer, Role::admin, Role::auditor}) {
    CHECK(desk::viewer_of(somebody({role})).queues.empty());
    CHECK_FALSE(desk::viewer_of(somebody({role})).all);
  }
}

TEST_CASE("two roles of one person add up") {
  Actor const both = somebody({Role::operator_, Role::editor});
  CHECK(desk::may(both, Right::work_cases));
  CHECK(desk::may(both, Right::draft_content));
}

TEST_CASE("nobody publishes what she drafted herself, whatever her roles, nor from the shell") {
  Object const own{.queues = {}, .organisations = {}, .author = "asha"};
  CHECK_FALSE(desk::may(somebody({Role::editor, Role::approver}), Right::publish_content, own));
  CHECK_FALSE(desk::may(Actor("asha"), Right::publish_content, own));
  CHECK(desk::may(Actor("binod"), Right::publish_content, own));
}

TEST_CASE("a token opens what both its scopes and its account's roles open") {
  Actor const reader = somebody({Role::operator_}, std::vector<std::string>{"cases:read"});
  CHECK(desk::may(reader, Right::see_cases, near_object()));
  CHECK_FALSE(desk::may(reader, Right::work_cases, near_object()));
  CHECK(desk::viewer_of(reader).queues == std::vector<std::string>{"outreach"});
  Actor const writer = somebody({Role::operator_}, std::vector<std::string>{"cases:write", "journal"});
  CHECK(desk::may(writer, Right::work_cases, near_object()));
  CHECK_FALSE(desk::may(writer, Right::see_cases));
  CHECK(desk::viewer_of(writer).queues.empty());
  CHECK_FALSE(desk::may(writer, Right::see_journal));
}

TEST_CASE("no token, whatever its scopes, does what only a person may decide") {
  std::vector<std::string> const every(desk::scope_words.begin(), desk::scope_words.end());
  std::vector<Role> roles;
  for (std::string_view const role : store::role_words) roles.push_back(*store::parse_word<Role>(role));
  Actor const token = somebody(roles, every);
  for (Right const right : {Right::own_account, Right::share_vital, Right::conduct_cases, Right::publish_content,
                            Right::decide_erasure, Right::export_data, Right::run_accounts, Right::run_gateway}) {
    CHECK_FALSE(desk::may(token, right, near_object()));
  }
}

TEST_CASE("whoever holds the shell sees and does everything") {
  Actor const shell("asha");
  CHECK(desk::viewer_of(shell).all);
  CHECK(desk::may(shell, Right::run_accounts));
}
