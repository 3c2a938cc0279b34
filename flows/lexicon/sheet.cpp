#include "flows/lexicon/sheet.hpp"

#include <algorithm>

namespace flows {
namespace {

struct Cell {
  std::string_view text;
  int column = 1;
};

std::string_view cut_blanks(std::string_view text) {
  auto const blank = [](char c) { return c == ' ' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

int characters(std::string_view text) {
  return static_cast<int>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> cells;
  std::size_t at = 0;
  while (at <= line.size()) {
    std::size_t const tab = std::min(line.find('\t', at), line.size());
    std::string_view text = cut_blanks(line.substr(at, tab - at));
    bool const quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    if (quoted) text = text.substr(1, text.size() - 2);
    cells.push_back({text, characters(line.substr(0, at)) + 1});
    at = tab + 1;
  }
  return cells;
}

constexpr std::size_t missing = static_cast<std::size_t>(-1);

// Where each wanted column stands in the file; a finding for each that is not there.
std::vector<std::size_t> positions(Sheet const& sheet, std::vector<Cell> const& head, int line,
                                   std::vector<std::string_view> const& columns, std::vector<Finding>& findings) {
  std::vector<std::size_t> found;
  for (std::string_view const column : columns) {
    auto const at = std::ranges::find(head, column, &Cell::text);
    found.push_back(at == head.end() ? missing : static_cast<std::size_t>(at - head.begin()));
    if (at == head.end()) {
      findings.push_back({.file = std::string(sheet.file),
                          .line = line,
                          .column = 1,
                          .message = "there is no column \"" + std::string(column) + "\"; add it to the first line"});
    }
  }
  return found;
}

SheetRow pick(std::vector<Cell> const& cells, std::vector<std::size_t> const& wanted, int line) {
  SheetRow row;
  row.line = line;
  for (std::size_t const at : wanted) {
    bool const there = at < cells.size();
    row.cells.push_back(there ? cells[at].text : std::string_view{});
    row.columns.push_back(there ? cells[at].column : 1);
  }
  return row;
}

}  // namespace

ReadSheet read_sheet(Sheet const& sheet, std::vector<std::string_view> const& columns) {
  ReadSheet read;
  std::string_view text = sheet.text;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // spreadsheets put it there
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<std::size_t> wanted;
  int line_number = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const end = std::min(text.find('\n', at), text.size());
    std::string_view const line = text.substr(at, end - at);
    at = end + 1;
    ++line_number;
    if (cut_blanks(line).empty() || line.front() == '#') continue;
    std::vector<Cell> const cells = cells_of(line);
    if (wanted.empty())
      wanted = positions(sheet, cells, line_number, columns, read.findings);
    else
      read.rows.push_back(pick(cells, wanted, line_number));
    if (!read.findings.empty()) return read;
  }
  if (wanted.empty()) {
    read.findings.push_back({.file = std::string(sheet.file),
                             .line = 1,
                             .column = 1,
                             .message = "the sheet is empty; its first line names the columns"});
  }
  return read;
}

std::vector<std::string_view> split_cell(std::string_view cell) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= cell.size();) {
    std::size_t const bar = std::min(cell.find('|', at), cell.size());
    std::string_view const part = cut_blanks(cell.substr(at, bar - at));
    if (!part.empty()) parts.push_back(part);
    at = bar + 1;
  }
  return parts;
}

}  // namespace flows
