#include "parity/recorded_structure.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "parity/recorded_head.h"

namespace nn4n {

namespace {

constexpr int kFewestDraws = 20;
constexpr int kMostDraws = 200;
constexpr double kSynapses = 4e6;  // in all draws together, about
constexpr std::array<std::string_view, 7> kCommonKeys{"format", "kind",   "name",  "package",
                                                      "class",  "config", "layout"};

std::size_t size(int count) { return static_cast<std::size_t>(count); }

std::vector<std::string> as_text(const std::vector<std::uint8_t>& present, std::size_t columns,
                                 const std::vector<std::int8_t>& sign) {
  std::vector<std::string> rows(present.size() / columns, std::string(columns, '0'));
  for (std::size_t k = 0; k < present.size(); ++k) {
    const std::size_t source = k % columns;
    const bool negative = !sign.empty() && sign[source] < 0;
    if (present[k]) rows[k / columns][source] = negative ? '-' : '+';
  }
  return rows;
}

}  // namespace

std::vector<std::string> transposed(const std::vector<std::string>& rows) {
  std::vector<std::string> columns(rows.empty() ? 0 : rows[0].size());
  for (const std::string& row : rows) {
    for (std::size_t j = 0; j < row.size(); ++j) columns[j] += row[j];
  }
  return columns;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::vector<std::string> mask_text(const Masks& masks, bool input) {
  return input ? as_text(masks.input, size(masks.inputs), {})
               : as_text(masks.readout, size(masks.units), masks.unit_sign);
}

StructureCheck::StructureCheck(const JsonValue& file, std::span<const std::string_view> keys)
    : file_(file) {
  read_network(keys);
}

Verdicts StructureCheck::verdicts() {
  if (!understood()) return {error(), {}};
  return {"", {{kAnyPrecision, std::move(comparisons_)}}};
}

void StructureCheck::read_network(std::span<const std::string_view> keys) {
  check_format(*this, file_);
  const std::string& name = at(file_, "class").text;
  std::vector<std::string_view> known(kCommonKeys.begin(), kCommonKeys.end());
  known.insert(known.end(), keys.begin(), keys.end());
  check_known(*this, file_, known);
  const PackageVersion version = read_version(*this, file_);
  if (!understood()) return;
  const std::string wrong = read_structure(name, at(file_, "config"), version, made_);
  if (!wrong.empty()) return fail("config:", wrong);
  const double units = total_units(made_.network);
  const double draws =
      std::clamp(kSynapses / (units * units), 1.0 * kFewestDraws, 1.0 * kMostDraws);
  for (std::uint32_t seed = 1; seed <= static_cast<std::uint32_t>(draws); ++seed)
    draws_.push_back(make_masks(made_.network, made_.inputs, made_.outputs, seed));
}

double StructureCheck::five_errors(double sd_of_one) const {
  const double ours = static_cast<double>(draws_.size());
  return 5 * sd_of_one * std::sqrt(1 / ours + 1 / recorded_draws_) + kDigits;
}

/// Are the rows of the file's masks sources, not targets?
bool StructureCheck::sources_first() {
  const std::string& layout = at(file_, "layout").text;
  const bool sources = layout.find("(source, target)") != layout.npos;
  if (!sources && layout.find("(target, source)") == layout.npos)
    fail("layout", "is neither (target, source) nor (source, target)");
  return sources;
}

std::vector<int> StructureCheck::indices(const JsonValue& value, std::string_view name) {
  std::vector<int> made;
  if (!value.is(JsonKind::list)) fail(name, "is no list");
  for (const JsonValue& item : value.items) {
    const bool whole = item.is(JsonKind::number) && std::abs(item.number) <= kMostUnits &&
                       item.number == static_cast<int>(item.number);
    if (!whole) fail(name, "holds something else than indices");
    made.push_back(whole ? static_cast<int>(item.number) : -1);
  }
  return made;
}

std::vector<std::string> StructureCheck::texts(std::string_view key) {
  std::vector<std::string> made;
  const JsonValue& value = at(file_, key);
  if (!value.is(JsonKind::list)) fail(key, "is no list");
  for (const JsonValue& item : value.items) {
    if (!item.is(JsonKind::text)) fail(key, "holds something else than texts");
    made.push_back(item.text);
  }
  return made;
}

bool StructureCheck::flag(const JsonValue& object, std::string_view key) {
  const JsonValue& value = at(object, key);
  if (!value.is(JsonKind::boolean)) fail(key, "is neither true nor false");
  return value.boolean;
}

std::vector<int> StructureCheck::sorted(std::string_view key) {
  std::vector<int> list = indices(at(file_, key), key);
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

void StructureCheck::check_mask(const std::string& key) {
  const bool input = key == "input_mask";
  const bool turn = sources_first();
  const std::vector<std::string> expected = texts(key);
  const std::string identical = key + "_identical_over_draws";
  if (file_.find(identical) && !flag(file_, identical)) fail(identical, "is false");
  if (!understood()) return;
  Comparison worst;
  for (const Masks& masks : draws_) {
    const std::vector<std::string> ours = mask_text(masks, input);
    Comparison one = compare_exactly(key, turn ? transposed(ours) : ours, expected);
    if (worst.quantity.empty() || one.difference > worst.difference) worst = one;
  }
  add(worst);
}

std::vector<double> StructureCheck::densities(const std::vector<int>& into,
                                              const std::vector<int>& from) const {
  const double pairs = static_cast<double>(into.size()) * static_cast<double>(from.size());
  std::vector<double> found;
  for (const Masks& masks : draws_) {
    double present = 0;
    for (const int i : into) {
      for (const int j : from) present += masks.recurrent[size(i) * size(masks.units) + size(j)];
    }
    found.push_back(present / pairs);
  }
  return found;
}

void StructureCheck::check_density(const std::string& name, const std::vector<double>& found,
                                   double pairs, const RecordedDensity& recorded) {
  const double p = recorded.expected;
  const double sd = recorded.sd_of_one_draw;
  add(compare(name + "density of one draw", found[0], p, 5 * sd + kDigits));
  add(compare(name + "mean density", mean(found), recorded.measured_mean, five_errors(sd)));
  add(compare(name + "sd of a draw", std::sqrt(p * (1 - p) / pairs), sd, kDigits));
}

void StructureCheck::check_diagonal(double expected) {
  std::vector<double> found;
  for (const Masks& masks : draws_) {
    double present = 0;
    for (int n = 0; n < masks.units; ++n)
      present += masks.recurrent[size(n) * size(masks.units) + size(n)];
    found.push_back(present / masks.units);
  }
  const double sd = std::sqrt(expected * (1 - expected) / draws_[0].units);
  add(compare("diagonal_density", mean(found), number(file_, "diagonal_density"), five_errors(sd)));
}

}  // namespace nn4n
