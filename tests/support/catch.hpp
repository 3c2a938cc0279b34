// Catch2 under one name: 2.13 is one header (Debian 12), 3.7 has many (Debian 13).
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
