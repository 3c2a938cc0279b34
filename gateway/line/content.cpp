#include "gateway/line/content.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "gateway/desk/countries.hpp"
#include "gateway/desk/directory_checks.hpp"
#include "gateway/desk/holidays.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace line {

namespace {

namespace fs = std::filesystem;

class Loader {
 public:
  explicit Loader(fs::path folder) : folder_(std::move(folder)) {}

  LoadedContent load() {
    desk::Directory directory = load_directory();
    base::Result<Numbering> numbering = read_numbering(text("numbering.tsv"));
    if (!numbering) complain("numbering.tsv", numbering.error().message);

    flows::LibrarySources sources{.flows = sources_of("flows", ".yaml"),
                                  .messages = source("messages.tsv"),
                                  .lexicon = sources_of("lexicon", ".tsv"),
                                  .countries = source("countries.tsv"),
                                  .districts = source("districts.tsv")};
    std::expected<flows::Library, std::vector<flows::Finding>> library = flows::build_library(sources);
    add(library ? library->warnings() : library.error());
    desk::ReadRouting routing =
        desk::read_routing(name("routing.tsv"), text("routing.tsv"), directory, library ? concepts(*library) : Words{});
    add(routing.findings);
    if (routing.findings.empty()) add(desk::find_unreached(name("directory.yaml"), directory, routing.routing));

    desk::ReadCanned canned = desk::read_canned(name("canned.tsv"), text("canned.tsv"));
    add(canned.findings);
    if (library) add(desk::find_printed(*library, directory));
    flows::ReadReviews reviews = load_reviews();
    add(reviews.findings);

    LoadedContent loaded{.content = nullptr, .findings = std::move(findings_)};
    if (flows::any_error(loaded.findings)) return loaded;
    loaded.content = std::make_shared<Content const>(Content{.library = std::move(*library),
                                                             .directory = std::move(directory),
                                                             .routing = std::move(routing.routing),
                                                             .numbering = std::move(*numbering),
                                                             .canned = std::move(canned.replies),
                                                             .reviews = std::move(reviews.rows)});
    return loaded;
  }

 private:
  using Words = std::set<std::string, std::less<>>;

  // What a text may be read as: these are tags that routing can ask for.
  static Words concepts(flows::Library const& library) {
    Words words;
    for (flows::LexiconRow const& row : library.lexicon().rows()) words.insert(row.concept_name);
    return words;
  }

  [[nodiscard]] std::string name(fs::path const& file) const { return (folder_ / file).string(); }

  // The whole of a file; empty, with a finding, if it cannot be read.
  std::string text(fs::path const& file) {
    std::ifstream stream(folder_ / file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream && !stream.eof()) complain(file, "This file cannot be read. It belongs to the content folder.");
    return bytes;
  }

  flows::Source source(fs::path const& file) { return {name(file), text(file)}; }

  desk::Directory load_directory() {
    desk::ReadCountries countries = desk::read_countries(name("countries.tsv"), text("countries.tsv"));
    add(countries.findings);
    desk::ReadHolidays holidays = desk::read_holidays(name("holidays.tsv"), text("holidays.tsv"), countries.countries);
    add(holidays.findings);
    desk::ReadDirectory directory =
        desk::read_directory(name("directory.yaml"), text("directory.yaml"),
                             {.countries = std::move(countries.countries), .holidays = std::move(holidays.holidays)});
    add(directory.findings);
    return std::move(directory.directory);
  }

  // A hotline that has no such sheet yet has nothing read.
  flows::ReadReviews load_reviews() {
    std::error_code failed;
    if (!fs::exists(folder_ / "reviews.tsv", failed)) return {};
    return flows::read_reviews(name("reviews.tsv"), text("reviews.tsv"));
  }

  // Sorted, so that findings and versions do not depend on the order of a folder.
  std::vector<flows::Source> sources_of(std::string_view part, std::string_view ending) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_entry const& entry : fs::directory_iterator(folder_ / part, failed)) {
      if (entry.path().extension() == ending) files.push_back(fs::path(part) / entry.path().filename());
    }
    if (files.empty()) complain(part, "There is no file ending in " + std::string(ending) + " in this folder.");
    std::ranges::sort(files);
    std::vector<flows::Source> sources;
    for (fs::path const& file : files) sources.push_back(source(file));
    return sources;
  }

  void complain(fs::path const& file, std::string sentence) {
    findings_.push_back({name(file), 0, 0, flows::Finding::Level::error, std::move(sentence)});
  }

  void add(std::vector<flows::Finding> const& findings) {
    findings_.insert(findings_.end(), findings.begin(), findings.end());
  }

  fs::path folder_;
  std::vector<flows::Finding> findings_;
};

}  // namespace

LoadedContent load_content(std::filesystem::path const& folder) { return Loader(folder).load(); }

}  // namespace line
