// A bare Beast server, as lean as Beast goes: one buffer and one parser a connection, the same ready-made reply for
// everybody. What HTTP alone costs on this machine.
#include "tests/bench/references.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_static_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

namespace bench {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

constexpr std::string_view reply =
    "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: 11\r\n\r\n<Response/>";
constexpr std::size_t buffer_bytes = 16384;

asio::awaitable<void> answer_all(tcp::socket socket) {
  auto const buffer = std::make_unique<boost::beast::flat_static_buffer<buffer_bytes>>();
  auto const token = asio::as_tuple(asio::use_awaitable);
  std::optional<http::request_parser<http::string_body>> parser;
  asio::const_buffer const bytes(reply.data(), reply.size());
  for (;;) {
    parser.emplace();
    auto const [read_failed, read] = co_await http::async_read(socket, *buffer, *parser, token);
    if (read_failed) co_return;
    auto const [write_failed, written] = co_await asio::async_write(socket, bytes, token);
    if (write_failed) co_return;
  }
}

asio::awaitable<void> take_all(tcp::acceptor& acceptor) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), answer_all(std::move(socket)), asio::detached);
  }
}

}  // namespace

void serve_bare_beast(int port) {
  asio::io_context loop(1);
  tcp::endpoint const address(asio::ip::address_v4::loopback(), static_cast<asio::ip::port_type>(port));
  tcp::acceptor acceptor(loop, address);
  asio::co_spawn(loop, take_all(acceptor), asio::detached);
  loop.run();
  std::exit(EXIT_SUCCESS);
}

}  // namespace bench
