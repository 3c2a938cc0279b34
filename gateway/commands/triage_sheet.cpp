#include "gateway/commands/triage_sheet.hpp"

#include "flows/lexicon/sheet.hpp"
#include "gateway/commands/judged.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string_view>
#include <vector>

namespace commands {
namespace {

using flows::Severity;

// Columns in the order in which they are read.
enum Column : std::size_t { text, from, category, severity, queue };
std::vector<std::string_view> column_names() { return {"text", "from", "category", "severity", "queue"}; }

// What a cell allows: "danger/domestic".
std::vector<std::string_view> choices(std::string_view cell) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at <= cell.size();) {
    std::size_t const end = std::min(cell.find('/', at), cell.size());
    words.push_back(cell.substr(at, end - at));
    at = end + 1;
  }
  return words;
}
bool allows(std::string_view cell, std::string_view word) {
  std::vector<std::string_view> const words = choices(cell);
  return std::ranges::find(words, word) != words.end();
}
// The least that the cell asks for.
Severity least(std::string_view cell) {
  Severity lowest = Severity::critical;
  for (std::string_view const word : choices(cell))
    lowest = std::min(lowest, flows::parse_severity(word).value_or(Severity::critical));
  return lowest;
}

struct Counts {
  int texts = 0;
  int wrong = 0;
  int wrong_category = 0;
  int wrong_severity = 0;
  int wrong_queue = 0;
  int critical = 0;
  int critical_heard = 0;
  int critical_below_high = 0;
  int not_critical = 0;
  int falsely_critical = 0;
};

class Report {
 public:
  Report(line::Content const& content, std::string const& file) : content_(content), file_(file) {}

  void judge(flows::SheetRow const& row) {
    Judged const judged = judge_text(content_, row.cells[text], std::string(row.cells[from]));
    std::string const severity_given(flows::name(judged.severity));
    bool const category_right = allows(row.cells[category], judged.verdict.category);
    bool const severity_right = allows(row.cells[severity], severity_given);
    bool const queue_right = allows(row.cells[queue], judged.routed.queue);
    count_critical(row.cells[severity], judged.severity);
    ++counts_.texts;
    counts_.wrong_category += category_right ? 0 : 1;
    counts_.wrong_severity += severity_right ? 0 : 1;
    counts_.wrong_queue += queue_right ? 0 : 1;
    if (category_right && severity_right && queue_right) return;
    ++counts_.wrong;
    std::ostringstream line;
    line << "  " << file_ << ':' << row.line << "  " << row.cells[text] << "\n    judged " << judged.verdict.category
         << ' ' << severity_given << ' ' << judged.routed.queue << ", should be " << row.cells[category] << ' '
         << row.cells[severity] << ' ' << row.cells[queue] << "\n    because " << because(judged.verdict) << '\n';
    by_rule_[rule_of(judged.verdict)].push_back(line.str());
  }

  void print(std::ostream& out) const {
    for (auto const& [rule, lines] : by_rule_) {
      out << rule << ": " << lines.size() << " wrong\n";
      for (std::string const& line : lines) out << line;
    }
    out << counts_.texts << " texts, " << counts_.wrong << " wrong: category " << counts_.wrong_category
        << ", severity " << counts_.wrong_severity << ", queue " << counts_.wrong_queue << '\n'
        << "critical: " << counts_.critical_heard << " of " << counts_.critical << " judged so, "
        << counts_.critical_below_high << " below high; " << counts_.falsely_critical << " of " << counts_.not_critical
        << " others falsely critical\n";
  }

  [[nodiscard]] Counts const& counts() const { return counts_; }

 private:
  void count_critical(std::string_view cell, Severity given) {
    if (least(cell) == Severity::critical) {
      ++counts_.critical;
      counts_.critical_heard += given == Severity::critical ? 1 : 0;
      counts_.critical_below_high += given < Severity::high ? 1 : 0;
    } else if (!allows(cell, "critical")) {
      ++counts_.not_critical;
      counts_.falsely_critical += given == Severity::critical ? 1 : 0;
    }
  }

  static std::string rule_of(flows::Verdict const& verdict) {
    if (!verdict.rule.empty()) return verdict.rule;
    return "no rule, " + verdict.category + " at " + std::string(flows::name(verdict.place));
  }

  static std::string because(flows::Verdict const& verdict) {
    if (verdict.matched.empty()) return "no word was read";
    std::string words;
    for (flows::Match const& match : verdict.matched) {
      if (!words.empty()) words += ", ";
      words += "\"" + match.words + "\" is " + match.keyword + " (" + match.row + ")";
    }
    return words;
  }

  line::Content const& content_;
  std::string file_;
  Counts counts_;
  std::map<std::string, std::vector<std::string>> by_rule_;
};

}  // namespace

Exit check_triage_sheet(line::Content const& content, std::string const& file, Streams& streams) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail(streams, Exit::environment, file + " cannot be read; is the name right?");
  std::ostringstream read;
  read << in.rdbuf();
  std::string const contents = read.str();
  flows::ReadSheet const sheet = flows::read_sheet({.file = file, .text = contents}, column_names());
  for (flows::Finding const& finding : sheet.findings) streams.err << flows::to_string(finding) << '\n';
  Report report(content, file);
  for (flows::SheetRow const& row : sheet.rows) report.judge(row);
  report.print(streams.out);
  return sheet.findings.empty() && report.counts().wrong == 0 ? Exit::good : Exit::input;
}

}  // namespace commands
