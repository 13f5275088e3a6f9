// For everything in NN4N 1.0.3 and 1.2.0 that computes something, this table says what does the
// same here.
//
// It has one line for each keyword and each public method of a class. A test asks the experiment,
// the registries, the program's commands and the JavaScript class for every name in it, so that it
// cannot go stale.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nn4n {

/// A keyword (or a list of them that belong together) or a method of a class of the package.
struct PackageItem {
  std::string_view owner;     ///< "CTRNN"
  std::string_view name;      ///< "scaling", "save()"
  std::string_view versions;  ///< "1.0.3", "1.2.0" or "both"
  /// What does it here, separated by commas: a field ("network.areas[i].units"), a loss term and
  /// its parameter ("loss:rate_sd.measure"), a pattern ("pattern:hub"), a command with an option
  /// ("nn4n train --out"), a method of the JavaScript class ("Engine.step"). Empty: a convenience
  /// of Python that computes nothing.
  std::string_view here;
  std::string_view remark = {};
};

std::span<const PackageItem> nn4n_table();

/// The parts of `here`.
std::vector<std::string_view> references_of(const PackageItem& item);

std::string nn4n_table_as_markdown();
std::string nn4n_table_as_json();

}  // namespace nn4n
