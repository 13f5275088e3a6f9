// Search over all settings: by label, key, unit, help and the words of their choices.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "experiment/experiment.h"

namespace nn4n {

/// A setting that was searched for. `path` is where to go (GoTo, edit.h).
struct Found {
  std::string path;
  std::string label;  ///< "Sensory: Time constant"
  std::string value;  ///< "100 ms"
  std::string help;
  bool operator==(const Found&) const = default;
};

/// What a text is in the language of the page; none is English.
using Said = std::function<std::string_view(std::string_view english)>;

/// Settings in which every word of `text` occurs, whatever its case and accents, in
/// English or in the language of the page; the best first: words of the
/// label, then the key, then everything else. At most `most`. Loss terms that are not in the list
/// are found, too: their path is where terms are added.
std::vector<Found> search(const Experiment& experiment, std::string_view text,
                          const Said& said = {}, std::size_t most = 40);

}  // namespace nn4n
