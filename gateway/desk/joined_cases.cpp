#include "gateway/desk/joined_cases.hpp"

#include "gateway/desk/ownership.hpp"
#include "gateway/desk/rights.hpp"

namespace desk {

namespace {

using Done = base::Result<void>;

base::Result<store::Case> other_case(CaseWork& work, std::string const& ref, std::string_view field) {
  if (ref == work.record.ref) return base::wrong_field(std::string(field), "That is this case itself.");
  std::optional<store::Case> other = store::find_case(work.tx, viewer_of(work.actor), ref);
  if (!other) return base::error(base::Code::not_found, "There is no case " + ref + " among those you may see.");
  return *std::move(other);
}

Done tie(CaseWork& work, std::string const& ref, store::CaseLinkKind kind) {
  base::Result<store::Case> const other = other_case(work, ref, "other");
  if (!other) return std::unexpected(other.error());
  store::link_cases(work.tx, work.record.id, other->id, kind, work.actor.name);
  return work.noted("linked", {{"other", ref}, {"kind", std::string(store::name(kind))}});
}

Done untie(CaseWork& work, std::string const& ref) {
  base::Result<store::Case> const other = other_case(work, ref, "other");
  if (!other) return std::unexpected(other.error());
  if (!store::unlink_cases(work.tx, work.record.id, other->id)) {
    return base::error(base::Code::conflict, "They are not linked.");
  }
  return work.noted("unlinked", {{"other", ref}});
}

Done may_merge(CaseWork const& work) {
  if (may(work.actor, Right::merge_cases, object_of(work.record))) return {};
  return base::error(base::Code::forbidden, "A senior merges cases and splits them.");
}

Done join(CaseWork& work, std::string const& ref) {
  if (Done may = may_merge(work); !may) return may;
  if (Done open = work.require_open(); !open) return open;
  base::Result<store::Case> into = other_case(work, ref, "into");
  if (!into) return std::unexpected(into.error());
  store::Case& record = work.record;
  if (into->contact != record.contact) {
    return base::error(base::Code::conflict, "They are of two people: link them instead.");
  }
  if (into->own_case || record.own_case) {
    return base::error(base::Code::conflict, "A case about our own people stays apart.");
  }
  if (into->closed) return base::error(base::Code::conflict, ref + " is closed: open it again first.");
  bool const in_others_hand = !record.holder.empty() && !work.holds() && record.holder != into->holder;
  if (in_others_hand) return base::error(base::Code::conflict, record.holder + " holds the case.");
  void_offer(work);
  record.state = store::CaseState::merged;
  record.closed = work.tx.now();
  record.outcome = "N6";
  record.merged_into = into->id;
  record.holder.clear();
  record.due = {};
  record.live_until.reset();
  // What is grave in one is grave in both.
  into->severity = std::max(into->severity, record.severity);
  bool const holds_it = into->holder == work.actor.name;
  store::save_case(work.tx, *into, holds_it ? store::ChangedBy::holder : store::ChangedBy::other);
  work.tx.journal(work.actor.name, "took_in", subject_of(ref), detail_of(into->version, {{"other", record.ref}}));
  return work.done("merged", {{"into", ref}});
}

Done part(CaseWork& work) {
  if (Done may = may_merge(work); !may) return may;
  store::Case& record = work.record;
  if (record.state != store::CaseState::merged) return base::error(base::Code::conflict, "It is joined to no other.");
  record.state = store::CaseState::queued;
  record.closed.reset();
  record.outcome.clear();
  record.merged_into = {};
  return work.done("split");
}

}  // namespace

Act link(std::string other, store::CaseLinkKind kind) {
  return [other = std::move(other), kind](CaseWork& work) { return tie(work, other, kind); };
}

Act unlink(std::string other) {
  return [other = std::move(other)](CaseWork& work) { return untie(work, other); };
}

Act merge(std::string into) {
  return [into = std::move(into)](CaseWork& work) { return join(work, into); };
}

Act split() { return part; }

}  // namespace desk
