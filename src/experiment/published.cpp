#include <cassert>

#include "experiment/changes.h"
#include "experiment/named.h"

namespace nn4n {

void set_field(Experiment& experiment, std::string_view path, double value) {
  [[maybe_unused]] const bool there = put_number(experiment, path, value);
  assert(there);
}

void set_list(Experiment& experiment, std::string_view path, std::initializer_list<double> values) {
  const EditTarget target = resolve(target_of(experiment), path);
  assert(target.type && target.type->kind == Kind::list);
  target.type->resize(target.object, values.size());
  std::size_t index = 0;
  for (const double value : values) {
    const EditTarget element = element_of(target, index++);
    element.type->set_number(element.object, value);
  }
}

std::vector<Published> published_networks() {
  std::vector<Published> all;
  for (const std::span<const Published> source :
       {package_presets(), class_presets(), song_presets()}) {
    all.insert(all.end(), source.begin(), source.end());
  }
  return all;
}

Area whole_network(int units) {
  return {.name = "Network", .units = units, .input = true, .readout = true};
}

}  // namespace nn4n
