// Tab-separated sheets that a hotline's own people keep in a spreadsheet: a head line with column names, then rows.
// Reading never stops at a bad row: it is left out, with a finding. Values only; any thread.
#pragma once

#include "flows/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace flows {

// One sheet: its name for findings, and its text.
struct Sheet {
  std::string_view file;
  std::string_view text;
};

struct SheetRow {
  int line = 0;
  std::vector<std::string_view> cells;  // as many as `columns` were asked for, in that order
  std::vector<int> columns;             // where each cell begins, in characters from 1
};

struct ReadSheet {
  std::vector<SheetRow> rows;  // views into the sheet's text
  std::vector<Finding> findings;
};

// The wanted columns by name, in any order in the file; others are ignored. Lines that are empty or begin with # are
// skipped. Cells may stand in double quotes, as spreadsheets write them.
[[nodiscard]] ReadSheet read_sheet(Sheet const& sheet, std::vector<std::string_view> const& columns);

// "a|b|c" to its parts, blanks cut, empty ones dropped.
[[nodiscard]] std::vector<std::string_view> split_cell(std::string_view cell);

}  // namespace flows
