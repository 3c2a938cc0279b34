#include "tests/gateway/console/prepared_case.hpp"

#include "gateway/desk/case_states.hpp"
#include "gateway/desk/closing.hpp"
#include "gateway/desk/joined_cases.hpp"
#include "gateway/desk/notes.hpp"
#include "gateway/desk/ownership.hpp"
#include "gateway/desk/stranger.hpp"

#include <array>

namespace console_tests {

namespace {

struct Body {
  std::string_view end;  // of the path
  std::string_view json;
};
constexpr std::array bodies = std::to_array<Body>({
    {"/assign", R"({"to":"colleague"})"},
    {"/offer", R"({"to":"colleague","next_step":"ring the embassy"})"},
    {"/refuse", R"({"reason":"on leave"})"},
    {"/wait", R"({"state":"waiting_partner","reason":"embassy"})"},
    {"/severity", R"({"severity":"critical"})"},
    {"/close", R"({"outcome":"R1"})"},
    {"/reopen", R"({"reason":"she wrote again"})"},
    {"/link", R"({"other":"{other}","kind":"same_employer"})"},
    {"/unlink", R"({"other":"{other}"})"},
    {"/merge", R"({"into":"{other}"})"},
    {"/notes", R"({"text":"rang, no answer"})"},
    {"/tasks", R"({"words":"ask the union","assignee":"colleague"})"},
    {"/tasks/done", R"({"id":"{task}"})"},
    {"/facts", R"({"facts":{"passport":"employer","indicators":[1,4]}})"},
    {"/attachments", R"({"kind":"application/pdf","name":"contract.pdf","bytes":"JVBERi0xLjQ="})"},
    {"/messages", R"({"text":"Namaste"})"},
    {"/messages/take-back", R"({"id":"{message}"})"},
    {"/calls", R"({"reached":true})"},
    {"/block", R"({"blocked":true})"},
    {"/stranger", R"({"sign":"who_is_this"})"},
    {"/stranger/lift", R"({"how":"code_word","reason":"she said it"})"},
});

void replace(std::string& text, std::string_view placeholder, std::string_view value) {
  std::size_t const at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), value);
}

}  // namespace

PreparedCase prepare_case(DeskHouse& house, CaseCall const& call, std::string const& name, bool may_work) {
  std::string const ref = house.fresh_case();
  std::string const other = house.fresh_case();
  PreparedCase prepared{.ref = ref, .body = {}};
  for (Body const& each : bodies) {
    if (call.path.ends_with(each.end)) prepared.body = each.json;
  }
  replace(prepared.body, "{other}", other);
  auto const is = [&](std::string_view end) { return call.path.ends_with(end); };
  if (call.method != "POST" || is("/claim") || !may_work) {
    for (std::string_view const what : {"{task}", "{message}"}) replace(prepared.body, what, "1");
    return prepared;
  }
  if (is("/accept") || is("/refuse")) {
    house.act_as("colleague", ref, desk::claim());
    auto const is_queue = [](std::string_view) { return true; };
    house.act_as("colleague", ref, desk::offer({.to = name, .queue = ours.queue, .next_step = "ring her"}, is_queue));
    return prepared;
  }
  house.act_as(name, ref, desk::claim());
  if (is("/resume")) house.act_as(name, ref, desk::wait(store::CaseState::waiting_partner, "embassy"));
  if (is("/reopen")) house.act_as(name, ref, desk::close({.code = "R1", .said = {}}));
  if (is("/unlink")) house.act_as(name, ref, desk::link(other, store::CaseLinkKind::same_place));
  if (is("/split")) house.act_as(name, ref, desk::merge(other));
  if (is("/unwatch")) house.act_as(name, ref, desk::watch({}));
  // She is one person: what an earlier call did to her is undone, if it did anything.
  if (is("/stranger")) (void)house.try_as(name, ref, desk::lift_freeze("call", "rang her"));
  if (is("/stranger/lift")) (void)house.try_as(name, ref, desk::freeze_rules("style"));
  desk::CaseDesk& cases = house.gateway().cases();
  if (is("/tasks/done")) {
    house.act_as(name, ref, desk::add_task({.assignee = {}, .words = "ask the union", .due = {}}));
    replace(prepared.body, "{task}", store::text(house.run(cases.show(desk::Actor(name), ref)).value().tasks.at(0).id));
  }
  if (is("/take-back")) {
    auto const said = house.run(cases.answer(desk::Actor(name), ref, std::nullopt, {.text = "Namaste"}));
    replace(prepared.body, "{message}", store::text(said.value()));
  }
  return prepared;
}

}  // namespace console_tests
