// The structures of NN4N (MultiArea, MultiAreaEI, RandomInput, and MultiIO of version 1.2): their
// keyword arguments as a network of ours, and what those arguments may be.
//
// The network stands for the structure alone: who may connect to whom, self-connections included,
// because the package takes them out in the model. Limits of links do not hold (512 units, 8
// areas); do not pass it to validate().
#pragma once

#include <optional>

#include "experiment/network.h"
#include "parity/nn4n_keywords.h"

namespace nn4n {

enum class PackageVersion { v1_0_3, v1_2_0 };

/// "nn4n 1.0.3", "nn4n 1.2.0"; nothing for another one.
std::optional<PackageVersion> package_version(std::string_view package);

/// A network with the sizes that a task would give it.
struct PackageNetwork {
  Network network;
  int inputs = 0;
  int outputs = 0;
};

/// Fills `made`. Returns an empty string, or what is wrong:
/// "area_connectivities[0][1] is 1.2; allowed 0 to 1".
std::string read_structure(std::string_view class_name, const JsonValue& keywords,
                           PackageVersion version, PackageNetwork& made);

/// The keywords of a class; none when there is no such class in that version.
Keywords::Names structure_keywords(std::string_view class_name, PackageVersion version);

/// The class whose keywords these are, by "class" or by what only it has.
std::string_view class_of(const JsonValue& keywords);

}  // namespace nn4n
