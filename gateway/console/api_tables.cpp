// What routes take and answer, in the words of api_description.hpp. A route without a row here fails a test.
#include "gateway/console/api_description.hpp"

#include <array>

namespace console {

namespace {

constexpr std::array shape_table = std::to_array<Shape>({
    {"Problem", "type:string title:string status:integer detail?:string errors?:[FieldProblem]"},
    {"FieldProblem", "field:string detail:string"},
    {"Overtaken", "type:string title:string status:integer detail:string holder?:string changes?:[Act] case?:Case"},
    {"Due", "eyes:time contact:time update:time call:time"},
    {"Case",
     "ref:string state:string category:string tags:[string] severity:string rule:string queue:string also:[string] "
     "offer:[string] place:string country:string medium:string language:string holder:string due:Due opened:time "
     "closed:time outcome:string follow_up:boolean live_until:time silent_since:time version:integer"},
    {"Reason", "rule:string text:string"},
    {"ThreadLine",
     "id:string at:time direction:string medium:string from:string text:string delivery?:string why?:string "
     "parts?:integer"},
    {"ContactCard",
     "safety:string preference:string opted_out:boolean no_share:boolean language:string may_text:boolean "
     "why_not:string last_heard:time rules_frozen:boolean"},
    {"CaseView",
     "ref:string state:string category:string tags:[string] severity:string rule:string queue:string also:[string] "
     "offer:[string] place:string country:string medium:string language:string holder:string due:Due opened:time "
     "closed:time outcome:string follow_up:boolean live_until:time silent_since:time version:integer reasons:[Reason] "
     "contact:ContactCard address:string thread:[ThreadLine] notes:[Note] facts:object watchers:[string] tasks:[Task] "
     "links:[Link] attachments:[Attachment] transfer:Offer|null merged_into:string"},
    {"Note", "id:string kind:string author:string text:string at:time"},
    {"Task", "id:string assignee:string author:string words:string due:time done:time at:time"},
    {"Link", "ref:string kind:string"},
    {"Attachment", "id:string kind:string name:string size:integer author:string at:time"},
    {"Offer", "from:string to:string queue:string at:time expires:time"},
    {"Happened", "at:time who:string what:string detail?:object words?:string"},
    {"Story", "ref:string story:[Happened]"},
    {"CannedReply",
     "id:string about:string language:string text:string parts:integer is_unicode:boolean is_reviewed:boolean"},
    {"CannedReplies", "replies:[CannedReply]"},
    {"ClosingCode", "code:string meaning:string by_hand:boolean"},
    {"ClosingCodes", "codes:[ClosingCode]"},
    {"CasePage", "cases:[Case] next:string|null"},
    {"Act", "id:string at:time who:string what:string detail:object"},
    {"Timeline", "timeline:[Act] next:string|null"},
    {"QueueCount", "queue:string open:integer critical:integer waiting:integer"},
    {"Counts", "queues:[QueueCount] mine:integer"},
    {"Queued", "id:string"},
    {"Change", "seq:integer event:string data:object"},
    {"Changes", "seq:integer resync:boolean events:[Change]"},
    {"Opened", "next:string csrf?:string"},
    {"Enrolment", "name:string code_secret:string uri:string recovery_codes:[string]"},
    {"Account",
     "name:string organisation:string roles:[string] queues:[string] languages:[string] state:string created:time"},
    {"AccountPage", "accounts:[Account] next:string|null"},
    {"Invited",
     "name:string organisation:string roles:[string] queues:[string] languages:[string] state:string created:time "
     "invitation:string"},
    {"Me",
     "name:string organisation:string roles:[string] queues:[string] languages:[string] state:string created:time "
     "rights:[string] csrf?:string"},
    {"Switch", "name:string who:string since:time"},
    {"Switches", "on:[Switch]"},
    {"NewShift", "account:string post:string days:string times:string first?:string last?:string woman?:boolean"},
    {"Shift", "id:string account:string post:string days:string times:string first:string last:string woman:boolean"},
    {"Shifts", "shifts:[Shift]"},
    {"Hole", "queue:string from:time until:time"},
    {"Overlap", "account:string post:string other:string from:time until:time"},
    {"Duty", "on_duty:object holes:[Hole] overlaps:[Overlap]"},
    {"DueMinutes", "eyes:integer|null contact:integer|null update:integer|null call:integer|null"},
    {"Routed",
     "state:string category:string tags:[string] severity:string rule:string queue:string also:[string] "
     "offer:[string] place:string country:string medium:string promise_minutes:integer due_in_minutes:DueMinutes "
     "reasons:[Reason]"},
    {"Phone", "id:string address:string voice:boolean"},
    {"DemoPerson", "name:string organisation:string role:string"},
    {"Demo", "phones:[Phone] people:[DemoPerson]"},
    {"Session", "id:string stage:string created:time last_seen:time expires:time agent:string is_this:boolean"},
    {"SessionPage", "sessions:[Session] next:string|null"},
    {"Token", "id:string label:string scopes:[string] created:time expires:time"},
    {"TokenPage", "tokens:[Token] next:string|null"},
    {"NewToken", "id:string label:string scopes:[string] created:time expires:time secret:string"},
});

constexpr std::string_view page = "limit cursor";
constexpr std::string_view act = "409 412";

constexpr std::array route_table = std::to_array<RouteWords>({
    {"GET", "/api/v1/cases", "Cases of one's own queues: the gravest first, then whose time runs out next.", 200,
     "CasePage", "", "queue severity state mine closed ref limit cursor", ""},
    {"GET", "/api/v1/counts", "How many open cases each of one's queues has.", 200, "Counts", "", "", ""},
    {"GET", "/api/v1/cases/{ref}", "A case with its thread.", 200, "CaseView", "", "", ""},
    {"GET", "/api/v1/cases/{ref}/timeline", "Who did what with it, the newest first.", 200, "Timeline", "", page, ""},
    {"POST", "/api/v1/cases/{ref}/claim", "Take a case.", 200, "Case", "version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/release", "Give a case back to its queue.", 200, "Case", "version?:integer", "", act},
    {"GET", "/api/v1/cases/{ref}/story", "All that happened, with its words, oldest first.", 200, "Story", "", "", ""},
    {"GET", "/api/v1/cases/{ref}/canned", "Canned replies in her language, filled in.", 200, "CannedReplies", "", "",
     ""},
    {"POST", "/api/v1/cases/{ref}/messages", "A text to her, through the outbox; it lies some seconds first.", 202,
     "Queued", "text:string after?:string override?:string undo?:integer version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/assign", "Put a case into somebody's hands.", 200, "Case",
     "to:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/offer",
     "Offer a case to a colleague or a queue; it stays one's own until somebody accepts it.", 200, "Case",
     "to?:string queue?:string next_step:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/accept", "Take what is offered to one.", 200, "Case", "version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/refuse", "Turn an offer down.", 200, "Case", "reason:string version?:integer", "",
     act},
    {"POST", "/api/v1/cases/{ref}/wait", "Wait for her, for a partner, or for a safe hour.", 200, "Case",
     "state:string reason:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/resume", "Wait no longer.", 200, "Case", "version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/severity", "Raise or lower the severity.", 200, "Case",
     "severity:string reason?:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/close", "Close a case by its closing code.", 200, "Case",
     "outcome:string said?:string follow_up?:boolean version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/reopen", "Open a closed case again.", 200, "Case", "reason:string version?:integer",
     "", act},
    {"POST", "/api/v1/cases/{ref}/link", "Tie two cases together.", 200, "Case",
     "other:string kind:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/unlink", "Untie them.", 200, "Case", "other:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/merge", "Join a case of hers to another.", 200, "Case",
     "into:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/split", "Undo that.", 200, "Case", "version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/notes", "A note, which is never sent.", 200, "Case", "text:string version?:integer",
     "", act},
    {"POST", "/api/v1/cases/{ref}/watch", "Watch a case, or let a colleague.", 200, "Case",
     "name?:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/unwatch", "Watch it no longer.", 200, "Case", "version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/tasks", "A task for oneself or a colleague.", 200, "Case",
     "words:string assignee?:string due?:time version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/tasks/done", "A task is done.", 200, "Case", "id:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/facts", "What is known apart from the story.", 200, "Case",
     "facts:object version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/attachments", "A file of 1 MiB at most, in base64.", 200, "Case",
     "kind:string name:string bytes:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/messages/take-back", "Take back an answer that has not left.", 200, "Case",
     "id:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/stranger", "Somebody else may hold her phone: her rules are frozen.", 200, "Case",
     "sign:string version?:integer", "", act},
    {"POST", "/api/v1/cases/{ref}/stranger/lift", "It is she.", 200, "Case",
     "how:string reason:string version?:integer", "", act},
    {"GET", "/api/v1/attachments/{ref}", "The file itself.", 200, "file", "", "", ""},
    {"GET", "/api/v1/closing-codes", "How a case may end.", 200, "ClosingCodes", "", "", ""},

    {"GET", "/api/v1/events", "Live events: hello, case, gone, alarm, message, state, counts, resync, beat, bye.", 200,
     "stream", "", "", ""},
    {"POST", "/api/v1/events/{ref}/watch", "Cases whose messages this stream tells of.", 204, "", "cases:[string]", "",
     ""},
    {"GET", "/api/v1/changes", "Live events since, for lines on which no stream holds.", 200, "Changes", "", "since",
     ""},

    {"POST", "/api/v1/sign-in", "First half of signing in; sets the cookie.", 200, "Opened",
     "name:string password:string", "", "401 429"},
    {"POST", "/api/v1/sign-in/code", "Second half: the app's code or a recovery code.", 200, "Opened", "code:string",
     "", "401 429"},
    {"POST", "/api/v1/invitations/accept", "Choose a password; gives the second factor.", 200, "Enrolment",
     "invitation:string password:string", "", "404 429"},
    {"POST", "/api/v1/sign-out", "End this session.", 204, "", "", "", ""},
    {"GET", "/api/v1/me", "One's own account and rights.", 200, "Me", "", "", ""},
    {"GET", "/api/v1/sessions", "One's own sessions, the newest first.", 200, "SessionPage", "", page, ""},
    {"DELETE", "/api/v1/sessions/{ref}", "End one of one's own sessions.", 204, "", "", "", ""},
    {"GET", "/api/v1/tokens", "One's own API tokens, the newest first.", 200, "TokenPage", "", page, ""},
    {"POST", "/api/v1/tokens", "An API token that acts for one within its scopes; its secret is shown once.", 201,
     "NewToken", "label:string scopes:[string]", "", ""},
    {"DELETE", "/api/v1/tokens/{ref}", "End an API token.", 204, "", "", "", ""},

    {"POST", "/api/v1/cases/{ref}/calls", "That somebody rang her; `reached`: she was on the line.", 204, "",
     "reached:boolean", "", "409"},
    {"POST", "/api/v1/cases/{ref}/block", "Whether whoever wrote the case is answered; danger is heard all the same.",
     204, "", "blocked:boolean", "", ""},
    {"GET", "/api/v1/switches", "What is switched on: surge, areas in war or evacuation.", 200, "Switches", "", "", ""},
    {"POST", "/api/v1/switches", "Switch \"surge\" or \"area QA\" on or off.", 200, "Switches",
     "name:string on:boolean", "", ""},

    {"GET", "/api/v1/roster", "Every shift of the roster.", 200, "Shifts", "", "", ""},
    {"POST", "/api/v1/roster", "Put shifts on the roster, all or none.", 201, "Shifts", "shifts:[NewShift]", "", ""},
    {"DELETE", "/api/v1/roster/{ref}", "Take a shift off the roster.", 204, "", "", "", ""},
    {"GET", "/api/v1/duty", "Who is on duty now, and where nobody will be within seven days.", 200, "Duty", "", "", ""},

    {"POST", "/api/v1/erasures",
     "Erase whoever a case is of, with all her cases; `reason`: asked, court, mistake or age.", 204, "",
     "case:string reason:string", "", "404 409"},
    {"POST", "/api/v1/holds", "Keep whoever a case is of, whatever her age and wish, until it is lifted.", 204, "",
     "case:string on:boolean reason?:string", "", "404"},
    {"POST", "/api/v1/backups", "That a backup was made; whoever has the shell makes them.", 204, "", "file:string", "",
     ""},

    {"GET", "/api/v1/accounts", "Everybody who works here, by name.", 200, "AccountPage", "", page, ""},
    {"POST", "/api/v1/accounts", "Invite somebody; the invitation is shown once.", 201, "Invited",
     "name:string organisation:string roles:[string] queues?:[string] languages?:[string] email?:string phone?:string",
     "", "409"},
    {"POST", "/api/v1/accounts/{ref}/disable", "Close an account and all it has open.", 200, "Account", "", "", ""},
    {"POST", "/api/v1/accounts/{ref}/reset", "A new invitation; what was before is no longer good.", 200, "Invited", "",
     "", ""},
    {"GET", "/api/v1/accounts/{ref}/sessions", "Somebody's sessions, the newest first.", 200, "SessionPage", "", page,
     ""},

    {"POST", "/api/v1/routing/try", "What would happen if: facts of a case in, where it would go and why out.", 200,
     "Routed",
     "category?:string severity?:string rule?:string tags?:[string] place?:string country?:string "
     "number_country?:string flags?:[string] language?:string medium?:string queue?:string district?:string "
     "about?:[string] area_alert?:boolean",
     "", ""},
    {"GET", "/api/v1/demo", "The demo's telephones (POST /hooks/{id}/message) and people; 404 where no demo runs.", 200,
     "Demo", "", "", "404"},
    {"GET", "/api/v1/openapi.json", "This description.", 200, "object", "", "", ""},
});

}  // namespace

std::span<Shape const> shapes() { return shape_table; }
std::span<RouteWords const> route_words() { return route_table; }

}  // namespace console
