#include "codec/experiment_file.h"

#include "base/text.h"
#include "base/version.h"
#include "codec/json.h"

namespace nn4n {

std::string program_name(std::string_view page_build) {
  std::string name(kProgram);
  if (!page_build.empty()) name.append(", page build ").append(printable(page_build));
  return name;
}

std::string to_file(const Experiment& experiment, std::string_view page_build) {
  JsonValue file = JsonValue::object();
  file.add("program", program_name(page_build));
  JsonValue value = to_value(experiment);
  for (std::size_t k = 0; k < value.keys.size(); ++k)
    file.add(value.keys[k], std::move(value.items[k]));
  return print_json(file, Layout::pretty) + "\n";
}

}  // namespace nn4n
