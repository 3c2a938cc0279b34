// What the hotline is and would do: where a case of such facts would go, and the demo's telephones.
#include "gateway/console/routes.hpp"
#include "gateway/desk/demo_people.hpp"
#include "gateway/desk/route_json.hpp"

#include <boost/json/array.hpp>

namespace console {

namespace {

using base::HttpResponse;
using base::Task;

HttpResponse not_here() {
  return base::problem({base::Code::busy, "This is answered by a running gateway: start it.", {}, {}});
}

}  // namespace

Task<HttpResponse> try_routing(Call call) {
  if (call.parts.hotline == nullptr) co_return not_here();
  base::Result<desk::CaseFacts> const facts = desk::facts_from_json(call.body);
  if (!facts) co_return wrong_field(facts.error().field, "A case as described " + facts.error().message + ".");
  desk::Routed const routed = call.parts.hotline->route(*facts);
  co_return answer(200, desk::routed_to_json(*facts, routed, call.parts.hotline->now(), true));
}

// The page of telephones beside the desk asks this; where no demo runs there is none.
Task<HttpResponse> show_demo(Call call) {
  if (call.parts.hotline == nullptr || !call.parts.hotline->is_demo) {
    co_return base::problem(404, "Not found", "No demo runs here.");
  }
  boost::json::array phones;
  for (Hotline::Phone const& phone : call.parts.hotline->phones) {
    phones.push_back({{"id", phone.id}, {"address", phone.address}, {"voice", phone.has_voice}});
  }
  boost::json::array people;
  for (desk::DemoPerson const& person : desk::demo_people()) {
    people.push_back(
        {{"name", person.name}, {"organisation", person.organisation}, {"role", store::name(person.role)}});
  }
  co_return answer(200, {{"phones", std::move(phones)}, {"people", std::move(people)}});
}

}  // namespace console
