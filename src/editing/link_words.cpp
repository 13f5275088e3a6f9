#include "editing/link_words.h"

#include "codec/share_link.h"
#include "editing/all_settings.h"
#include "editing/defaults.h"

namespace nn4n {

std::string what_lengthens_link(const Experiment& experiment) {
  const Experiment defaults = defaults_for(experiment);
  const std::size_t whole = to_link(experiment).size();
  std::string names;
  for (const std::string& path : all_settings(experiment)) {
    const Target target = resolve(target_of(experiment), path);
    if (target.type->kind != Kind::list || !differs(experiment, defaults, path)) continue;
    Experiment without = experiment;
    if (!restore(without, path) || to_link(without).size() > whole - whole / 5) continue;
    names += (names.empty() ? "" : ", ") + full_label(experiment, path);
  }
  return names;
}

}  // namespace nn4n
