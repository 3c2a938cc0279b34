// Every route of the API: its method, its path, the right it asks for and what it does. Tests try each of them as each
// role; a route without a right is open to whoever knocks, and there are five: the doors, what the API says of itself,
// and the demo's telephones.
#pragma once

#include "gateway/console/call.hpp"
#include "gateway/desk/rights.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace console {

struct Route {
  std::string_view method;
  std::string_view path;             // {ref} stands for one part
  std::optional<desk::Right> right;  // nothing: open to all
  base::Task<base::HttpResponse> (*run)(Call call);
  bool shows_secret = false;  // once: a repeat of the request is told so, and nothing of it is kept
};

[[nodiscard]] std::span<Route const> routes();

// What an act on a case answers: the case as it stands now; or, where it changed meanwhile, 409 (412 where If-Match was
// given) with its holder, the case and what was done since.
[[nodiscard]] base::Task<base::HttpResponse> answer_act(Call call, base::Result<store::Case> changed);
[[nodiscard]] base::Task<base::HttpResponse> refuse_act(Call call, base::Error error);

// Cases.
[[nodiscard]] base::Task<base::HttpResponse> list_cases(Call call);
[[nodiscard]] base::Task<base::HttpResponse> count_cases(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_timeline(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_story(Call call);
// Canned replies in her language, filled in for her case.
[[nodiscard]] base::Task<base::HttpResponse> list_canned(Call call);

// Acts on a case: each is run and answered by this.
[[nodiscard]] base::Task<base::HttpResponse> run_act(Call call, desk::Act act);
// Who has it.
[[nodiscard]] base::Task<base::HttpResponse> claim_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> release_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> assign_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> offer_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> accept_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> refuse_case(Call call);
// How it stands, and how it ends.
[[nodiscard]] base::Task<base::HttpResponse> wait_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> resume_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> judge_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> close_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> reopen_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> list_closing_codes(Call call);
// What it has to do with others.
[[nodiscard]] base::Task<base::HttpResponse> link_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> unlink_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> merge_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> split_case(Call call);
// What is left beside it.
[[nodiscard]] base::Task<base::HttpResponse> note_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> watch_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> unwatch_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> add_case_task(Call call);
[[nodiscard]] base::Task<base::HttpResponse> finish_case_task(Call call);
[[nodiscard]] base::Task<base::HttpResponse> set_case_facts(Call call);
[[nodiscard]] base::Task<base::HttpResponse> attach_to_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_attachment(Call call);
// The conversation with her.
[[nodiscard]] base::Task<base::HttpResponse> answer_case(Call call);
[[nodiscard]] base::Task<base::HttpResponse> take_back_answer(Call call);
[[nodiscard]] base::Task<base::HttpResponse> freeze_rules(Call call);
[[nodiscard]] base::Task<base::HttpResponse> lift_freeze(Call call);

// The doors, and one's own account.
[[nodiscard]] base::Task<base::HttpResponse> give_password(Call call);
[[nodiscard]] base::Task<base::HttpResponse> give_code(Call call);
[[nodiscard]] base::Task<base::HttpResponse> accept_invitation(Call call);
[[nodiscard]] base::Task<base::HttpResponse> sign_out(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_me(Call call);
[[nodiscard]] base::Task<base::HttpResponse> list_sessions(Call call);
[[nodiscard]] base::Task<base::HttpResponse> end_session(Call call);
[[nodiscard]] base::Task<base::HttpResponse> list_tokens(Call call);
[[nodiscard]] base::Task<base::HttpResponse> make_token(Call call);
[[nodiscard]] base::Task<base::HttpResponse> end_token(Call call);

[[nodiscard]] base::Task<base::HttpResponse> show_api(Call call);

// The hotline itself.
[[nodiscard]] base::Task<base::HttpResponse> try_routing(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_demo(Call call);

// The roster, and what is switched for the whole hotline.
[[nodiscard]] base::Task<base::HttpResponse> list_shifts(Call call);
[[nodiscard]] base::Task<base::HttpResponse> add_shifts(Call call);
[[nodiscard]] base::Task<base::HttpResponse> remove_shift(Call call);
[[nodiscard]] base::Task<base::HttpResponse> show_duty(Call call);
[[nodiscard]] base::Task<base::HttpResponse> list_switches(Call call);
[[nodiscard]] base::Task<base::HttpResponse> set_switch(Call call);
[[nodiscard]] base::Task<base::HttpResponse> block_number(Call call);
[[nodiscard]] base::Task<base::HttpResponse> note_call(Call call);

// What is kept and what is not.
[[nodiscard]] base::Task<base::HttpResponse> erase_person(Call call);
[[nodiscard]] base::Task<base::HttpResponse> hold_data(Call call);
[[nodiscard]] base::Task<base::HttpResponse> note_backup(Call call);

// Everybody's accounts.
[[nodiscard]] base::Task<base::HttpResponse> list_accounts(Call call);
[[nodiscard]] base::Task<base::HttpResponse> add_account(Call call);
[[nodiscard]] base::Task<base::HttpResponse> disable_account(Call call);
[[nodiscard]] base::Task<base::HttpResponse> reset_account(Call call);
[[nodiscard]] base::Task<base::HttpResponse> list_account_sessions(Call call);

}  // namespace console
