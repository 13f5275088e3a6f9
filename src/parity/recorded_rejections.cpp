#include <algorithm>
#include <array>

#include "codec/strict_reader.h"
#include "parity/recorded.h"
#include "parity/recorded_head.h"

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 4> kRejectionKeys{"format", "kind", "package", "cases"};
constexpr std::array<std::string_view, 5> kConfigurationKeys{"class", "config", "accepted",
                                                             "error_type", "why"};

/// What this engine does where the package does the opposite by mistake; empty where both agree.
using Quirk = std::string_view;

bool has_unknown_keyword(const JsonValue& config, Keywords::Names known) {
  return std::any_of(config.keys.begin(), config.keys.end(), [&](const std::string& key) {
    return std::find(known.begin(), known.end(), key) == known.end();
  });
}

bool within_0_to_1(const JsonValue* value) {
  return !value || (value->is(JsonKind::number) && value->number >= 0 && value->number <= 1);
}

/// A whole number. Where none is given the package's own default is one.
bool is_whole(const JsonValue* value) {
  return !value || (value->is(JsonKind::number) && !value->decimal);
}

/// The quirk that explains an answer of the package. `alone` says that nothing else in the
/// configuration is to be refused.
Quirk quirk_of(const std::string& name, const JsonValue& config, PackageVersion version,
               bool accepted, bool alone) {
  if (accepted && has_unknown_keyword(config, structure_keywords(name, version)))
    return "unknown keywords are refused here";
  if (name != "RandomInput") return {};
  if (accepted && !within_0_to_1(config.find("hidden_spar"))) return "hidden_spar is checked here";
  const JsonValue* input = config.find("input_spar");
  const JsonValue* read = config.find("readout_spar");
  if (!accepted && alone && (is_whole(input) || is_whole(read)))
    return "whole numbers and the defaults are accepted here";
  return {};
}

class RejectionCheck : private StrictReader {
 public:
  explicit RejectionCheck(const JsonValue& file) : file_(file) {}

  Verdicts run() {
    check_known(*this, file_, kRejectionKeys);
    const PackageVersion version = read_version(*this, file_);
    const JsonValue& configurations = at(file_, "cases");
    if (!configurations.is(JsonKind::list) || configurations.items.empty())
      fail("cases", "is no list");
    for (std::size_t k = 0; understood() && k < configurations.items.size(); ++k)
      check_configuration(element_of("cases", k), configurations.items[k], version);
    if (!understood()) return {error(), {}};
    return {"", {{kAnyPrecision, std::move(comparisons_)}}};
  }

 private:
  void check_configuration(const std::string& path, const JsonValue& one, PackageVersion version) {
    check_known(*this, one, kConfigurationKeys, path + ".");
    const std::string& name = at(one, "class").text;
    const JsonValue& config = at(one, "config");
    const JsonValue& accepted = at(one, "accepted");
    if (!accepted.is(JsonKind::boolean)) fail(path + ".accepted", "is neither true nor false");
    if (structure_keywords(name, version).empty()) fail(path, "names no class of this version");
    if (!understood()) return;
    PackageNetwork made;
    const bool ours = read_structure(name, config, version, made).empty();
    const JsonValue* why = one.find("why");
    const bool said = why && (why->text.find("quirk") != why->text.npos ||
                              why->text.find("silently ignored") != why->text.npos);
    const Quirk quirk = quirk_of(name, config, version, accepted.boolean, ours || said);
    const bool differs = said || !quirk.empty();
    const bool expected = accepted.boolean != differs;
    std::string quantity = path + " " + name + (expected ? " accepted" : " refused");
    if (why) quantity += " (" + printable(why->text) + ")";
    if (differs) quantity += ", unlike the package";
    if (!quirk.empty()) quantity += ": quirk, " + std::string(quirk);
    comparisons_.push_back(compare(quantity, ours, expected, 0));
  }

  const JsonValue& file_;
  std::vector<Comparison> comparisons_;
};

}  // namespace

Verdicts verify_rejections(const JsonValue& file) { return RejectionCheck(file).run(); }

}  // namespace nn4n
