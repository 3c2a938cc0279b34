#include "gateway/base/mail_client.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/loop.hpp"
#include "tests/support/smtp_server.hpp"

namespace {

using enum base::MailOutcome::What;

base::MailOutcome send(std::string const& url, std::string to, std::string subject = "A case is waiting") {
  support::Loop loop;
  base::MailClient client(loop.executor(), {.url = url, .from = "saathi@hotline.example"});
  return loop.run(client.send({.id = "17",
                               .to = base::PrivateText(std::move(to)),
                               .subject = std::move(subject),
                               .text = "Case K-40213 is waiting.\nhttps://hotline.example/cases/K-40213"}));
}

TEST_CASE("a mail reaches its server whole") {
  support::SmtpServer const server;
  CHECK(send(server.url(), "lila@partner.example").what == taken);
  REQUIRE(server.letters().size() == 1);
  support::SmtpServer::Letter const letter = server.letters().front();
  CHECK(letter.from == "saathi@hotline.example");
  CHECK(letter.to == "lila@partner.example");
  CHECK(letter.bytes.contains("Subject: A case is waiting\n"));
  CHECK(letter.bytes.contains("Message-ID: <17@hotline.example>\n"));
  CHECK(letter.bytes.contains("\n\nCase K-40213 is waiting.\nhttps://hotline.example/cases/K-40213"));
}

TEST_CASE("what the server refuses for good is refused, what it puts off goes again") {
  support::SmtpServer const refuses("550 no such user");
  CHECK(send(refuses.url(), "lila@partner.example").what == refused);
  support::SmtpServer const is_busy("451 later");
  CHECK(send(is_busy.url(), "lila@partner.example").what == again);
  CHECK(send("smtp://127.0.0.1:1", "lila@partner.example").what == again);
  CHECK(send("", "lila@partner.example").what == refused);
}

TEST_CASE("neither an address nor a subject can add a line to a mail") {
  support::SmtpServer const server;
  CHECK(send(server.url(), "lila@partner.example>\r\nRCPT TO:<other@partner.example").what == refused);
  CHECK(send(server.url(), "nobody").what == refused);
  CHECK(server.letters().empty());
  CHECK(send(server.url(), "lila@partner.example", "waits\r\nBcc: other@partner.example").what == taken);
  CHECK(server.letters().front().bytes.contains("Subject: waits  Bcc: other@partner.example\n"));
}

TEST_CASE("why a mail did not go names no address") {
  support::SmtpServer const server("550 lila@partner.example is unknown");
  CHECK_FALSE(send(server.url(), "lila@partner.example").why.contains("lila"));
}

}  // namespace
