#include "gateway/desk/rights.hpp"

#include <algorithm>

namespace desk {

namespace {

using enum store::Role;

// Who may do what. Nobody reads a story because of her rank: sight comes from being in the queue.
std::array const table = std::to_array<Grant>({
    {Right::own_account,
     Reach::all,
     {operator_, senior, lead, focal, editor, approver, manager, data_officer, admin, auditor}},
    {Right::see_cases, Reach::queues, {operator_, senior, lead}},
    {Right::see_cases, Reach::organisation, {focal}},
    {Right::work_cases, Reach::queues, {operator_, senior, lead}},
    {Right::lower_severity, Reach::queues, {senior, lead}},
    {Right::assign_cases, Reach::queues, {senior, lead}},
    {Right::merge_cases, Reach::queues, {senior, lead}},
    {Right::decide_handover, Reach::queues, {senior, lead}},
    {Right::share_vital, Reach::queues, {lead}},
    {Right::conduct_cases, Reach::queues, {lead}},
    {Right::update_referrals, Reach::organisation, {focal}},
    {Right::draft_content, Reach::all, {editor}},
    {Right::publish_content, Reach::all, {approver}},
    {Right::set_rosters, Reach::all, {manager}},
    {Right::see_board, Reach::all, {manager}},
    {Right::decide_erasure, Reach::all, {lead}},
    {Right::keep_data, Reach::all, {data_officer}},
    {Right::export_data, Reach::all, {data_officer}},
    {Right::run_accounts, Reach::all, {admin}},
    {Right::run_gateway, Reach::all, {admin}},
    {Right::see_journal, Reach::all, {auditor}},
    {Right::block_numbers, Reach::queues, {senior, lead}},
    {Right::set_switches, Reach::all, {lead}},
});

template <class List, class Item>
bool has(List const& list, Item const& item) {
  return std::ranges::find(list, item) != list.end();
}

bool share_one(std::vector<std::string> const& some, std::vector<std::string> const& others) {
  return std::ranges::any_of(some, [&](std::string const& each) { return has(others, each); });
}

bool is_granted(Actor const& actor, Grant const& grant) {
  return std::ranges::any_of(actor.roles, [&](store::Role role) { return has(grant.roles, role); });
}

bool reaches(Actor const& actor, Reach reach, Object const& object) {
  switch (reach) {
    case Reach::queues: return share_one(actor.queues, object.queues);
    case Reach::organisation: return has(object.organisations, actor.organisation);
    case Reach::all: return true;
  }
  std::unreachable();
}

bool is_in_scope(Actor const& actor, Right right) {
  if (!actor.scopes) return true;
  std::string_view const scope = scope_of(right);
  return !scope.empty() && has(*actor.scopes, scope);
}

}  // namespace

std::span<Grant const> grants() { return table; }

Object object_of(store::Case const& record) {
  Object object{.queues = record.also, .organisations = {}, .author = {}};
  object.queues.push_back(record.queue);
  return object;
}

bool may(Actor const& actor, Right right) {
  if (actor.is_shell) return true;
  if (!is_in_scope(actor, right)) return false;
  return std::ranges::any_of(table,
                             [&](Grant const& grant) { return grant.right == right && is_granted(actor, grant); });
}

bool may(Actor const& actor, Right right, Object const& object) {
  if (right == Right::publish_content && object.author == actor.name) return false;  // it takes two
  if (actor.is_shell) return true;
  if (!is_in_scope(actor, right)) return false;
  return std::ranges::any_of(table, [&](Grant const& grant) {
    return grant.right == right && is_granted(actor, grant) && reaches(actor, grant.reach, object);
  });
}

store::Viewer viewer_of(Actor const& actor) {
  store::Viewer viewer{.name = actor.name, .all = actor.is_shell, .queues = {}};
  bool const sees_queues =
      is_in_scope(actor, Right::see_cases) && std::ranges::any_of(table, [&](Grant const& grant) {
        return grant.right == Right::see_cases && grant.reach == Reach::queues && is_granted(actor, grant);
      });
  if (sees_queues) viewer.queues = actor.queues;
  return viewer;
}

std::string_view scope_of(Right right) {
  switch (right) {
    case Right::see_cases: return "cases:read";
    case Right::work_cases:
    case Right::assign_cases:
    case Right::lower_severity:
    case Right::merge_cases:
    case Right::update_referrals: return "cases:write";
    case Right::draft_content: return "content";
    case Right::see_board: return "board";
    case Right::see_journal: return "journal";
    // What only a person may decide.
    case Right::own_account:
    case Right::decide_handover:
    case Right::share_vital:
    case Right::conduct_cases:
    case Right::publish_content:
    case Right::set_rosters:
    case Right::decide_erasure:
    case Right::keep_data:
    case Right::export_data:
    case Right::run_accounts:
    case Right::run_gateway:
    case Right::block_numbers:
    case Right::set_switches: return {};
  }
  std::unreachable();
}

}  // namespace desk
