#include "gateway/base/settings.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace base {
namespace {

using Kind = SettingKind;
using Value = SettingValue;
using Channel = Config::Channel;
using Texts = std::vector<std::string>;

template <class T>
T take(Value&& value) {
  return std::get<T>(std::move(value));
}

constexpr int minute_max = 1'000'000;

constexpr std::array table{
    Setting{"server", "listen", Kind::listen, "\"127.0.0.1:8080\"", false, 0, 0,
            "Address and port on which webhooks, API and console are served; a proxy in front ends TLS.",
            [](Config& config, Value value) { config.server.listen = take<std::string>(std::move(value)); }, nullptr},
    Setting{"server", "public_url", Kind::url, "", false, 0, 0,
            "How the world reaches this server; providers sign this address, so it must be exactly what they call.",
            [](Config& config, Value value) { config.server.public_url = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"server", "threads", Kind::count, "1", false, 1, 16,
            "Threads that serve requests; one is enough for thousands of texts a second.",
            [](Config& config, Value value) { config.server.threads = take<int>(std::move(value)); }, nullptr},
    Setting{"server", "trusted_proxies", Kind::ranges, "[]", false, 0, 0,
            "Addresses and networks of our own proxies, whose X-Forwarded-For and Forwarded headers are believed.",
            [](Config& config, Value value) { config.server.trusted_proxies = take<Texts>(std::move(value)); },
            nullptr},
    Setting{"metrics", "listen", Kind::listen, "\"127.0.0.1:9464\"", false, 0, 0,
            "Address and port of /metrics, for Prometheus; not for the world.",
            [](Config& config, Value value) { config.metrics.listen = take<std::string>(std::move(value)); }, nullptr},
    Setting{"store", "url", Kind::store_url, "\"sqlite:var/saathi.db\"", false, 0, 0,
            "The database; a relative path is relative to this file.",
            [](Config& config, Value value) { config.store.url = take<std::string>(std::move(value)); }, nullptr},
    Setting{"keys", "file", Kind::path, "\"var/master.key\"", false, 0, 0,
            "The master key, made by `saathi key init`; without it nothing that is sealed can be read again.",
            [](Config& config, Value value) { config.keys.file = take<std::string>(std::move(value)); }, nullptr},
    Setting{"keys", "credential", Kind::text, "", false, 0, 0,
            "The master key as a systemd credential of this name (LoadCredential=); `file` where there is none.",
            [](Config& config, Value value) { config.keys.credential = take<std::string>(std::move(value)); }, nullptr},
    Setting{
        "keys", "command", Kind::text, "", false, 0, 0,
        "A command that writes the master key, 64 hexadecimal digits: a smart card's reader, a key server's client.",
        [](Config& config, Value value) { config.keys.command = take<std::string>(std::move(value)); }, nullptr},
    Setting{"content", "dir", Kind::path, "", false, 0, 0,
            "Where flows, directory, routing and messages lie, if not beside this file.",
            [](Config& config, Value value) { config.content.dir = take<std::string>(std::move(value)); }, nullptr},
    Setting{"limits", "per_number", Kind::count, "20", false, 1, minute_max,
            "Texts a minute from one number, once floods are held back (not yet). Danger always passes.",
            [](Config& config, Value value) { config.limits.per_number = take<int>(std::move(value)); }, nullptr},
    Setting{"limits", "per_prefix", Kind::count, "600", false, 1, minute_max,
            "Texts a minute from numbers that begin alike, likewise.",
            [](Config& config, Value value) { config.limits.per_prefix = take<int>(std::move(value)); }, nullptr},
    Setting{"limits", "total", Kind::count, "6000", false, 1, minute_max, "Texts a minute in all, likewise.",
            [](Config& config, Value value) { config.limits.total = take<int>(std::move(value)); }, nullptr},
    Setting{"flows", "second_person", Kind::flag, "true", false, 0, 0,
            "Whether publishing a flow needs the approval of a second person.",
            [](Config& config, Value value) { config.flows.second_person = take<bool>(std::move(value)); }, nullptr},
    Setting{"flows", "record", Kind::flag, "false", false, 0, 0,
            "Whether calls may record spoken words, where a flow has asked her first; the provider keeps them.",
            [](Config& config, Value value) { config.flows.record = take<bool>(std::move(value)); }, nullptr},
    Setting{"calls", "resume_minutes", Kind::count, "15", false, 1, 1440,
            "So long after a call was cut off another one goes on where it was; then she is asked by SMS where that is "
            "safe.",
            [](Config& config, Value value) { config.calls.resume_minutes = take<int>(std::move(value)); }, nullptr},
    Setting{"calls", "texts", Kind::flag, "true", false, 0, 0,
            "Whether a call that was missed or cut off is answered by SMS, once and only where writing is safe.",
            [](Config& config, Value value) { config.calls.texts = take<bool>(std::move(value)); }, nullptr},
    Setting{"calls", "texts_per_number", Kind::count, "1", false, 1, 100,
            "Such texts to one number in a day, so that nobody is pestered by calls in her name.",
            [](Config& config, Value value) { config.calls.texts_per_number = take<int>(std::move(value)); }, nullptr},
    Setting{"calls", "texts_per_channel", Kind::count, "30", false, 1, 100'000,
            "Such texts through one channel in an hour, so that a flood of calls costs little.",
            [](Config& config, Value value) { config.calls.texts_per_channel = take<int>(std::move(value)); }, nullptr},
    Setting{"notices", "sms_channel", Kind::channel_id, "", false, 0, 0,
            "The channel by which duty phones are told that a case waits: its number and a link, nothing else.",
            [](Config& config, Value value) { config.notices.sms_channel = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"notices", "mail_url", Kind::mail_url, "", false, 0, 0,
            "The mail server for the same by e-mail: smtps://mail.example.org, or smtp:// with a port.",
            [](Config& config, Value value) { config.notices.mail_url = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"notices", "mail_from", Kind::text, "", false, 0, 0, "The address that these e-mails come from.",
            [](Config& config, Value value) { config.notices.mail_from = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"notices", "mail_user", Kind::text, "", false, 0, 0,
            "Who we are to the mail server; empty if it asks for nobody.",
            [](Config& config, Value value) { config.notices.mail_user = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"notices", "mail_password", Kind::secret, "", false, 0, 0, "Our password there; goes over TLS only.",
            [](Config& config, Value value) { config.notices.mail_password = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"notices", "webhook_url", Kind::url, "", false, 0, 0,
            "An address of another system that is told the same, signed.",
            [](Config& config, Value value) { config.notices.webhook_url = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"notices", "webhook_secret", Kind::secret, "", false, 0, 0,
            "What its Saathi-Signature is made with: 32 letters or more, drawn at random.",
            [](Config& config, Value value) { config.notices.webhook_secret = take<std::string>(std::move(value)); },
            nullptr},
    Setting{"channel", "id", Kind::channel_id, "", true, 0, 0,
            "Short name of the channel, part of its webhook addresses: a-z, 0-9 and -, at most 32.", nullptr,
            [](Channel& channel, Value value) { channel.id = take<std::string>(std::move(value)); }},
    Setting{"channel", "provider", Kind::text, "", true, 0, 0, "Whose number it is: twilio, kannel or local.", nullptr,
            [](Channel& channel, Value value) { channel.provider = take<std::string>(std::move(value)); }},
    Setting{"channel", "address", Kind::text, "", true, 0, 0,
            "Our number there, in international form (+1500...), or the short code.", nullptr,
            [](Channel& channel, Value value) { channel.address = take<std::string>(std::move(value)); }},
    Setting{"channel", "country", Kind::country, "", false, 0, 0,
            "Country of numbers written without a country code, two letters (NP, QA).", nullptr,
            [](Channel& channel, Value value) { channel.country = take<std::string>(std::move(value)); }},
    Setting{"channel", "voice", Kind::flag, "false", false, 0, 0, "Whether the number takes calls.", nullptr,
            [](Channel& channel, Value value) { channel.voice = take<bool>(std::move(value)); }},
    Setting{"channel", "api", Kind::url, "", false, 0, 0,
            "Base URL of the provider's API, if it is not the provider's usual one.", nullptr,
            [](Channel& channel, Value value) { channel.api = take<std::string>(std::move(value)); }},
    Setting{"channel", "rate", Kind::count, "", false, 1, 1000,
            "Texts a second that may be sent through it; otherwise what the provider allows by default.", nullptr,
            [](Channel& channel, Value value) { channel.rate = take<int>(std::move(value)); }},
    Setting{"channel", "allow_from", Kind::ranges, "[]", false, 0, 0,
            "Addresses and networks that may call its webhooks; empty: all.", nullptr,
            [](Channel& channel, Value value) { channel.allow_from = take<Texts>(std::move(value)); }},
    Setting{"channel", "failover", Kind::channel_id, "", false, 0, 0,
            "The id of another channel that sends while this one cannot.", nullptr,
            [](Channel& channel, Value value) { channel.failover = take<std::string>(std::move(value)); }},
    Setting{"channel", "budget", Kind::count, "", false, 1, 10'000'000,
            "Texts a day that may be sent through it; what is beyond waits for a person's word.", nullptr,
            [](Channel& channel, Value value) { channel.budget = take<int>(std::move(value)); }},
};

// How many single letters must be changed, added, left out or swapped with the next.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  std::iota(cost[0].begin(), cost[0].end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    cost[i][0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      bool const is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::span<Setting const> settings() { return table; }

std::string_view nearest(std::string_view misspelt, std::span<std::string_view const> known) {
  constexpr std::size_t length_max = 64;  // nobody misspells more than that
  if (misspelt.size() > length_max) return {};
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(misspelt.size() / 3, 1) + 1;
  for (std::string_view const name : known) {
    std::size_t const away = distance(misspelt, name);
    if (away >= best_distance) continue;
    best = name;
    best_distance = away;
  }
  return best;
}

}  // namespace base
