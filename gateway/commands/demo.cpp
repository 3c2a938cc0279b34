#include "gateway/commands/demo.hpp"

#include "gateway/base/http.hpp"
#include "gateway/desk/demo_people.hpp"
#include "gateway/serve.hpp"
#include "gateway/store/store.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace commands::demo {

namespace {

struct Text {
  std::string_view from;
  std::string_view text;
};

// Invented people. Some answer what they are asked, some do not.
constexpr std::array texts = std::to_array<Text>({
    {"+97455512101", "मेरो पासपोर्ट मालिकले लगेको छ, दिँदैन"},
    {"+97455512101", "1"},
    {"+96650123456", "malik le malai kutyo, kotha ma thunera rakheko cha"},
    {"+60111234567", "4 mahina dekhi talab payeko chaina"},
    {"+60111234567", "1"},
    {"+97150123456", "agent le 2 lakh liyo tara kaam arkai diyo"},
    {"+9779841230123", "mero dai qatar ma hunuhuncha, 10 din dekhi phone uthaunu bhayeko chaina"},
    {"+97455512102", "jwaro aayeko cha, birami chu, duty jana karana"},
});

base::HttpRequest request_of(base::Config::Channel const& channel, Text const& text, std::size_t number) {
  base::HttpRequest request;
  request.method = "POST";
  request.path = "/hooks/" + channel.id + "/message";
  request.target = request.path;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = boost::json::serialize(boost::json::object{
      {"id", "demo-" + std::to_string(number)}, {"from", text.from}, {"to", channel.address}, {"text", text.text}});
  request.peer = "127.0.0.1";
  return request;
}

base::Config::Channel const* telephone(base::Config const& config) {
  auto const found = std::ranges::find(config.channels, "local", &base::Config::Channel::provider);
  return found == config.channels.end() ? nullptr : &*found;
}

}  // namespace

base::Result<bool> add_people(gateway::Gateway& gateway) {
  base::Result<std::string> const hash = desk::hash_password(desk::demo_password, {});
  if (!hash) return std::unexpected(hash.error());
  auto const unit = [&](store::Transaction& tx) { return desk::add_demo_people(tx, *hash); };
  return gateway.store().write_now(unit);
}

base::Task<void> text_it(gateway::Gateway& gateway, base::Config config) {
  base::Config::Channel const* const channel = telephone(config);
  if (channel == nullptr) co_return;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    base::HttpRequest request = request_of(*channel, texts[i], i);
    base::Task<base::HttpResponse> texting = gateway.handle(std::move(request));
    base::HttpResponse const answered = co_await std::move(texting);
    if (answered.status != 200) co_return;
  }
}

void say_how_to_try(base::Config const& config, std::ostream& out) {
  std::string const at = "http://" + config.server.listen;
  out << "\nSaathi listens at " << at << " with an embedded database in " << config.keys.file.parent_path().string()
      << ".\n";
  for (base::Config::Channel const& channel : config.channels) {
    if (channel.provider != "local") continue;
    out << "\nText it as a worker in Qatar would:\n\n"
        << "  curl -sS " << at << "/hooks/" << channel.id << "/message \\\n"
        << "    -H 'Content-Type: application/json' \\\n"
        << "    -d '{\"id\":\"try-1\",\"from\":\"+97455512101\",\"to\":\"" << channel.address
        << "\",\"text\":\"मेरो पासपोर्ट मालिकले लगेको छ, दिँदैन\"}'\n"
        << "\nThe same id is answered the same way and starts no second turn; give each new text an id of its own.\n"
        << "See the case:  build/saathi cases --as you\n";
    break;
  }
  out << "\nSign in at " << at << " with the password " << desk::demo_password << " as\n";
  for (desk::DemoPerson const& person : desk::demo_people()) {
    out << "  " << person.name << ", " << store::name(person.role) << " of " << person.organisation << '\n';
  }
  out << "The password is the demo's: where no demo runs it opens nothing.\n\n";
  out.flush();
}

}  // namespace commands::demo
