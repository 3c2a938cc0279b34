// saathi check: everything that the hotline's own people wrote, looked at before it runs.
#include "gateway/commands/asking.hpp"
#include "gateway/commands/duty.hpp"
#include "gateway/commands/setting.hpp"
#include "gateway/desk/directory_checks.hpp"
#include "gateway/master_key.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/secret.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <ostream>

namespace commands {

namespace {

constexpr std::array options{
    config_option, Option{"--live", "", "also whether the master key can be used, and the roster's holes"},
    Option{"--review", "", "prints which texts a native speaker has read, as the sheet reviews.tsv"}};

// The sheet as it should stand today goes to the output, so that it can be written over the old one; how many wait,
// beside.
Exit review(line::Content const& content, Streams& streams) {
  std::chrono::year_month_day const today{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  std::vector<flows::Review> const rows = flows::due_reviews(content.library, content.reviews, desk::written(today));
  auto const waiting = std::ranges::count_if(rows, [](flows::Review const& row) { return row.reviewer.empty(); });
  streams.out << flows::to_sheet(rows);
  streams.err << waiting << " of " << rows.size() << " texts wait for a native reader\n";
  return Exit::good;
}

// Numbers grow old by themselves, so this is asked of the day and not of the file.
void say_expired(base::Config const& config, line::Content const& content, Streams& streams) {
  std::filesystem::path const folder = gateway::content_folder(config);
  auto const today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  for (flows::Finding const& finding : desk::find_expired(
           (folder / "directory.yaml").string(), (folder / "countries.tsv").string(), content.directory, today)) {
    streams.err << flows::to_string(finding) << '\n';
  }
}

Exit run(Arguments const& arguments, Streams& streams) {
  std::optional<std::string> const file = find_config(arguments, streams);
  if (!file) return Exit::environment;
  std::optional<base::Config> const config = load_config(arguments, streams, {.warnings = true});
  std::shared_ptr<line::Content const> const content =
      load_content(config.value_or(base::Config{}), streams, {.warnings = true});
  if (!config || !content) return Exit::input;
  if (arguments.has("--review")) return review(*content, streams);
  say_expired(*config, *content, streams);
  if (arguments.has("--live")) {
    base::Result<store::MasterKey> const key = gateway::load_master_key(*config);
    if (!key) return fail(streams, Exit::environment, key.error().message);
    Asked const duty = ask_as("check", arguments, streams, {.path = std::string(duty_path), .as = {}, .body = {}});
    if (duty.exit != Exit::good) return duty.exit;
    say_duty(duty.body, streams.err);
  }
  streams.out << "good: " << config->channels.size() << " channels, " << content->library.flows().size() << " flows, "
              << content->directory.queues.size() << " queues, " << content->routing.rows().size() << " routing rows\n";
  return Exit::good;
}

}  // namespace

extern Command const check_command{
    "check", "", "Looks at configuration, directory, routing and flows and says every mistake.", options, run};

}  // namespace commands
