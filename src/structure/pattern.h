// A pattern says how the synapses of a block are drawn. Each pattern is a class.
//
// To add a pattern, write a class derived from Pattern in a file of this folder, and a
// `RegisteredPattern` at namespace scope. Links, files, the page and `nn4n describe` then find it.
// A pattern only gives each synapse a probability; masks.cpp draws them.
#pragma once

#include "experiment/connectivity.h"

namespace nn4n {

/// One possible synapse of a block with `rows` receiving and `columns` sending units.
struct SynapsePlace {
  int row = 0;
  int rows = 0;
  int column = 0;
  int columns = 0;
  double structure = 0;  ///< the probability, 0..1, that the structure gives it
};

class Pattern : public Entry {
 public:
  explicit Pattern(const Entry& entry) : Entry(entry) {}
  virtual ~Pattern() = default;

  /// Returns the probability, 0 to 1, that the synapse is present.
  virtual double probability(const SelectionBase& chosen, const SynapsePlace& place) const = 0;
};

template <class T>
struct RegisteredPattern {
  RegisteredPattern() {
    static const T pattern;
    PatternCatalogue::registry().add(pattern);
  }
};

/// Returns the pattern that a block uses.
const Pattern& pattern_of(const Block& block);

}  // namespace nn4n
