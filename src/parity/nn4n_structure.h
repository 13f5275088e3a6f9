// Reads the keyword arguments of NN4N's structures (MultiArea, MultiAreaEI, RandomInput, and
// MultiIO of version 1.2) as a network of ours.
//
// The network stands for the structure alone, which is who may connect to whom. It includes
// self-connections, because in the package the model takes them out, not the structure. It may have
// more than the 512 units and 8 areas of a link, so it must not be passed to validate().
#pragma once

#include <optional>

#include "experiment/network.h"
#include "parity/nn4n_keywords.h"

namespace nn4n {

enum class PackageVersion { v1_0_3, v1_2_0 };

/// The version that "nn4n 1.0.3" or "nn4n 1.2.0" names; nothing for another name.
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

/// The keywords that a class has; none when there is no such class in that version.
Keywords::Names structure_keywords(std::string_view class_name, PackageVersion version);

/// The class whose keywords these are: the one that "class" names, or the one that alone has such
/// keywords.
std::string_view class_of(const JsonValue& keywords);

}  // namespace nn4n
