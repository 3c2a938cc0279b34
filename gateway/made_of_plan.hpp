// What a gateway's parts are made of, read from its plan: no part, no I/O. Threads: loop thread.
#pragma once

#include "gateway/base/http_server.hpp"
#include "gateway/base/mail_client.hpp"
#include "gateway/base/metrics.hpp"
#include "gateway/console/call.hpp"
#include "gateway/line/voice/prompts.hpp"
#include "gateway/serve.hpp"

namespace gateway {

// Fixed lines only: what has a placeholder may hold something of hers, and is never put into a file. What is only ever
// spoken comes first, since calls begin with it.
[[nodiscard]] std::vector<line::SpokenLine> lines_to_record(line::Content const& content);

// Both as the content stands when they are asked: it may be read again. What is given must outlive them.
[[nodiscard]] desk::People::Codes codes_of(std::shared_ptr<line::Content const> const& content);
[[nodiscard]] console::Hotline hotline_of(Plan const& plan, base::Clock& clock);

[[nodiscard]] base::MailServer mail_server(base::Config const& config);
[[nodiscard]] base::HttpServerOptions server_options(base::Config const& config, base::Metrics& metrics);

}  // namespace gateway
