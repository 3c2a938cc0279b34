// Choices of one question that the same words would mean: the later one could never be chosen by them.
#include "flows/checks/checks.hpp"
#include "flows/text/fold.hpp"
#include "flows/text/normalise.hpp"

#include <map>

namespace flows {

void check_shadows(Subject const& subject, std::vector<Finding>& findings) {
  for_each_step(subject, [&](Flow const& flow, Step const&, Outline const& outline) {
    if (outline.choices == nullptr) return;
    std::map<std::string, Choice const*> taken;
    for (Choice const& choice : *outline.choices) {
      for (std::string const& word : choice.also) {
        std::string const folded = fold_words(normalised_text(word));
        auto const [earlier, is_new] = taken.emplace(folded, &choice);
        if (is_new) continue;
        bool const same = earlier->second == &choice;
        report(findings, flow, choice.mark,
               "`" + word + "` of the choice " + choice.key + " already means the choice " + earlier->second->key +
                   (same ? "; once is enough" : "; it could never be chosen by it"));
      }
    }
  });
}

}  // namespace flows
