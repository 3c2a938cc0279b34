#include "tests/bench/options.hpp"

#include <charconv>
#include <stdexcept>

namespace bench {

namespace {

double positive(std::string const& name, std::string const& value) {
  double number = 0;
  auto const [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (problem == std::errc{} && end == value.data() + value.size() && number > 0) return number;
  throw std::invalid_argument(name + " wants a number greater than 0, not '" + value + "'");
}

}  // namespace

std::string_view usage() {
  return "usage: ./dev bench [--quick] [--rounds N] [--seconds S] [--only CASE] [--prototype FOLDER] [--node FOLDER]\n"
         "                   [--kannel] [--record] [--out FOLDER]\n"
         "  --quick             one round, short samples, the small stores: under two minutes\n"
         "  --only CASE         cases whose key begins so (saathi, reference, prototype, …); may be repeated\n"
         "  --prototype FOLDER  compare with a bare prototype: gateway_proto and store_bench lie there\n"
         "  --node FOLDER       compare with a typical application: app.js PORT DATABASE 1 is run there\n"
         "  --kannel            compare with the Kannel installed here\n"
         "  --record            write the instructions a message into tests/bench/instructions.tsv\n";
}

Options read_options(std::vector<std::string> const& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string const& name = words[i];
    auto const value = [&]() -> std::string const& {
      if (i + 1 >= words.size()) throw std::invalid_argument(name + " wants a value");
      return words[++i];
    };
    if (name == "--quick") {
      options.quick = true;
      options.rounds = 1;
      options.seconds = 1;
    } else if (name == "--rounds") {
      options.rounds = static_cast<int>(positive(name, value()));
    } else if (name == "--seconds") {
      options.seconds = positive(name, value());
    } else if (name == "--only") {
      options.only.push_back(value());
    } else if (name == "--prototype") {
      options.prototype = value();
    } else if (name == "--node") {
      options.node = value();
    } else if (name == "--kannel") {
      options.kannel = true;
    } else if (name == "--record") {
      options.records = true;
    } else if (name == "--help") {
      throw std::invalid_argument("what it can be asked for:");
    } else if (name == "--version") {
      options.version = value();
    } else if (name == "--out") {
      options.out = value();
    } else {
      throw std::invalid_argument("there is no option '" + name + "'");
    }
  }
  return options;
}

}  // namespace bench
