#include "tests/bench/words.hpp"

#include "flows/lexicon/lexicon.hpp"
#include "flows/text/normalise.hpp"
#include "gateway/line/content.hpp"
#include "tests/bench/machine.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;

// About 160 characters each: many words that mean something, the same in Devanagari, and hardly any.
constexpr std::array<std::string_view, 3> samples{
    "malai madam le kutyo ragat aako cha kotha ma band garera rakheko xa 3 din dekhi khana dieko chaina passport pani "
    "khosyo talab 4 mahina ko diena please bachaunus",
    "मलाई म्याडमले कुटिन् रगत आएको छ कोठामा थुनेर राखेको छ ३ दिनदेखि खाना दिएको छैन पासपोर्ट पनि खोसेको छ तलब चार महिनाको दिएको "
    "छैन "
    "बचाउनुहोस् हजुर कृपया छिटो",
    "hajur ma qatar ma chu mero contract sakiyo aba nepal kasari jane ticket kasle kinne ho malai thaha chaina company "
    "le "
    "kei bhaneko chaina ani sathi pani jana khojdai cha"};

double microseconds_since(Clock::time_point begun) {
  return std::chrono::duration<double, std::micro>(Clock::now() - begun).count();
}

// For about so many seconds, over all samples in turn.
template <class Work>
Sample measured(double seconds, Work const& work) {
  std::vector<double> took;
  Clock::time_point const end =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  Meter meter({});
  meter.begin();
  for (std::size_t i = 0; Clock::now() < end; ++i) {
    std::string_view const text = samples.at(i % samples.size());
    Clock::time_point const begun = Clock::now();
    work(text);
    took.push_back(microseconds_since(begun));
  }
  meter.end();
  return {{"p50_us", percentile(took, 0.5)}, {"p99_us", percentile(took, 0.99)}, {"foreign", meter.foreign(seconds)}};
}

// NFKC with case folding, in and out of UTF-8: the least that any reader of such texts does.
Sample icu_pass(double seconds) {
  UErrorCode status = U_ZERO_ERROR;
  icu::Normalizer2 const* const nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC");
  return measured(seconds, [&](std::string_view text) {
    auto const read = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    UErrorCode failed = U_ZERO_ERROR;
    std::string out;
    nfkc->normalize(read, failed).toUTF8String(out);
  });
}

std::shared_ptr<line::Content const> shipped() {
  line::LoadedContent loaded = line::load_content(std::filesystem::path(SAATHI_SOURCE_DIR) / "config");
  if (!loaded.content) throw std::runtime_error("the shipped content has mistakes; `saathi check` names them");
  return loaded.content;
}

Sample turn(double seconds) {
  std::shared_ptr<line::Content const> const content = shipped();
  flows::Facts facts;
  facts.number_country = "QA";
  return measured(seconds, [&](std::string_view text) {
    flows::Input const input{.kind = flows::Input::Kind::text, .text = std::string(text)};
    static_cast<void>(flows::advance(content->library, flows::State{}, input, facts, flows::Instant{}));
  });
}

Sample triage(double seconds) {
  std::shared_ptr<line::Content const> const content = shipped();
  flows::TriageFacts facts;
  facts.number_country = "QA";
  return measured(seconds, [&](std::string_view text) {
    static_cast<void>(flows::triage(content->library.lexicon(), text, facts));
  });
}

Sample loading() {
  Clock::time_point const begun = Clock::now();
  static_cast<void>(shipped());
  return {{"ms", microseconds_since(begun) / 1000}};
}

}  // namespace

std::vector<Case> word_cases(Options const& options) {
  double const seconds = options.seconds / 4;
  return {{"reference icu", "ICU alone over the bytes of a text", [seconds] { return icu_pass(seconds); }},
          {"saathi triage", "saathi, cleaning and triage of a text", [seconds] { return triage(seconds); }},
          {"saathi turn", "saathi, cleaning, triage and one turn", [seconds] { return turn(seconds); }},
          {"saathi content", "saathi, loading and checking the shipped content", [] { return loading(); }}};
}

}  // namespace bench
