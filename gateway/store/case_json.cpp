#include "gateway/store/case_json.hpp"

#include <boost/json.hpp>

namespace store {
namespace {

boost::json::array parse_array(std::string_view json) {
  boost::system::error_code fault;
  boost::json::value value = boost::json::parse(json, fault);
  boost::json::array* const array = fault ? nullptr : value.if_array();
  if (array == nullptr) throw Failure({base::Code::storage, "A list in the database cannot be read.", {}});
  return std::move(*array);
}

std::string text_of(boost::json::value const& value) {
  boost::json::string const* const text = value.if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

}  // namespace

std::string list_to_json(std::vector<std::string> const& words) {
  boost::json::array array;
  for (std::string const& word : words) array.emplace_back(word);
  return boost::json::serialize(array);
}

std::vector<std::string> list_from_json(std::string_view json) {
  std::vector<std::string> words;
  for (boost::json::value const& value : parse_array(json)) words.push_back(text_of(value));
  return words;
}

std::string reasons_to_json(std::vector<CaseReason> const& reasons) {
  boost::json::array array;
  for (CaseReason const& reason : reasons) {
    boost::json::object object;
    object["rule"] = reason.rule;
    object["text"] = reason.text.reveal(base::Reason::to_seal);
    array.emplace_back(std::move(object));
  }
  return boost::json::serialize(array);
}

std::vector<CaseReason> reasons_from_json(std::string_view json) {
  std::vector<CaseReason> reasons;
  for (boost::json::value const& value : parse_array(json)) {
    boost::json::object const* const object = value.if_object();
    if (object == nullptr) continue;
    CaseReason reason;
    if (boost::json::value const* const rule = object->if_contains("rule")) reason.rule = text_of(*rule);
    if (boost::json::value const* const text = object->if_contains("text")) {
      reason.text = Sealed<std::string>(text_of(*text));
    }
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace store
