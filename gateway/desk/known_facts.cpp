#include "gateway/desk/known_facts.hpp"

#include "gateway/store/case_fact.hpp"

#include <algorithm>
#include <array>

namespace desk {

namespace {

using Done = base::Result<void>;

constexpr std::size_t value_bytes_max = 500;
constexpr std::size_t number_digits_max = 12;

using enum FactForm;

// The forced-labour indicators are the eleven of the ILO, as digits that a person ticks.
constexpr std::array kinds = std::to_array<FactKind>({
    {"alias", text, {}, "what she wants to be called"},
    {"caller_role", one_of, "worker family friend other", "who writes"},
    {"wants", text, {}, "what she wants, in her own words"},
    {"agreed", text, {}, "what she agreed to"},
    {"next_step", text, {}, "what comes next, who does it, by when"},
    {"safety_plan", text, {}, "what keeps her safe"},
    {"age_band", one_of, "under_18 18_24 25_34 35_up", "her age"},
    {"gender", one_of, "woman man other", "for who may speak with her"},
    {"employer", text, {}, "who employs her"},
    {"work_place", text, {}, "where she works"},
    {"recruiter", text, {}, "who sent her"},
    {"recruiter_licence", text, {}, "the recruiter's licence number"},
    {"passport", one_of, "with_her employer recruiter embassy lost unknown", "where her passport is"},
    {"wages_owed", number, {}, "how much, in wages_currency"},
    {"wages_currency", text, {}, "QAR, AED, NPR"},
    {"months_unpaid", number, {}, "for how many months"},
    {"indicators", some_of, "1 2 3 4 5 6 7 8 9 10 11", "signs of forced labour"},
});

bool is_number(std::string_view value) {
  return !value.empty() && value.size() <= number_digits_max &&
         std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
}

// Each word of `value` is one of the choices; `count` of them.
bool are_choices(std::string_view value, std::string_view choices, int& count) {
  while (!value.empty()) {
    std::string_view const word = value.substr(0, value.find(' '));
    value.remove_prefix(std::min(word.size() + 1, value.size()));
    if (word.empty()) continue;
    bool found = false;
    for (std::string_view rest = choices; !rest.empty() && !found;) {
      std::string_view const choice = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(choice.size() + 1, rest.size()));
      found = choice == word;
    }
    if (!found) return false;
    ++count;
  }
  return count > 0;
}

Done put(CaseWork& work, FactValues const& values) {
  if (values.empty()) return base::wrong_field("facts", "Say what is known: \"facts\".");
  if (Done open = work.require_open(); !open) return open;
  std::string changed;
  for (auto const& [kind, value] : values) {
    if (Done fits = check_fact(kind, value); !fits) return fits;
    store::set_case_fact(work.tx, work.record.id, work.record.contact,
                         {.kind = kind, .author = work.actor.name, .value = store::Sealed<std::string>(value)});
    changed += (changed.empty() ? "" : " ") + kind;
  }
  return work.done("facts_set", {{"kinds", changed}});
}

}  // namespace

std::span<FactKind const> fact_kinds() { return kinds; }

base::Result<void> check_fact(std::string_view kind, std::string_view value) {
  auto const refuse = [&](std::string const& why) { return base::wrong_field("facts", why); };
  auto const found = std::ranges::find(kinds, kind, &FactKind::kind);
  std::string const field = "\"" + std::string(kind) + "\"";
  if (found == kinds.end()) return refuse("There is no such fact: " + field + ".");
  if (value.empty()) return {};
  int count = 0;
  switch (found->form) {
    case text: {
      if (value.size() <= value_bytes_max) return {};
      return refuse(field + " is too long: 500 bytes at most.");
    }
    case number: {
      if (is_number(value)) return {};
      return refuse(field + " is a number without signs, 12 digits at most.");
    }
    case one_of: {
      if (are_choices(value, found->choices, count) && count == 1) return {};
      return refuse(field + " is one of: " + std::string(found->choices) + ".");
    }
    case some_of: {
      if (are_choices(value, found->choices, count)) return {};
      return refuse(field + " is some of: " + std::string(found->choices) + ".");
    }
  }
  std::unreachable();
}

Act set_facts(FactValues values) {
  return [values = std::move(values)](CaseWork& work) { return put(work, values); };
}

}  // namespace desk
