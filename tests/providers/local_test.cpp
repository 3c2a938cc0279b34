#include "providers/provider.hpp"
#include "tests/support/catch.hpp"

#include <array>

TEST_CASE("the built-in telephone gets its replies in the answer only where it has no api") {
  providers::Entry const& entry = *providers::entry("local");
  providers::Settings settings;
  CHECK(entry.make(settings)->replies_in_answer());
  settings.api = "http://127.0.0.1:9/sink";
  CHECK_FALSE(entry.make(settings)->replies_in_answer());
  CHECK_FALSE(providers::entry("twilio")->make({})->replies_in_answer());
  CHECK_FALSE(providers::entry("kannel")->make({})->replies_in_answer());
}

TEST_CASE("replies in the answer are JSON whatever stands in them") {
  std::array const replies = {providers::Reply{"m-1", "१ खतरा \"9\"\n"}, providers::Reply{"m-2", "caf\xE9"}};
  providers::Response const response = providers::entry("local")->make({})->answer("p\"1", replies);
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/json");
  CHECK(response.body ==
        "{\"id\":\"p\\\"1\",\"replies\":[{\"id\":\"m-1\",\"text\":\"१ खतरा \\\"9\\\"\\n\"},"
        "{\"id\":\"m-2\",\"text\":\"caf\uFFFD\"}]}");
}

TEST_CASE("a secret that was configured as empty lets nobody in") {
  providers::Settings settings;
  settings.credentials["secret"] = {""};
  std::unique_ptr<providers::Provider> const telephone = providers::entry("local")->make(settings);
  providers::Request request;
  request.method = "POST";
  request.body = R"({"id":"1","text":"a"})";
  request.headers = {{"Authorization", "Bearer "}};
  CHECK_FALSE(telephone->read(request));
  request.headers.clear();
  CHECK_FALSE(telephone->read(request));
}
