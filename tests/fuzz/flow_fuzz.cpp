#include "tests/fuzz/readers.hpp"

#include <cstddef>
#include <cstdint>

// libFuzzer's own entry: its name and types are given.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size) {
  fuzz::read_as_flow({reinterpret_cast<char const*>(bytes), size});
  return 0;
}
