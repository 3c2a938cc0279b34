#include "tests/worlds/desk_model.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace worlds {

namespace {

using Entry = store::JournalEntry;

// An act that is not in this list changes nothing that the model knows of.
struct Rule {
  std::string_view what;
  bool (*may)(ModelCase const& record, Entry const& entry, bool is_senior);
  void (*change)(ModelCase& record, Entry const& entry);
};

bool holds(ModelCase const& record, Entry const& entry, bool) {
  return !record.is_closed && record.holder == entry.who;
}
bool is_open(ModelCase const& record, Entry const&, bool) { return !record.is_closed; }
bool always(ModelCase const&, Entry const&, bool) { return true; }
void nothing(ModelCase&, Entry const&) {}

void take(ModelCase& record, std::string const& who) {
  record.holder = who;
  record.is_offered = false;
  record.offered_to.clear();
}

store::Severity severity_in(Entry const& entry) {
  return store::parse_word<store::Severity>(word_in(entry, "severity")).value_or(store::Severity::low);
}

constexpr std::array rules = std::to_array<Rule>({
    {"claimed",
     [](ModelCase const& record, Entry const& entry, bool) {
       return !record.is_closed && (record.holder.empty() || record.holder == entry.who);
     },
     [](ModelCase& record, Entry const& entry) {
       record.waits = record.waits && record.holder == entry.who;
       record.holder = entry.who;
     }},
    {"released",
     [](ModelCase const& record, Entry const& entry, bool is_senior) {
       return !record.is_closed && !record.holder.empty() && (record.holder == entry.who || is_senior);
     },
     [](ModelCase& record, Entry const&) {
       take(record, {});
       record.waits = false;
     }},
    {"claim_ended",
     [](ModelCase const& record, Entry const& entry, bool) {
       bool const is_hers = !record.holder.empty() && record.holder == word_in(entry, "holder");
       return !record.is_closed && entry.who == "clock" && is_hers && !record.has_acted;
     },
     [](ModelCase& record, Entry const&) {
       take(record, {});
       record.waits = false;
     }},
    {"told", is_open,
     [](ModelCase& record, Entry const& entry) {
       if (word_in(entry, "about") != "arrived") return;
       ++record.told_of_arrival;
       record.is_told_of_last = true;
     }},
    {"assigned", [](ModelCase const& record, Entry const&, bool is_senior) { return !record.is_closed && is_senior; },
     [](ModelCase& record, Entry const& entry) {
       take(record, word_in(entry, "to"));
       record.waits = false;
     }},
    {"offered", holds,
     [](ModelCase& record, Entry const& entry) {
       record.is_offered = true;
       record.offered_to = word_in(entry, "to");
     }},
    {"accepted",
     [](ModelCase const& record, Entry const& entry, bool) {
       return !record.is_closed && record.is_offered && (record.offered_to.empty() || record.offered_to == entry.who);
     },
     [](ModelCase& record, Entry const& entry) {
       take(record, entry.who);
       if (std::string const queue = word_in(entry, "queue"); !queue.empty()) record.queue = queue;
       record.waits = false;
     }},
    {"refused",
     [](ModelCase const& record, Entry const& entry, bool) {
       return record.is_offered && (record.offered_to.empty() || record.offered_to == entry.who);
     },
     [](ModelCase& record, Entry const&) { record.is_offered = false; }},
    {"offer_lapsed", [](ModelCase const& record, Entry const&, bool) { return record.is_offered; },
     [](ModelCase& record, Entry const&) { record.is_offered = false; }},
    {"waits", holds, [](ModelCase& record, Entry const&) { record.waits = true; }},
    {"resumed", holds, [](ModelCase& record, Entry const&) { record.waits = false; }},
    {"answered", holds, nothing},
    {"heard", is_open, nothing},
    {"heard_again", is_open, [](ModelCase& record, Entry const&) { record.waits = false; }},
    {"exchange_stopped", is_open, [](ModelCase& record, Entry const&) { record.waits = !record.holder.empty(); }},
    {"severity_raised",
     [](ModelCase const& record, Entry const& entry, bool) {
       return !record.is_closed && severity_in(entry) > record.severity;
     },
     [](ModelCase& record, Entry const& entry) { record.severity = severity_in(entry); }},
    {"severity_lowered",
     [](ModelCase const& record, Entry const& entry, bool is_senior) {
       return !record.is_closed && is_senior && severity_in(entry) < record.severity;
     },
     [](ModelCase& record, Entry const& entry) { record.severity = severity_in(entry); }},
    {"closed",
     [](ModelCase const& record, Entry const& entry, bool) {
       return !record.is_closed && (record.holder.empty() || record.holder == entry.who);
     },
     [](ModelCase& record, Entry const& entry) {
       record.is_closed = true;
       record.is_offered = false;
       record.waits = false;
       record.outcome = word_in(entry, "code");
     }},
    {"reopened", [](ModelCase const& record, Entry const&, bool) { return record.is_closed && !record.is_merged; },
     [](ModelCase& record, Entry const&) {
       record.is_closed = false;
       record.outcome.clear();
       record.holder.clear();
     }},
    {"noted", always, [](ModelCase& record, Entry const&) { ++record.notes; }},
});

class Reader {
 public:
  explicit Reader(std::set<std::string> const& seniors) : seniors_(seniors) {}

