// What a keeper does for the day on which the machine is gone: backups, drills, and the way to a new machine, word for
// word as docs/moving.md says it.
#include "tests/support/catch.hpp"
#include "tests/system/serving.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <sstream>

namespace {

using namespace support;
namespace fs = std::filesystem;

constexpr char const* channels =
    "[[channel]]\nid = \"lo\"\nprovider = \"local\"\naddress = \"4040\"\ncountry = \"NP\"\n";

std::string replies(Answer const& answer) {
  std::string all;
  if (answer.status != 200) return "status " + std::to_string(answer.status);
  boost::json::value const body = boost::json::parse(answer.body);
  for (boost::json::value const& each : body.at("replies").as_array())
    all += std::string(each.at("text").as_string()) + "\n";
  return all;
}

// The lines of a document that somebody types: "old$ saathi backup /media/stick".
std::vector<std::string> typed_in(fs::path const& document, std::string_view heading) {
  std::vector<std::string> lines;
  std::string text = file_text(document);
  std::istringstream section(text.substr(text.find(heading)));
  std::string line;
  for (std::getline(section, line); std::getline(section, line) && !line.starts_with("## ");) {
    if (line.starts_with("old$ ") || line.starts_with("new$ ")) lines.push_back(line);
  }
  return lines;
}

// Two machines and two media between them; `type` does what the line says on one of them.
struct Move {
  Serving old_machine{channels};
  Serving new_machine{channels};
  Folder stick;
  Folder safe;

  std::string place_of(Serving const& machine, std::string word) const {
    for (auto const& [named, place] : {std::pair<std::string, fs::path>{"/media/stick", stick.path()},
                                       {"/media/safe/saathi", safe.path() / "saathi"},
                                       {"/media/safe/", safe.path() / "saathi"},
                                       {"/etc/saathi", machine.folder()},
                                       {"/etc/", machine.folder()}}) {
      if (word == named) return place;
    }
    return word;
  }

  void type(std::string const& line) {
    CAPTURE(line);
    Serving& machine = line.starts_with("old$") ? old_machine : new_machine;
    std::istringstream stream(line.substr(5));
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(place_of(machine, word));
    if (words[0] == "systemctl") {
      if (words[1] == "stop") CHECK(machine.stop() == 0);
      if (words[1] == "start") machine.start();
    } else if (words[0] == "cp") {
      // Of the configuration only the key: each machine of this test listens elsewhere.
      fs::create_directories(words[3]);
      fs::copy_file(fs::path(words[2]) / "master.key", fs::path(words[3]) / "master.key",
                    fs::copy_options::overwrite_existing);
    } else {
      REQUIRE(words[0] == "saathi");
      Ended const ended = machine.run({words.begin() + 1, words.end()});
      INFO(ended.output);
      CHECK(ended.exit == 0);
    }
  }
};

}  // namespace

TEST_CASE("The way to a new machine is as docs/moving.md says: the conversation goes on, and nobody was forgotten") {
  fs::path const page = fs::path(SAATHI_SOURCE_DIR) / "docs" / "moving.md";
  Move move;
  move.old_machine.start();
  std::string const first = replies(move.old_machine.text("a", person(1), "malik le passport rakheko cha"));
  std::string const ref = move.old_machine.command({"cases", "--as", "asha"}).substr(0, 7);
  REQUIRE(ref.starts_with("K-"));
  for (std::string const& line : typed_in(page, "# Moving to a new machine")) move.type(line);
  for (std::string const& line : typed_in(page, "## Every day")) move.type(line);
  std::vector<std::string> const moving = typed_in(page, "## Moving");
  REQUIRE(moving.size() == 8);
  for (std::string const& line : moving) move.type(line);

  // She answers the question that the old machine asked; the same text once more is known.
  std::string const second = replies(move.new_machine.text("b", person(1), "1"));
  INFO(first);
  INFO(second);
  CHECK_FALSE(second.empty());
  CHECK(second != first);
  CHECK(replies(move.new_machine.text("a", person(1), "malik le passport rakheko cha")) == first);
  std::string const shown = move.new_machine.command({"cases", "show", ref, "--as", "asha"});
  CHECK(shown.contains("> malik le passport rakheko cha"));
  CHECK(shown.contains("> 1\n"));
  CHECK(move.new_machine.stop() == 0);
}

TEST_CASE(
    "After a kill without a goodbye the last backup answers in its place, and a restore never touches a hotline that "
    "is there") {
  Move move;
  move.old_machine.start();
  REQUIRE(move.old_machine.text("a", person(2), "talab payena").status == 200);
  move.type("old$ saathi backup /media/stick --as mira");
  move.type("old$ cp -a /etc/saathi /media/safe/");
  CHECK(move.old_machine.run({"restore", move.stick.path()}).output.contains("Another process holds the store"));
  move.old_machine.kill();
  CHECK(move.old_machine.run({"restore", move.stick.path()}).output.contains("already: nothing was written"));
  Ended const wrong_key = move.new_machine.run({"restore", move.stick.path()});
  CHECK(wrong_key.exit == 3);
  CHECK(wrong_key.output.contains("another master key"));
  move.type("new$ cp -a /media/safe/saathi /etc/");
  move.type("new$ saathi restore /media/stick");
  move.new_machine.start();
  CHECK(move.new_machine.text("b", person(2), "2").status == 200);
  CHECK(move.new_machine.command({"cases", "--as", "asha"}).starts_with("K-"));
  CHECK(move.new_machine.stop() == 0);
}

