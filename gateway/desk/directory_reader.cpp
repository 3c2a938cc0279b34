// config/directory.yaml -> Directory. Reads on after a mistake, so that one run says them all.
#include "flows/read.hpp"
#include "flows/text/utf8.hpp"
#include "gateway/desk/directory.hpp"
#include "gateway/desk/fields.hpp"
#include "gateway/desk/hours_reader.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace desk {
namespace {

// {mins} holds three characters.
constexpr int promise_minutes_max = 999;
// A ladder is about days, not seasons: thirty of them.
constexpr int ladder_minutes_max = 30 * 24 * 60;
constexpr int capacity_max = 10'000;

constexpr std::array<TargetKind, 6> kinds{TargetKind::bureau,       TargetKind::cso, TargetKind::embassy,
                                          TargetKind::labour_union, TargetKind::un,  TargetKind::other};
std::vector<std::string> told() { return {"lead", "duty_phone", "chair", "senior", "weekly_list"}; }
std::vector<std::string> severities() { return {"critical", "high", "medium", "low"}; }

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (char32_t const point : flows::from_utf8(text)) units += point > 0xFFFF ? 2 : 1;
  return units;
}

class Reader {
 public:
  Reader(std::string file, Calendars const& calendars, std::vector<flows::Finding>& findings)
      : fields_(std::move(file), findings), calendars_(calendars) {}

  void read(flows::Node const& root, Directory& directory) {
    if (!fields_.is_map(root, "the directory",
                        {"zone", "line_number", "queues", "service_levels", "ladder", "documents", "tags", "regions",
                         "resource_centres", "targets"}))
      return;
    zone_ = read_zone(fields_, root, "zone", zone_);
    directory.zone = zone_;
    directory.line_number = fields_.text_or_empty(root, "line_number");
    read_words(root, "documents", "document", directory.documents);
    if (root.find("tags")) read_words(root, "tags", "tag", directory.tags);
    if (root.find("regions")) read_regions(root, directory);
    if (root.find("resource_centres")) read_resource_centres(root, directory);
    for_each(root, "queues", [&](flows::Node::Entry const& entry) { read_queue(entry, directory); });
    for_each(root, "targets", [&](flows::Node::Entry const& entry) { read_target(entry, directory); });
    read_service_levels(root, directory);
    read_ladder(root, directory);
    check_backups(root, directory);
    check_organisations(root, directory);
    for (std::string const code : {"intake", "crisis", "safeguard"}) {
      if (!directory.find_queue(code))
        fields_.wrong(root.mark, "the queue `" + code + "` is missing; routing needs it");
    }
  }

 private:
  template <class Visit>
  void for_each(flows::Node const& root, std::string_view key, Visit visit) {
    flows::Node const* const map = root.find(key);
    if (!map || map->kind != flows::Node::Kind::map) {
      fields_.wrong(map ? map->mark : root.mark, "`" + std::string{key} + "` is missing: a map of codes");
      return;
    }
    for (flows::Node::Entry const& entry : map->entries) visit(entry);
  }

  // Codes and the words that say what each is.
  void read_words(flows::Node const& root, std::string_view key, std::string const& what,
                  std::map<std::string, std::string, std::less<>>& words) {
    for_each(root, key, [&](flows::Node::Entry const& entry) {
      if (entry.value.kind == flows::Node::Kind::text && !entry.value.text.empty()) {
        words.emplace(entry.key, entry.value.text);
      } else {
        fields_.wrong(entry.mark, "the " + what + " `" + entry.key + "` needs a few words that say what it is");
      }
    });
  }

  void read_regions(flows::Node const& root, Directory& directory) {
    for_each(root, "regions", [&](flows::Node::Entry const& entry) {
      for (Fields::Item const& item : fields_.list(*root.find("regions"), entry.key)) {
        std::string& region = directory.districts[item.text].region;
        if (!region.empty()) {
          fields_.wrong(item.mark, "`" + item.text + "` stands in the region `" + region + "` already");
        }
        region = entry.key;
      }
    });
  }

  void read_resource_centres(flows::Node const& root, Directory& directory) {
    for_each(root, "resource_centres", [&](flows::Node::Entry const& entry) {
      ResourceCentre& there = directory.districts[entry.key].resource_centre;
      if (entry.value.text == "yes") {
        there = ResourceCentre::yes;
      } else if (entry.value.text == "no") {
        there = ResourceCentre::no;
      } else {
        fields_.wrong(entry.value.mark, "write `yes` or `no`, or take the district away if nobody knows");
      }
    });
  }

