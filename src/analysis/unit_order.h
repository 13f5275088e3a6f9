// The order in which views list units, and which units are silent.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "training/snapshot.h"

namespace nn4n {

enum class UnitOrder {
  number,  ///< as they are in the network: by area and sign
  peak,    ///< within each area and sign by the time at which |r| is largest in the sample trial
  /// Within each area and sign so that neighbours are alike: the first unit is the one that peaks
  /// first, and after each unit stands the one, of those that are left, whose rates in the sample
  /// trial correlate most with its own.
  similarity,
  /// Within each area and sign by how selective they are for a variable of the task
  /// (analysis/unit_selectivity.h), from its largest correlation to its smallest.
  selectivity
};
inline constexpr std::array<std::string_view, 4> kUnitOrders{"number", "peak", "similarity",
                                                             "selectivity"};

/// A unit whose |r| stays below this in all trials that are looked at is silent: it is counted and
/// named, and left out of everything that compares units (the rule of trainRNNbrain).
inline constexpr float kSilentRate = 1e-3f;

/// The silent units of the sample trial, ascending. Empty when the snapshot has no rates.
std::vector<int> silent_units(const Snapshot& snapshot);

/// All units in this order. Silent units have no peak and are like no other: they come last in
/// their area and sign, by their numbers. Neighbours of one area and sign stay together. Similarity
/// costs N² T operations within a group of N units. `selectivity` holds a number for each unit (N);
/// without it, that order is by number.
std::vector<int> ordered_units(const Snapshot& snapshot, UnitOrder order,
                               std::span<const double> selectivity = {});

/// The place of every unit in such an order.
std::vector<int> places_in(const std::vector<int>& order);

}  // namespace nn4n
