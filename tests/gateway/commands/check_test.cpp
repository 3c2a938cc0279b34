// saathi check on the words: telephone numbers in texts, and which Nepali a native speaker has read.
#include "tests/gateway/commands/running.hpp"
#include "tests/support/catch.hpp"

#include <fstream>

using namespace running;

TEST_CASE("check refuses a text with a telephone number in it, known or long, in any digits, and an amount is none") {
  struct Case {
    std::string text;
    std::string number;  // empty: none
  };
  for (auto const& [text, number] : std::vector<Case>{{"Ring 1098", "1098"},
                                                      {"Ring १०९८", "1098"},
                                                      {"Ring +977 1 234 5670", "9771234"},
                                                      {"Ring {num}", ""},
                                                      {"At most Rs 10,000, at 2100", ""}}) {
    INFO(text);
    Folder folder;
    std::string messages = shipped_file("messages.tsv");
    std::string const row = "\nclosed\t";
    messages.insert(messages.find(row), "\nnew_line\t" + text + "\t" + text + "\t" + text + "\t\t2");
    Ran const ran = run("check", with_config(config_with(folder, "messages.tsv", messages)));
    bool const refused = ran.err.contains("the text `new_line` prints the telephone number " + number);
    CHECK(refused == !number.empty());
    CHECK(ran.exit == (number.empty() ? Exit::good : Exit::input));
  }
}

TEST_CASE("check --review is the sheet of native readers, and the shipped one has every Nepali text as it stands") {
  Folder folder;
  commands::Arguments arguments = with_config(config_in(folder));
  arguments.options["--review"] = "";
  Ran const ran = run("check", arguments);
  CHECK(ran.exit == Exit::good);
  // Where this fails: saathi check --review > reviews.new && mv reviews.new config/reviews.tsv
  CHECK(ran.out == shipped_file("reviews.tsv"));
  CHECK(ran.err.contains(" texts wait for a native reader"));
}

TEST_CASE("check --review keeps who read a line until its words change") {
  Folder folder;
  std::string reviews = shipped_file("reviews.tsv");
  auto const read = [&](std::string const& row) {
    std::size_t const at = reviews.find('\n', reviews.find(row) + 1);
    reviews.insert(at - 1, "A Reader").insert(at - 1 + 9, "2026-11-25");
  };
  std::string const kept = "\nunsafe_ack\tne\t";
  std::string const changed = "\nclosed\tne\t";
  for (std::string const& row : {kept, changed}) read(row);
  std::string const file = config_with(folder, "reviews.tsv", reviews);
  std::string messages = shipped_file("messages.tsv");
  std::size_t const line = messages.find("\nclosed\t");
  messages.replace(messages.find("सकियो", line), std::string("सकियो").size(), "भयो");
  std::ofstream(folder.path() / "content" / "messages.tsv", std::ios::trunc) << messages;
  commands::Arguments arguments = with_config(file);
  arguments.options["--review"] = "";
  Ran const ran = run("check", arguments);
  CHECK(ran.exit == Exit::good);
  auto const row_of = [&](std::string const& row) {
    std::size_t const at = ran.out.find(row);
    return ran.out.substr(at, ran.out.find('\n', at + 1) - at);
  };
  CHECK(row_of(kept).ends_with("\tA Reader\t2026-11-25"));
  CHECK(row_of(changed).ends_with("\t\t"));
}