  [[nodiscard]] std::string read_name(flows::Node const& names, std::string_view language) {
    std::string written = fields_.text(names, language);
    if (utf16_units(written) > name_units_max) {
      fields_.wrong(names.find(language)->mark, "a name has at most " + std::to_string(name_units_max) +
                                                    " units, since it stands in texts as {org}; this has " +
                                                    std::to_string(utf16_units(written)));
    }
    return written;
  }

  [[nodiscard]] Names read_names(flows::Node const& map) {
    flows::Node const* const names = map.find("names");
    if (!names) {
      fields_.wrong(map.mark, "`names` is missing: { en: …, ne: …, ne-Latn: … }");
      return {};
    }
    if (!fields_.is_map(*names, "`names`", {"en", "ne", "ne-Latn"})) return {};
    return {.en = read_name(*names, "en"), .ne = read_name(*names, "ne"), .ne_latn = read_name(*names, "ne-Latn")};
  }

  [[nodiscard]] std::optional<flows::Severity> read_severity(flows::Node const& map, std::string_view key) {
    std::string const written = fields_.text_or_empty(map, key);
    std::optional<flows::Severity> const severity = flows::parse_severity(written);
    if (!severity && !written.empty()) {
      fields_.wrong(map.find(key)->mark, "`" + written + "` is no severity: critical, high, medium or low" +
                                             Fields::did_you_mean(written, severities()));
    }
    return severity;
  }

  void read_promise(flows::Node const& map, Queue& queue) {
    flows::Node const* const promise = map.find("promise");
    if (!promise) {
      fields_.wrong(map.mark, "`promise` is missing: minutes for critical, high, medium and low");
      return;
    }
    if (!fields_.is_map(*promise, "`promise`", severities())) return;
    for (std::string const& word : severities()) {
      std::optional<int> const minutes = fields_.number(*promise, word, 1, promise_minutes_max);
      std::optional<flows::Severity> const severity = flows::parse_severity(word);
      if (minutes && severity) queue.promise.at(std::to_underlying(*severity)) = *minutes;
    }
  }

