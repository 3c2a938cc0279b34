# Language, warnings, sanitizers. Strict settings belong to our own presets (CMakePresets.json): a stranger's
# compiler may warn of things we never saw, and must still build the program.

# g++ 12 frees braced temporaries inside a co_await statement twice, silently (see CONTRIBUTING.md, common mistakes).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  message(FATAL_ERROR "g++ below 13 miscompiles coroutines and would free people's words twice. "
    "Use clang 19: ./dev build does, or pass -DCMAKE_CXX_COMPILER=clang++-19.")
endif()

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# The `dev` preset compiles the program at -O2 and the tests at -O0. So one tree serves `./dev run` and `./dev test`:
# -O2 costs 1.6 times the compile time of -O0 on the program (measured, clang 19), a second tree would cost 2 times.
option(SAATHI_FAST_TESTS "Compile the tests without optimisation" OFF)
option(SAATHI_STRICT "Warnings are errors" OFF)
option(SAATHI_FUZZ "Build the fuzzers (clang)" OFF)
set(SAATHI_SANITIZE "" CACHE STRING "Sanitizers, as clang's -fsanitize= takes them")

add_library(saathi_options INTERFACE)
target_include_directories(saathi_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(saathi_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wimplicit-fallthrough -Wdouble-promotion -Wextra-semi -Wundef -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(saathi_options INTERFACE -Wthread-safety -Wunreachable-code)
endif()
# Indexes out of range, empty optionals and the like end the program instead of reading somebody's words; costs little.
target_compile_definitions(saathi_options INTERFACE _GLIBCXX_ASSERTIONS)
if(SAATHI_STRICT)
  target_compile_options(saathi_options INTERFACE -Werror)
endif()
if(SAATHI_SANITIZE)
  target_compile_options(saathi_options INTERFACE -fsanitize=${SAATHI_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(saathi_options INTERFACE -fsanitize=${SAATHI_SANITIZE})
endif()

# What stops a mistake from becoming a hole; for what is installed (the `release` preset), tests/package looks for it.
option(SAATHI_HARDENED "Compile with stack protection, FORTIFY, PIE and full RELRO" OFF)
if(SAATHI_HARDENED)
  target_compile_options(saathi_options INTERFACE -fstack-protector-strong -fstack-clash-protection
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

find_program(SAATHI_CCACHE ccache)
if(SAATHI_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SAATHI_CCACHE})
endif()
find_program(SAATHI_LLD ld.lld-19)
if(SAATHI_LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_link_options(-fuse-ld=lld)
endif()
