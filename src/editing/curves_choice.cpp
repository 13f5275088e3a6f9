#include "editing/curves_choice.h"

#include <algorithm>
#include <cmath>

namespace nn4n {

namespace {

bool small_number(const JsonValue& value) {
  return value.is(JsonKind::number) && std::fabs(value.number) < 1e6;
}

}  // namespace

JsonValue to_value(const CurvesChoice& choice) {
  JsonValue zoom = JsonValue::list();
  for (const double number : {choice.zoom.scale, choice.zoom.x}) zoom.add(number);
  JsonValue value = JsonValue::object();
  value.add("zoom", std::move(zoom));
  value.add("linear", choice.linear);
  value.add("shown", kCurvesShown[static_cast<std::size_t>(choice.shown)]);
  return value;
}

std::string read_curves_choice(const JsonValue& value, CurvesChoice& choice) {
  CurvesChoice next = choice;
  for (std::size_t k = 0; k < value.keys.size(); ++k) {
    const std::string& key = value.keys[k];
    const JsonValue& item = value.items[k];
    bool fits = item.is(JsonKind::boolean);
    if (key == "linear") {
      next.linear = item.boolean;
    } else if (key == "shown") {
      const auto known = std::find(kCurvesShown.begin(), kCurvesShown.end(), item.text);
      fits = known != kCurvesShown.end();
      if (fits) next.shown = static_cast<CurvesShown>(known - kCurvesShown.begin());
    } else if (key == "zoom") {
      fits = item.is(JsonKind::list) && item.items.size() == 2 && small_number(item.items[0]) &&
             small_number(item.items[1]);
      if (fits) next.zoom = allowed_zoom({item.items[0].number, item.items[1].number, 0});
    } else {
      return "curves has no \"" + key.substr(0, 40) + "\"; known are shown, zoom and linear.";
    }
    if (!fits) {
      return "The value of \"" + key +
             "\" is not allowed; allowed are such as {\"zoom\": [4, 0.5], the scale and the first "
             "iteration in shares of all, \"linear\": true, \"shown\": \"loss\", \"terms\" or "
             "\"norms\"}.";
    }
  }
  choice = next;
  return {};
}

}  // namespace nn4n
