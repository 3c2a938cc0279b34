#include "flows/lexicon/places.hpp"

#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"

#include <algorithm>
#include <array>

namespace flows {
namespace {

constexpr auto endings =
    std::to_array<std::string_view>({"ma", "me", "mein", "bata", "ko", "ka", "ki", "dekhi", "se", "lai", "मा", "में",
                                     "बाट", "को", "का", "की", "देखि", "से", "लाई"});

// What people write round a place when they are asked for one: "ma qatar ma chu", "in doha".
constexpr auto beside = std::to_array<std::string_view>(
    {"i",        "am",   "im",   "in",   "at",   "from", "ma",      "म",    "मा", "ahile", "अहिले",
     "chu",      "xu",   "chhu", "छु",    "hu",   "hun",  "country", "desh", "देश", "jilla", "जिल्ला",
     "district", "city", "now",  "here", "yaha", "यहाँ",  "hai",     "he",   "me", "bata",  "बाट",
     "ko",       "को",   "ghar", "घर",   "mero", "मेरो",  "cha",     "छ",    "xa", "ho",    "हो"});

template <std::size_t size>
bool is_one_of(std::string_view word, std::array<std::string_view, size> const& words) {
  return std::ranges::find(words, word) != words.end();
}

std::string_view without_ending(std::string_view text) {
  constexpr std::size_t letters_left = 3;
  for (std::string_view const ending : endings) {
    if (text.size() >= ending.size() + letters_left && text.ends_with(ending)) {
      text.remove_suffix(ending.size());
      while (text.ends_with(' ')) text.remove_suffix(1);
      return text;
    }
  }
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const space = std::min(text.find(' ', at), text.size());
    if (space > at) words.push_back(text.substr(at, space - at));
    at = space + 1;
  }
  return words;
}

template <class Table>
PlaceName const* find_exact(Table const& table, std::string_view words) {
  auto found = table.find(words);
  if (found == table.end()) found = table.find(fold_words(words));
  return found == table.end() || found->second.id.empty() ? nullptr : &found->second;
}

template <class Table>
PlaceName const* find_whole(Table const& table, std::string_view normalised) {
  if (PlaceName const* place = find_exact(table, normalised)) return place;
  return find_exact(table, without_ending(normalised));
}

// The one place that stands in a short answer among words that say nothing else.
template <class Table>
std::optional<std::string> find_answer(Table const& table, std::string_view text) {
  std::string const normalised = normalised_text(text);
  if (normalised.empty()) return std::nullopt;
  if (PlaceName const* place = find_whole(table, normalised)) return place->id;
  std::string left;
  for (std::string_view const word : words_of(normalised)) {
    if (is_one_of(word, beside)) continue;
    if (!left.empty()) left += ' ';
    left += word;
  }
  if (PlaceName const* place = left.empty() ? nullptr : find_whole(table, left)) return place->id;
  std::optional<std::string> found;
  for (std::string_view const word : words_of(left)) {
    PlaceName const* place = find_whole(table, word);
    if (place == nullptr || place->ambiguous) continue;
    if (found && *found != place->id) return std::nullopt;
    found = place->id;
  }
  return found;
}

std::string_view name_of(std::string_view en, std::string_view ne, std::string_view language) {
  return language == "ne" || language == "hi" ? ne : en;
}

}  // namespace

struct PlacesReader {
  Places places;
  std::vector<Finding> findings;

  void add(Places::Table& table, std::string_view name, PlaceName place) {
    std::string const normalised = normalised_text(name);
    if (normalised.empty()) return;
    for (std::string_view const word : words_of(normalised)) {
      places.words_.emplace(word);
      places.words_.insert(fold(word));
    }
    std::string folded = fold_words(normalised);
    put(table, normalised, place);
    // A spelling that a sheet lists wins over one that only folds to it.
    if (folded != normalised) table.emplace(std::move(folded), std::move(place));
  }

  // A name that two places share says neither: asked for, it is asked again.
  static void put(Places::Table& table, std::string const& name, PlaceName const& place) {
    auto const [at, is_new] = table.emplace(name, place);
    if (is_new || at->second.id == place.id) {
      at->second.ambiguous = at->second.ambiguous || place.ambiguous;
      return;
    }
    bool const both_unsure = at->second.ambiguous && place.ambiguous;
    if (both_unsure)
      at->second.id.clear();
    else if (!place.ambiguous)
      at->second = place;
  }

  // "country: ambiguous spellings are listed a second time, in a column of their own."
  void add_all(Places::Table& table, std::string_view id, std::vector<std::string_view> const& names,
               std::string_view ambiguous) {
    std::vector<std::string_view> const unsure = split_cell(ambiguous);
    for (std::string_view const name : names) {
      bool const is_unsure = std::ranges::find(unsure, name) != unsure.end();
      add(table, name, {.id = std::string(id), .ambiguous = is_unsure});
    }
    for (std::string_view const name : unsure) add(table, name, {.id = std::string(id), .ambiguous = true});
  }

