#include "gateway/console/routes.hpp"

#include "gateway/console/live.hpp"

#include <array>

namespace console {

namespace {

using enum desk::Right;

constexpr std::array table = std::to_array<Route>({
    {"GET", "/api/v1/cases", see_cases, list_cases},
    {"GET", "/api/v1/counts", see_cases, count_cases},
    {"GET", "/api/v1/cases/{ref}", see_cases, show_case},
    {"GET", "/api/v1/cases/{ref}/timeline", see_cases, show_timeline},
    {"GET", "/api/v1/cases/{ref}/story", see_cases, show_story},
    {"GET", "/api/v1/cases/{ref}/canned", work_cases, list_canned},
    {"POST", "/api/v1/cases/{ref}/claim", work_cases, claim_case},
    {"POST", "/api/v1/cases/{ref}/release", work_cases, release_case},
    {"POST", "/api/v1/cases/{ref}/assign", assign_cases, assign_case},
    {"POST", "/api/v1/cases/{ref}/offer", work_cases, offer_case},
    {"POST", "/api/v1/cases/{ref}/accept", work_cases, accept_case},
    {"POST", "/api/v1/cases/{ref}/refuse", work_cases, refuse_case},
    {"POST", "/api/v1/cases/{ref}/wait", work_cases, wait_case},
    {"POST", "/api/v1/cases/{ref}/resume", work_cases, resume_case},
    {"POST", "/api/v1/cases/{ref}/severity", work_cases, judge_case},
    {"POST", "/api/v1/cases/{ref}/close", work_cases, close_case},
    {"POST", "/api/v1/cases/{ref}/reopen", work_cases, reopen_case},
    {"POST", "/api/v1/cases/{ref}/link", work_cases, link_case},
    {"POST", "/api/v1/cases/{ref}/unlink", work_cases, unlink_case},
    {"POST", "/api/v1/cases/{ref}/merge", merge_cases, merge_case},
    {"POST", "/api/v1/cases/{ref}/split", merge_cases, split_case},
    {"POST", "/api/v1/cases/{ref}/notes", work_cases, note_case},
    {"POST", "/api/v1/cases/{ref}/watch", work_cases, watch_case},
    {"POST", "/api/v1/cases/{ref}/unwatch", work_cases, unwatch_case},
    {"POST", "/api/v1/cases/{ref}/tasks", work_cases, add_case_task},
    {"POST", "/api/v1/cases/{ref}/tasks/done", work_cases, finish_case_task},
    {"POST", "/api/v1/cases/{ref}/facts", work_cases, set_case_facts},
    {"POST", "/api/v1/cases/{ref}/attachments", work_cases, attach_to_case},
    {"POST", "/api/v1/cases/{ref}/messages", work_cases, answer_case},
    {"POST", "/api/v1/cases/{ref}/messages/take-back", work_cases, take_back_answer},
    {"POST", "/api/v1/cases/{ref}/stranger", work_cases, freeze_rules},
    {"POST", "/api/v1/cases/{ref}/stranger/lift", work_cases, lift_freeze},
    {"GET", "/api/v1/attachments/{ref}", see_cases, show_attachment},
    {"GET", "/api/v1/closing-codes", see_cases, list_closing_codes},

    {"GET", "/api/v1/events", see_cases, open_events},
    {"POST", "/api/v1/events/{ref}/watch", see_cases, watch_cases},
    {"GET", "/api/v1/changes", see_cases, list_changes},

    {"POST", "/api/v1/sign-in", {}, give_password},
    {"POST", "/api/v1/sign-in/code", {}, give_code},
    {"POST", "/api/v1/invitations/accept", {}, accept_invitation},
    {"POST", "/api/v1/sign-out", own_account, sign_out},
    {"GET", "/api/v1/me", own_account, show_me},
    {"GET", "/api/v1/sessions", own_account, list_sessions},
    {"DELETE", "/api/v1/sessions/{ref}", own_account, end_session},
    {"GET", "/api/v1/tokens", own_account, list_tokens},
    {"POST", "/api/v1/tokens", own_account, make_token, true},
    {"DELETE", "/api/v1/tokens/{ref}", own_account, end_token},

    {"POST", "/api/v1/cases/{ref}/calls", work_cases, note_call},
    {"POST", "/api/v1/cases/{ref}/block", block_numbers, block_number},
    {"GET", "/api/v1/switches", set_switches, list_switches},
    {"POST", "/api/v1/switches", set_switches, set_switch},

    {"GET", "/api/v1/roster", set_rosters, list_shifts},
    {"POST", "/api/v1/roster", set_rosters, add_shifts},
    {"DELETE", "/api/v1/roster/{ref}", set_rosters, remove_shift},
    {"GET", "/api/v1/duty", set_rosters, show_duty},

    {"POST", "/api/v1/erasures", keep_data, erase_person},
    {"POST", "/api/v1/holds", keep_data, hold_data},
    {"POST", "/api/v1/backups", run_gateway, note_backup},

    {"GET", "/api/v1/accounts", run_accounts, list_accounts},
    {"POST", "/api/v1/accounts", run_accounts, add_account, true},
    {"POST", "/api/v1/accounts/{ref}/disable", run_accounts, disable_account},
    {"POST", "/api/v1/accounts/{ref}/reset", run_accounts, reset_account, true},
    {"GET", "/api/v1/accounts/{ref}/sessions", run_accounts, list_account_sessions},

    {"POST", "/api/v1/routing/try", own_account, try_routing},
    {"GET", "/api/v1/demo", {}, show_demo},
    {"GET", "/api/v1/openapi.json", {}, show_api},
});

}  // namespace

std::span<Route const> routes() { return table; }

}  // namespace console
