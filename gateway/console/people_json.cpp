#include "gateway/console/people_json.hpp"

#include "gateway/console/case_json.hpp"

namespace console {

boost::json::object to_json(store::Account const& account) {
  boost::json::array roles;
  for (store::Role const role : account.roles) roles.emplace_back(store::name(role));
  return {{"name", account.name},
          {"organisation", account.organisation},
          {"roles", std::move(roles)},
          {"queues", json_list(account.queues)},
          {"languages", json_list(account.languages)},
          {"state", store::name(account.state)},
          {"created", instant_json(account.created)}};
}

boost::json::object to_json(store::ApiToken const& token) {
  return {{"id", store::text(token.id)},
          {"label", token.label},
          {"scopes", json_list(token.scopes)},
          {"created", instant_json(token.created)},
          {"expires", instant_json(token.expires)}};
}

base::HttpResponse sessions_answer(base::Result<std::vector<store::Session>> const& sessions,
                                   std::optional<store::Session> const& own, int limit) {
  if (!sessions) return base::problem(sessions.error());
  boost::json::array list;
  for (store::Session const& session : *sessions) {
    list.push_back({{"id", store::text(session.id)},
                    {"stage", store::name(session.stage)},
                    {"created", instant_json(session.created)},
                    {"last_seen", instant_json(session.last_seen)},
                    {"expires", instant_json(session.expires)},
                    {"agent", session.agent},
                    {"is_this", own && own->id == session.id}});
  }
  bool const is_full = static_cast<int>(sessions->size()) == limit;
  std::string const last = is_full ? store::text(sessions->back().id) : std::string();
  return answer(200, {{"sessions", std::move(list)}, {"next", next_of(last)}});
}

boost::json::value next_of(std::string_view last) {
  if (last.empty()) return nullptr;
  return boost::json::string(cursor({std::string(last)}));
}

}  // namespace console
