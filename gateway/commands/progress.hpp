// How far a long command is, for the one who waits and for a log alike: one line a stage, which grows by tens.
//   copying     10 20 30 40 50 60 70 80 90 100 %
#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace commands {

class ProgressLine {
 public:
  explicit ProgressLine(std::ostream& out) : out_(out) {}

  void operator()(std::string_view stage, int percent) {
    if (stage != stage_) begin(stage);
    while (shown_ < 100 && shown_ + 10 <= percent) out_ << ' ' << (shown_ += 10);
    if (shown_ == 100 && !is_done_) out_ << " %\n";
    is_done_ = shown_ == 100;
    out_.flush();
  }
  // What was begun and will not be finished ends its line.
  void end() {
    if (!stage_.empty() && !is_done_) out_ << '\n';
    is_done_ = true;
  }

 private:
  void begin(std::string_view stage) {
    end();
    stage_ = stage;
    shown_ = 0;
    is_done_ = false;
    out_ << stage << std::string(stage.size() < 11 ? 11 - stage.size() : 0, ' ');
  }

  std::ostream& out_;
  std::string stage_;
  int shown_ = 0;
  bool is_done_ = false;
};

}  // namespace commands