  bool is_good(Sheet const& sheet, SheetRow const& row, std::map<std::string, Places::Names, std::less<>> const& seen) {
    std::string_view const id = row.cells.front();
    std::string problem;
    if (id.empty())
      problem = "a place without an id; write one in the first column";
    else if (seen.contains(id))
      problem = "\"" + std::string(id) + "\" stands here twice; keep one of the rows";
    if (problem.empty()) return true;
    findings.push_back(
        {.file = std::string(sheet.file), .line = row.line, .column = row.columns.front(), .message = problem});
    return false;
  }

  void read_countries(Sheet const& sheet) {
    ReadSheet const read = read_sheet(sheet, {"iso2", "country_en", "country_ne", "sms_aliases", "ambiguous"});
    findings.insert(findings.end(), read.findings.begin(), read.findings.end());
    for (SheetRow const& row : read.rows) {
      if (!is_good(sheet, row, places.country_names_)) continue;
      std::vector<std::string_view> names = split_cell(row.cells[3]);
      names.insert(names.begin(), {row.cells[1], row.cells[2]});
      add_all(places.countries_, row.cells[0], names, row.cells[4]);
      // The two-letter code is an answer, never a word in a text: "in", "my", "no" are English.
      add(places.countries_, row.cells[0], {.id = std::string(row.cells[0]), .ambiguous = true});
      places.country_names_.emplace(row.cells[0], Places::Names{std::string(row.cells[1]), std::string(row.cells[2])});
    }
  }

  void read_districts(Sheet const& sheet) {
    ReadSheet const read = read_sheet(sheet, {"district_id", "district_en", "district_ne", "headquarters_en",
                                              "sms_variants", "place_names", "ambiguous"});
    findings.insert(findings.end(), read.findings.begin(), read.findings.end());
    for (SheetRow const& row : read.rows) {
      if (!is_good(sheet, row, places.district_names_)) continue;
      std::vector<std::string_view> names = split_cell(row.cells[4]);
      std::vector<std::string_view> const towns = split_cell(row.cells[5]);
      names.insert(names.end(), towns.begin(), towns.end());
      add_all(places.districts_, row.cells[0], names, row.cells[6]);
      places.district_names_.emplace(row.cells[0], Places::Names{std::string(row.cells[1]), std::string(row.cells[2])});
    }
    // The official names last, so that no town of another district takes them.
    for (SheetRow const& row : read.rows) {
      std::vector<std::string_view> const unsure = split_cell(row.cells[6]);
      for (std::size_t const column : {std::size_t{3}, std::size_t{2}, std::size_t{1}, std::size_t{0}}) {
        bool const is_unsure = std::ranges::find(unsure, row.cells[column]) != unsure.end() ||
                               std::ranges::find(unsure, normalised_text(row.cells[column])) != unsure.end();
        add(places.districts_, row.cells[column], {.id = std::string(row.cells[0]), .ambiguous = is_unsure});
      }
    }
  }
};

std::optional<std::string> Places::country(std::string_view text) const { return find_answer(countries_, text); }

std::optional<std::string> Places::district(std::string_view text) const { return find_answer(districts_, text); }

std::string_view Places::country_name(std::string_view iso, std::string_view language) const {
  auto const found = country_names_.find(iso);
  return found == country_names_.end() ? std::string_view{} : name_of(found->second.en, found->second.ne, language);
}

std::string_view Places::district_name(std::string_view id, std::string_view language) const {
  auto const found = district_names_.find(id);
  return found == district_names_.end() ? std::string_view{} : name_of(found->second.en, found->second.ne, language);
}

PlaceName const* Places::find_country(std::string_view words) const { return find_exact(countries_, words); }

PlaceName const* Places::find_district(std::string_view words) const { return find_exact(districts_, words); }

std::span<std::string_view const> Places::endings() {
  static constexpr auto all = std::to_array<std::string_view>(
      {"ma", "bata", "ko", "ka", "ki", "lai", "dekhi", "मा", "बाट", "को", "का", "की", "लाई", "देखि", "बाटै"});
  return all;
}

bool Places::may_begin(std::string_view word, std::string_view folded) const {
  if (has_word(word) || has_word(folded)) return true;
  return std::ranges::any_of(endings(), [&](std::string_view ending) {
    if (!word.ends_with(ending)) return false;
    std::string_view const stem = word.substr(0, word.size() - ending.size());
    return has_word(stem) || has_word(fold(stem));
  });
}

bool Places::has_word(std::string_view word) const { return words_.contains(word); }

ReadPlaces read_places(Sheet const& countries, Sheet const& districts) {
  PlacesReader reader;
  reader.read_countries(countries);
  reader.read_districts(districts);
  return {std::move(reader.places), std::move(reader.findings)};
}

}  // namespace flows
