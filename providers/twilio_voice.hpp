// TwiML, the document by which Twilio carries out the steps of a call.
// Threads: plain functions.
#pragma once

#include "providers/provider.hpp"

#include <span>
#include <string>

namespace providers {

[[nodiscard]] std::string twiml(std::span<CallStep const> steps);

}  // namespace providers
