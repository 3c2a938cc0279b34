#include "gateway/line/notices.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace line {

namespace {

// Whoever is rung about something critical acts in this time, or another has been rung since.
constexpr std::chrono::hours urgent_lifetime{1};
constexpr std::chrono::hours lifetime{24};

std::string_view word(desk::Alarm::What what) {
  switch (what) {
    case desk::Alarm::What::arrived: return "arrived";
    case desk::Alarm::What::reminder: return "reminder";
    case desk::Alarm::What::missed: return "missed";
  }
  std::unreachable();
}

std::string_view says(desk::Alarm::What what) {
  switch (what) {
    case desk::Alarm::What::arrived: return "is waiting.";
    case desk::Alarm::What::reminder: return "is waiting: its time is nearly over.";
    case desk::Alarm::What::missed: return "is still waiting: nobody acted in time.";
  }
  std::unreachable();
}

std::string link(NoticeWays const& ways, store::Case const& record) { return ways.public_url + "/cases/" + record.ref; }

struct Way {
  store::NoticeMedium medium = store::NoticeMedium::sms;
  std::string channel;
  store::Sealed<std::string> address;
};

// What cannot wait goes to the phone, if there is one; the rest to the letter box.
std::optional<Way> way_to(NoticeWays const& ways, store::Account const& account, bool is_urgent) {
  bool const has_phone = !ways.sms_channel.empty() && !account.phone.empty();
  bool const has_mail = ways.has_mail && !account.email.empty();
  if (has_phone && (is_urgent || !has_mail)) return Way{store::NoticeMedium::sms, ways.sms_channel, account.phone};
  if (has_mail) return Way{store::NoticeMedium::email, std::string(store::mail_way), account.email};
  return std::nullopt;
}

bool tell_words(store::Transaction& tx, NoticeWays const& ways, store::Account const& account, std::string const& event,
                std::string const& words) {
  std::optional<Way> way = way_to(ways, account, true);
  if (!way) return false;
  return store::add_notice(tx, {.account = account.id,
                                .case_id = {},
                                .medium = way->medium,
                                .event = event,
                                .address = std::move(way->address),
                                .text = store::Sealed<std::string>(words),
                                .way = std::move(way->channel),
                                .expires = tx.now() + lifetime});
}

}  // namespace

NoticeWays notice_ways(base::Config const& config) {
  NoticeWays ways{.sms_channel = config.notices.sms_channel,
                  .has_mail = !config.notices.mail_url.empty(),
                  .has_webhook = !config.notices.webhook_url.empty(),
                  .public_url = config.server.public_url};
  return ways;
}

bool tell(store::Transaction& tx, NoticeWays const& ways, store::Account const& account, store::Case const& record,
          desk::Alarm const& alarm) {
  bool const is_urgent = record.severity >= store::Severity::high;
  std::optional<Way> way = way_to(ways, account, is_urgent);
  if (!way) return false;
  std::string const words = "Case " + record.ref + " " + std::string(says(alarm.what)) + " " + link(ways, record);
  return store::add_notice(tx, {.account = account.id,
                                .case_id = record.id,
                                .medium = way->medium,
                                .event = record.ref + " " + alarm.event,
                                .address = std::move(way->address),
                                .text = store::Sealed<std::string>(words),
                                .way = std::move(way->channel),
                                .expires = tx.now() + (is_urgent ? urgent_lifetime : lifetime)});
}

void tell_webhook(store::Transaction& tx, NoticeWays const& ways, store::Case const& record, desk::Alarm const& alarm) {
  if (!ways.has_webhook) return;
  boost::json::object body{{"event", word(alarm.what)}, {"case", record.ref}, {"link", link(ways, record)}};
  if (alarm.promise) body["promise"] = desk::name(*alarm.promise);
  store::add_notice(tx, {.account = {},
                         .case_id = record.id,
                         .medium = store::NoticeMedium::webhook,
                         .event = record.ref + " " + alarm.event + " " + alarm.who,
                         .address = store::Sealed<std::string>(std::string(store::webhook_way)),
                         .text = store::Sealed<std::string>(boost::json::serialize(body)),
                         .way = std::string(store::webhook_way),
                         .expires = tx.now() + lifetime});
}

bool tell_hole(store::Transaction& tx, NoticeWays const& ways, store::Account const& account, std::string const& event,
               std::string const& sentence) {
  return tell_words(tx, ways, account, event, sentence + " " + ways.public_url + "/roster");
}

bool tell_reading(store::Transaction& tx, NoticeWays const& ways, store::Account const& account,
                  std::string const& event, std::string const& sentence) {
  return tell_words(tx, ways, account, event, sentence + " Ask her why; `saathi audit who` says which.");
}

}  // namespace line
