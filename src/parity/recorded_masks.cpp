#include "parity/recorded_masks.h"

#include <algorithm>
#include <array>

namespace nn4n {

namespace {

constexpr std::array<std::string_view, 3> kMaskNames{"in", "hid", "out"};

/// Is a constraint on for a layer? It is one word for all, or one for each; off when it is missing.
bool is_on(RecordedReader& reader, std::string_view key, std::string_view layer) {
  const JsonValue* config = StrictReader::optional(reader.file, "config");
  const JsonValue* value = config ? StrictReader::optional(*config, key) : nullptr;
  if (!value) return false;
  if (value->is(JsonKind::boolean)) return value->boolean;
  const auto index = static_cast<std::size_t>(
      std::find(kMaskNames.begin(), kMaskNames.end(), layer) - kMaskNames.begin());
  const bool three = value->is(JsonKind::list) && value->items.size() == kMaskNames.size() &&
                     std::all_of(value->items.begin(), value->items.end(),
                                 [](const JsonValue& item) { return item.is(JsonKind::boolean); });
  if (three) return value->items[index].boolean;
  reader.fail("config." + std::string(key), "is neither true, false nor three of them");
  return false;
}

/// The mask of a layer, or nothing where none was given.
std::vector<double> given_mask(RecordedReader& reader, const JsonValue& masks,
                               std::string_view layer, Tensor tensor) {
  const JsonValue* value = StrictReader::optional(masks, layer);
  if (!value) return {};
  const std::string name = "mask_given." + std::string(layer);
  std::vector<double> mask = reader.numbers(*value, name, reader.shape_of(tensor));
  const bool allowed = std::all_of(mask.begin(), mask.end(), [](double entry) {
    return entry == 0 || entry == 1 || entry == -1;
  });
  if (!allowed) reader.fail(name, "is not -1, 0 or 1");
  return mask;
}

double sign_of(double entry, bool between_units) {
  if (entry == 0) return between_units ? 0 : 1;
  return entry > 0 ? 1 : -1;
}

}  // namespace

void check_given_mask(RecordedReader& reader, std::string_view layer, Tensor tensor,
                      const std::vector<double>& present, const std::vector<double>& sign) {
  if (!reader.file.find("mask_given") || layer.empty()) return;
  const JsonValue none = JsonValue::object();
  const JsonValue* listed = StrictReader::optional(reader.file, "mask_given");
  const JsonValue& masks = listed ? *listed : none;
  if (!masks.is(JsonKind::object)) return reader.fail("mask_given", "is not an object");
  reader.check_keys(masks, "mask_given", kMaskNames);
  const bool sparse = is_on(reader, "sparsity_constraints", layer);
  const bool signed_ = is_on(reader, "positivity_constraints", layer);
  const std::vector<double> given = given_mask(reader, masks, layer, tensor);
  if (!reader.understood()) return;
  const std::string name = "mask_given." + std::string(layer);
  if (given.empty() && (sparse || signed_))
    return reader.fail(name, "is missing, and a constraint needs it");
  const bool between_units = tensor == Tensor::recurrent_weight;
  const JsonValue* config = StrictReader::optional(reader.file, "config");
  const JsonValue* own = config ? StrictReader::optional(*config, "self_connections") : nullptr;
  const bool diagonal = !between_units || (own && own->boolean);
  const auto columns = static_cast<std::size_t>(reader.shape_of(tensor).back());
  for (std::size_t i = 0; i < present.size(); ++i) {
    const bool onto_itself = i / columns == i % columns;
    const bool there = (!sparse || given[i] != 0) && (diagonal || !onto_itself);
    if (there != (present[i] != 0)) return reader.fail(name, "does not agree with sparsity_mask");
    const double wanted = signed_ ? sign_of(given[i], between_units) : 0;
    if (wanted != sign[i]) return reader.fail(name, "does not agree with sign_mask");
  }
}

}  // namespace nn4n
