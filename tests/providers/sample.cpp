#include "tests/providers/sample.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace samples {
namespace {

using providers::Hook;

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      plain += text[at];
      continue;
    }
    char const escape = text[++at];
    plain += escape == 'n' ? '\n' : escape == 'r' ? '\r' : escape;
  }
  return plain;
}

std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  std::string_view const word = line.substr(0, line.find(' '));
  line.remove_prefix(word.size());
  return word;
}

providers::Instant parse_instant(std::string const& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (std::sscanf(text.c_str(), "%d-%d-%dT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second) != 6) {
    throw std::runtime_error("no instant: " + text);
  }
  auto const date = std::chrono::year(year) / month / day;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

providers::Outbound parse_outbound(Words const& words) {
  providers::Outbound outbound;
  outbound.id = words.value("id");
  outbound.from = words.value("from");
  outbound.to = words.value("to");
  outbound.text = words.value("text");
  outbound.unicode = words.value("unicode") == "yes";
  outbound.report_url = words.value("report_url");
  if (words.values.contains("other")) outbound.others = {words.value("other")};
  if (words.values.contains("first_try")) outbound.first_try = parse_instant(words.value("first_try"));
  return outbound;
}

void set_channel(Sample& sample, Words const& words) {
  for (auto const& [name, value] : words.values) {
    if (name == "provider") {
      sample.provider = value;
    } else if (name == "address") {
      sample.settings.address = value;
    } else if (name == "api") {
      sample.settings.api = value;
    } else {
      std::istringstream list(value);
      std::vector<std::string> values;
      for (std::string one; std::getline(list, one, ',');) values.push_back(one);
      sample.settings.credentials[name] = values;
    }
  }
}

// `>` and `<` lines in their order: start line, headers, an empty one, body. Words behind a status are the body.
class WireReader {
 public:
  void add(std::optional<Wire>& wire, std::string_view text) {
    if (!wire) {
      wire.emplace();
      in_body_ = false;
      bool const has_body_behind = text.size() > 4 && text[3] == ' ' && text[0] >= '1' && text[0] <= '5';
      wire->start = has_body_behind ? text.substr(0, 3) : text;
      if (has_body_behind) wire->body = text.substr(4);
    } else if (in_body_) {
      if (has_line_) wire->body += '\n';
      wire->body += text;
      has_line_ = true;
    } else if (text.empty()) {
      in_body_ = true;
      has_line_ = false;
    } else {
      std::size_t const colon = text.find(": ");
      if (colon == std::string_view::npos) throw std::runtime_error("no header");
      wire->headers.push_back({std::string(text.substr(0, colon)), std::string(text.substr(colon + 2))});
    }
  }

 private:
  bool in_body_ = false;
  bool has_line_ = false;
};

class Reader {
 public:
  explicit Reader(Sample& sample) : sample_(sample) {}

  void add(int number, std::string_view line) {
    std::string_view const rest = line.size() > 2 ? line.substr(2) : std::string_view{};
    if (line.empty()) return;
    if (line.starts_with('#')) {
      if (sample_.name.empty()) sample_.name = rest;
    } else if (line.starts_with('>')) {
      if (sample_.steps.empty() || !current().expected.empty()) begin(Step::Kind::read, number);
      wires_.add(current().request, rest);
    } else if (line.starts_with('<')) {
      // A further answer to the same text of ours.
      if (!current().expected.empty()) {
        Step next = current();
        next.line = number;
        next.request.reset();
        next.response.reset();
        next.expected.clear();
        sample_.steps.push_back(next);
      }
      wires_.add(current().response, rest);
    } else if (line.starts_with('+')) {
      current().moves.push_back(parse_words(rest));
    } else if (line.starts_with('=')) {
      current().expected.emplace_back(rest);
    } else {
      add_words(number, line);
    }
  }

 private:
  Step& current() {
    if (sample_.steps.empty()) throw std::runtime_error("nothing has begun yet");
    return sample_.steps.back();
  }

  void begin(Step::Kind kind, int number) {
    Step step;
    step.kind = kind;
    step.line = number;
    step.hook = hook_;
    sample_.steps.push_back(step);
  }

  void add_words(int number, std::string_view line) {
    constexpr std::string_view hook = "hook ";
    if (line.starts_with(hook)) {
      hook_ = line.substr(hook.size());
      return;
    }
    Words const words = parse_words(line);
    if (words.word == "channel") {
      set_channel(sample_, words);
    } else if (words.word == "send" || words.word == "find") {
      begin(words.word == "send" ? Step::Kind::send : Step::Kind::find, number);
      current().outbound = parse_outbound(words);
    } else if (words.word == "script") {
      begin(Step::Kind::script, number);
    } else {
      throw std::runtime_error("no such word: " + words.word);
    }
  }

  Sample& sample_;
  WireReader wires_;
  std::string hook_;
};

Hook hook_of(std::string const& name) {
  if (name == "message") return Hook::message;
  if (name == "status") return Hook::status;
  if (name == "call") return Hook::call;
  if (name == "call-status") return Hook::call_status;
  if (name == "messages") return Hook::messages;
  throw std::runtime_error("no such hook: " + name);
}

}  // namespace

std::string Words::value(std::string_view name) const {
  auto const found = values.find(name);
  return found == values.end() ? std::string{} : found->second;
}

Words parse_words(std::string_view line) {
  Words words;
  words.word = next_word(line);
  while (true) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty()) return words;
    std::string_view const before = line;
    std::string_view const pair = next_word(line);
    std::size_t const equals = pair.find('=');
    if (equals == std::string_view::npos) throw std::runtime_error("no name=value: " + std::string(pair));
    bool const takes_rest = pair.substr(0, equals) == "text";
    std::string_view const value = (takes_rest ? before : pair).substr(equals + 1);
    words.values[std::string(pair.substr(0, equals))] = unescaped(value);
    if (takes_rest) return words;
  }
}

Sample parse_sample(std::filesystem::path const& path, std::string_view text) {
  Sample sample;
  sample.path = path;
  Reader reader(sample);
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    try {
      reader.add(number, line);
    } catch (std::runtime_error const& problem) {
      throw std::runtime_error(path.string() + ":" + std::to_string(number) + ": " + problem.what());
    }
  }
  return sample;
}

std::vector<Sample> samples_of(std::string_view provider) {
  std::filesystem::path const folder = std::filesystem::path(SAATHI_SOURCE_DIR) / "tests/providers/samples" / provider;
  std::vector<Sample> samples;
  if (!std::filesystem::is_directory(folder)) return samples;
  for (std::filesystem::directory_entry const& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".txt") continue;
    std::ifstream stream(file.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    samples.push_back(parse_sample(file.path(), text.str()));
  }
  std::ranges::sort(samples, {}, &Sample::path);
  return samples;
}

providers::Request webhook(Step const& step) {
  if (!step.request) throw std::runtime_error("a step without a request");
  std::string_view start = step.request->start;
  providers::Request request;
  request.method = next_word(start);
  request.url = next_word(start);
  if (request.url.starts_with('/')) request.url = std::string(public_url) + request.url;
  std::string_view const url = request.url;
  std::size_t const mark = std::min(url.find('?'), url.size());
  request.query = url.substr(std::min(mark + 1, url.size()));
  std::string_view const path = url.substr(0, mark);
  request.hook = hook_of(step.hook.empty() ? std::string(path.substr(path.rfind('/') + 1)) : step.hook);
  request.headers = step.request->headers;
  request.body = step.request->body;
  return request;
}

}  // namespace samples