TEST_CASE(
    "Erasing from the shell proves itself: database, log, backups and the gateway's own log hold nothing of her") {
  Serving serving(channels);
  Folder stick;
  serving.start();
  REQUIRE(serving.text("a", person(1), "malik le passport rakheko cha").status == 200);
  REQUIRE(serving.text("b", person(2), "talab payena mahina bhayo").status == 200);
  std::string const list = serving.command({"cases", "--as", "asha"});
  REQUIRE(serving.run({"backup", stick.path(), "--as", "mira"}).exit == 0);
  std::string ref;
  for (std::size_t at = list.find("K-"); at != std::string::npos; at = list.find("K-", at + 1)) {
    std::string const each = list.substr(at, 7);
    if (serving.command({"cases", "show", each, "--as", "asha"}).contains("passport")) ref = each;
  }
  REQUIRE_FALSE(ref.empty());
  fs::path const left = stick.path() / "left.txt";
  write_file(left, "somebody copied: " + person(1));
  Ended const told = serving.run({"erase", ref, stick.path(), "--because", "asked", "--as", "dina"});
  INFO(told.output);
  CHECK(told.exit == 3);
  CHECK(told.output.contains("left.txt still holds her number"));
  CHECK(told.output.contains("saathi.keys: its data files forget her too"));
  CHECK_FALSE(told.output.contains(person(1)));
  CHECK(std::ranges::count(told.output, '\n') == 4);  // nothing else was found anywhere, this test's own file apart
  CHECK(serving.run({"restore", stick.path(), "--verify"}).output.contains("are of people who were erased"));
  CHECK(serving.command({"cases", "--as", "asha"}).contains("K-"));
  CHECK(serving.stop() == 0);
  CHECK(serving.run({"erase", ref, "--because", "asked", "--as", "dina"}).output.contains("is erased already"));
}

TEST_CASE("A changed master key opens everything, the former one nothing, and a cut-off change is taken up again") {
  Move move;
  Serving& serving = move.old_machine;
  serving.start();
  REQUIRE(serving.text("a", person(1), "malik le passport rakheko cha").status == 200);
  std::string const first = replies(serving.text("b", person(1), "1"));
  fs::path const key = serving.folder() / "master.key";
  std::string const former = file_text(key);
  CHECK(serving.run({"key", "rotate"}).output.contains("Another process holds the store"));
  CHECK(file_text(key) == former);
  REQUIRE(serving.stop() == 0);
  // As if the machine had lost power between the database and the files: it says so itself, and goes on from there.
  fs::copy_file(key, serving.folder() / "kept.key");
  CHECK(serving.run({"key", "rotate"}).exit == 0);
  CHECK(file_text(key) != former);
  fs::rename(key, key.string() + ".next");
  fs::rename(key.string() + ".former", key);
  CHECK(serving.run({"serve"}).output.contains("does not belong to this database"));
  Ended const again = serving.run({"key", "rotate"});
  INFO(again.output);
  CHECK(again.exit == 0);
  CHECK_FALSE(again.output.contains("Wrapped"));
  CHECK(serving.run({"key", "check", key.string()}).exit == 0);
  CHECK(serving.run({"key", "check", (serving.folder() / "kept.key").string()}).exit == 1);
  serving.start();
  // She is still who she was: found by her number, in the middle of her conversation.
  CHECK(replies(serving.text("b", person(1), "1")) == first);
  CHECK(serving.command({"cases", "--as", "asha"}).find("K-") == 0);
  move.type("old$ saathi backup /media/stick --as mira");
  move.type("old$ saathi restore /media/stick --verify");
  CHECK(serving.stop() == 0);
}

TEST_CASE("What is in the gateway's memory is written to no core file") {
  Serving serving(channels);
  serving.start();
  std::string const limits = file_text("/proc/" + std::to_string(serving.pid()) + "/limits");
  std::size_t const at = limits.find("Max core file size");
  REQUIRE(at != std::string::npos);
  std::istringstream line(limits.substr(at + std::string_view("Max core file size").size()));
  std::string soft;
  std::string hard;
  line >> soft >> hard;
  CHECK(soft == "0");
  CHECK(hard == "0");
  CHECK(serving.stop() == 0);
}

TEST_CASE("The metrics say how old the last backup is, and that an erased person is in an older one") {
  Serving serving(channels);
  Folder stick;
  serving.start();
  CHECK(serving.metrics().contains("saathi_backup_age +Inf"));
  REQUIRE(serving.text("a", person(1), "talab payena").status == 200);
  REQUIRE(serving.run({"backup", stick.path(), "--as", "mira"}).exit == 0);
  CHECK_FALSE(serving.metrics().contains("saathi_backup_age +Inf"));
  CHECK(serving.metrics().contains("saathi_erased_since_backup 0"));
  std::string const ref = serving.command({"cases", "--as", "asha"}).substr(0, 7);
  REQUIRE(serving.run({"erase", ref, "--because", "asked", "--as", "dina"}).exit == 0);
  CHECK(serving.metrics().contains("saathi_erased_since_backup 1"));
  REQUIRE(serving.run({"backup", stick.path(), "--as", "mira"}).exit == 0);
  CHECK(serving.metrics().contains("saathi_erased_since_backup 0"));
  CHECK(serving.run({"audit", "verify"}).output.contains("nothing was changed"));
  CHECK(serving.run({"audit", "who", ref}).output.contains("ordered_erasure"));
  CHECK(serving.stop() == 0);
}