  [[nodiscard]] std::string read_telephone(flows::Node const& map) {
    std::string written = fields_.text_or_empty(map, "telephone");
    std::string_view const digits = std::string_view(written).substr(written.starts_with('+') ? 1 : 0);
    bool const is_number = written.starts_with('+') && digits.size() >= 7 && digits.size() <= 15 &&
                           digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!written.empty() && !is_number) {
      fields_.wrong(map.find("telephone")->mark,
                    "`telephone` is written with its country code, a plus and digits alone");
      written.clear();
    }
    return written;
  }

  [[nodiscard]] std::vector<std::string> read_texts(flows::Node const& map, std::string_view key) {
    std::vector<std::string> texts;
    for (Fields::Item& item : fields_.list(map, key)) texts.push_back(std::move(item.text));
    return texts;
  }

  void read_queue(flows::Node::Entry const& entry, Directory& directory) {
    flows::Node const& map = entry.value;
    if (!fields_.is_map(map, "a queue",
                        {"names", "about", "members", "hours", "on_call", "promise", "backup", "backup_people",
                         "telephone", "organisations", "languages", "capacity"})) {
      return;
    }
    Queue queue{.code = entry.key,
                .names = read_names(map),
                .about = fields_.text(map, "about"),
                .members = fields_.text(map, "members"),
                .hours = read_hours(fields_, map, zone_, calendars_),
                .on_call = read_severity(map, "on_call"),
                .backup = fields_.text_or_empty(map, "backup"),
                .telephone = read_telephone(map),
                .organisations = read_texts(map, "organisations"),
                .languages = read_texts(map, "languages"),
                .mark = entry.mark};
    if (map.find("capacity")) queue.capacity = fields_.number(map, "capacity", 1, capacity_max).value_or(0);
    read_promise(map, queue);
    if (queue.backup.empty() && fields_.text_or_empty(map, "backup_people").empty()) {
      fields_.wrong(entry.mark, "the queue `" + entry.key + "` has no `backup`: a queue, or `backup_people` in words");
    }
    directory.queues.emplace(entry.key, std::move(queue));
  }

  [[nodiscard]] TargetKind read_kind(flows::Node const& map) {
    std::string const written = fields_.text(map, "kind");
    std::vector<std::string> known;
    for (TargetKind const kind : kinds) {
      if (written == name(kind)) return kind;
      known.emplace_back(name(kind));
    }
    if (!written.empty()) {
      fields_.wrong(map.find("kind")->mark, "`" + written +
                                                "` is no kind of body: bureau, cso, embassy, union, un or other" +
                                                Fields::did_you_mean(written, known));
    }
    return TargetKind::other;
  }

  [[nodiscard]] std::optional<std::chrono::sys_days> read_date(flows::Node const& map, std::string const& key) {
    std::string const written = fields_.text_or_empty(map, key);
    std::optional<std::chrono::sys_days> const date = parse_date(written);
    if (!date && !written.empty()) {
      fields_.wrong(map.find(key)->mark, "`" + key + "` is a date, 2026-11-23, or left out");
    }
    return date;
  }

  [[nodiscard]] std::vector<ContactEntry> read_contacts(flows::Node const& map) {
    std::vector<ContactEntry> contacts;
    flows::Node const* const list = map.find("contacts");
    if (!list) return contacts;
    if (list->kind != flows::Node::Kind::list) {
      fields_.wrong(list->mark, "`contacts` is a list of { label, number, source, verified_on }");
      return contacts;
    }
    for (flows::Node const& item : list->items) {
      if (!fields_.is_map(item, "a contact",
                          {"label", "number", "prints", "source", "owner", "hours", "reachable_from", "verified_on",
                           "verify_by"})) {
        continue;
      }
      contacts.push_back({.label = fields_.text(item, "label"),
                          .number = fields_.text(item, "number"),
                          .prints = fields_.text_or_empty(item, "prints"),
                          .source = fields_.text(item, "source"),
                          .owner = fields_.text_or_empty(item, "owner"),
                          .hours = fields_.text_or_empty(item, "hours"),
                          .reachable_from = read_texts(item, "reachable_from"),
                          .verified_on = read_date(item, "verified_on"),
                          .verify_by = read_date(item, "verify_by"),
                          .mark = item.mark});
      check_printable(contacts.back());
    }
    return contacts;
  }

  // What stands in texts to people in distress is known to the last word, or it stays with the operators.
  void check_printable(ContactEntry const& contact) {
    if (contact.prints.empty()) return;
    std::string lacks;
    auto const lack = [&](std::string_view key) { lacks += (lacks.empty() ? "`" : ", `") + std::string{key} + "`"; };
    if (contact.owner.empty()) lack("owner");
    if (contact.hours.empty()) lack("hours");
    if (contact.reachable_from.empty()) lack("reachable_from");
    if (contact.verified_on && !contact.verify_by) lack("verify_by");
    if (lacks.empty()) return;
    fields_.wrong(contact.mark, "a number that a text prints needs " + lacks +
                                    ": who of ours keeps it right, when somebody answers, the countries from which it "
                                    "can be dialled, and the day by which it is rung again");
  }

  void read_target(flows::Node::Entry const& entry, Directory& directory) {
    flows::Node const& map = entry.value;
    if (!fields_.is_map(map, "a target",
                        {"kind", "names", "mandate", "cannot", "inputs", "place", "hours", "contacts"})) {
      return;
    }
    Target target{.code = entry.key,
                  .kind = read_kind(map),
                  .names = read_names(map),
                  .mandate = fields_.text(map, "mandate"),
                  .cannot = fields_.text(map, "cannot"),
                  .inputs = {},
                  .place = fields_.text(map, "place"),
                  .hours = fields_.text_or_empty(map, "hours"),
                  .contacts = read_contacts(map),
                  .mark = entry.mark};
    for (Fields::Item const& item : fields_.list(map, "inputs")) {
      if (!directory.documents.contains(item.text)) {
        fields_.wrong(item.mark, "there is no document `" + item.text + "` under `documents`");
      }
      target.inputs.push_back(item.text);
    }
    directory.targets.emplace(entry.key, std::move(target));
  }

  void read_service_levels(flows::Node const& root, Directory& directory) {
    flows::Node const* const levels = root.find("service_levels");
    if (!levels) {
      fields_.wrong(root.mark, "`service_levels` is missing: for each severity { eyes, update or update_days, claim }");
      return;
    }
    if (!fields_.is_map(*levels, "`service_levels`", severities())) return;
    for (flows::Node::Entry const& entry : levels->entries) {
      if (!fields_.is_map(entry.value, "a service level", {"eyes", "update", "update_days", "claim"})) continue;
      auto const number = [&](std::string_view key) {
        if (!entry.value.find(key)) return 0;
        return fields_.number(entry.value, key, 1, ladder_minutes_max).value_or(0);
      };
      ServiceLevel const level{.eyes = number("eyes"),
                               .update = number("update"),
                               .update_days = number("update_days"),
                               .claim = number("claim")};
      std::optional<flows::Severity> const severity = flows::parse_severity(entry.key);
      if (severity) directory.service_levels.at(std::to_underlying(*severity)) = level;
    }
  }

  void read_ladder(flows::Node const& root, Directory& directory) {
    flows::Node const* const list = root.find("ladder");
    if (!list || list->kind != flows::Node::Kind::list) {
      fields_.wrong(list ? list->mark : root.mark, "`ladder` is missing: a list of { severity, minutes, who }");
      return;
    }
    for (flows::Node const& item : list->items) {
      if (!fields_.is_map(item, "a step of the ladder", {"severity", "minutes", "who"})) continue;
      std::optional<flows::Severity> const severity = read_severity(item, "severity");
      std::optional<int> const minutes = fields_.number(item, "minutes", 1, ladder_minutes_max);
      std::string const who = fields_.text(item, "who");
      std::vector<std::string> const known = told();
      if (!who.empty() && std::ranges::find(known, who) == known.end()) {
        fields_.wrong(item.find("who")->mark, "`" + who +
                                                  "` is nobody who can be told: lead, duty_phone, chair, senior, "
                                                  "weekly_list" +
                                                  Fields::did_you_mean(who, known));
      }
      if (!item.find("severity")) fields_.wrong(item.mark, "`severity` is missing in this step of the ladder");
      if (severity && minutes) directory.ladder.push_back({.severity = *severity, .minutes = *minutes, .who = who});
    }
    std::ranges::sort(directory.ladder, [](LadderStep const& a, LadderStep const& b) {
      return a.severity != b.severity ? a.severity > b.severity : a.minutes < b.minutes;
    });
  }

  // Every chain of backups must end with people, not in a ring.
  void check_backups(flows::Node const& root, Directory const& directory) {
    std::vector<std::string> codes;
    for (auto const& [code, queue] : directory.queues) codes.push_back(code);
    for (auto const& [code, queue] : directory.queues) {
      if (queue.backup.empty()) continue;
      flows::Mark const mark = root.find("queues")->find(code)->find("backup")->mark;
      if (!directory.find_queue(queue.backup)) {
        fields_.wrong(mark, "there is no queue `" + queue.backup + "` to back this one" +
                                Fields::did_you_mean(queue.backup, codes));
      } else if (is_ring(code, directory)) {
        fields_.wrong(mark,
                      "the backups of `" + code + "` go round in a ring; one of them must be people, or another queue");
      }
    }
  }

  // Whom a case is about never gets it, so it must be known who sits where.
  void check_organisations(flows::Node const& root, Directory const& directory) {
    std::vector<std::string> codes;
    for (auto const& [code, target] : directory.targets) codes.push_back(code);
    for (auto const& [code, queue] : directory.queues) {
      flows::Node const& map = *root.find("queues")->find(code);
      for (Fields::Item const& item : fields_.list(map, "organisations")) {
        if (directory.find_target(item.text)) continue;
        fields_.wrong(item.mark,
                      "there is no body `" + item.text + "` under `targets`" + Fields::did_you_mean(item.text, codes));
      }
    }
  }

  [[nodiscard]] static bool is_ring(std::string const& start, Directory const& directory) {
    std::set<std::string> seen;
    Queue const* queue = directory.find_queue(start);
    while (queue && !queue->backup.empty()) {
      if (queue->backup == start) return true;
      if (!seen.insert(queue->code).second) return false;  // a ring further on, said at its own queues
      queue = directory.find_queue(queue->backup);
    }
    return false;
  }

  Fields fields_;
  Calendars const& calendars_;
  base::Zone zone_;
};

}  // namespace

ReadDirectory read_directory(std::string_view file, std::string_view text, Calendars const& calendars) {
  ReadDirectory read;
  std::optional<flows::Node> const root = flows::read_yaml(std::string{file}, text, read.findings);
  if (root) Reader{std::string{file}, calendars, read.findings}.read(*root, read.directory);
  read.directory.countries = calendars.countries;
  std::ranges::sort(read.findings);
  return read;
}

}  // namespace desk