  void read(Entry const& entry) {
    constexpr std::string_view subject = "case ";
    if (!entry.subject.starts_with(subject)) return;
    std::string const ref = entry.subject.substr(subject.size());
    if (entry.what == "case_opened") {
      if (!model_.cases.emplace(ref, ModelCase{.queue = word_in(entry, "queue"), .severity = severity_in(entry)})
               .second)
        complain(entry, "opened twice");
      return;
    }
    auto const found = model_.cases.find(ref);
    if (found == model_.cases.end()) {
      complain(entry, "an act on a case that was never opened");
      return;
    }
    if (entry.what == "case_raised") {
      raise(found->second, entry);
    } else {
      act(found->second, entry);
    }
  }

  DeskModel take() { return std::move(model_); }

 private:
  // What a machine learns changes the case too.
  void raise(ModelCase& record, Entry const& entry) {
    if (severity_in(entry) < record.severity) complain(entry, "a machine lowered the severity");
    if (severity_in(entry) > record.severity || word_in(entry, "queue") != record.queue) arrive(record);
    record.queue = word_in(entry, "queue");
    record.severity = std::max(record.severity, severity_in(entry));
    ++record.version;
  }

  void act(ModelCase& record, Entry const& entry) {
    if (std::int64_t const version = version_in(entry); version != 0) {
      if (version != record.version + 1) complain(entry, "not one version after the act before: a change was lost");
      record.version = version;
    }
    auto const rule = std::ranges::find(rules, entry.what, &Rule::what);
    if (rule == rules.end()) {
      if (entry.who == record.holder) record.has_acted = true;
      return;
    }
    if (!rule->may(record, entry, seniors_.contains(entry.who))) {
      complain(entry,
               "not allowed while \"" + record.holder + "\" holds it" + (record.is_closed ? " and it is closed" : ""));
    }
    ModelCase const before = record;
    rule->change(record, entry);
    follow_clocks(before, record, entry);
  }

  static void arrive(ModelCase& record) {
    ++record.arrivals;
    record.is_told_of_last = false;
  }

  static void follow_clocks(ModelCase const& before, ModelCase& record, Entry const& entry) {
    bool const is_reopened = before.is_closed && !record.is_closed;
    if (record.holder != before.holder) {
      record.held_since = entry.at;
      record.has_acted = false;
    } else if (entry.who == record.holder) {
      record.has_acted = true;
    }
    if (record.holder != before.holder || record.severity > before.severity || is_reopened) arrive(record);
  }

  void complain(Entry const& entry, std::string const& why) {
    model_.complaints.push_back(entry.subject + ": " + entry.who + " " + entry.what + ": " + why);
  }

  std::set<std::string> const& seniors_;
  DeskModel model_;
};

}  // namespace

std::string word_in(store::JournalEntry const& entry, std::string_view key) {
  boost::system::error_code failed;
  boost::json::value const detail = boost::json::parse(entry.detail, failed);
  if (failed || !detail.is_object()) return {};
  boost::json::value const* const word = detail.get_object().if_contains(key);
  return word != nullptr && word->is_string() ? std::string(word->get_string()) : std::string();
}

std::int64_t version_in(store::JournalEntry const& entry) {
  boost::system::error_code failed;
  boost::json::value const detail = boost::json::parse(entry.detail, failed);
  if (failed || !detail.is_object()) return 0;
  boost::json::value const* const version = detail.get_object().if_contains("version");
  return version != nullptr && version->is_int64() ? version->get_int64() : 0;
}

DeskModel replay_journal(std::vector<store::JournalEntry> const& journal, std::set<std::string> const& seniors) {
  Reader reader(seniors);
  for (store::JournalEntry const& entry : journal) reader.read(entry);
  return reader.take();
}

}  // namespace worlds
