// Two types of one name in one namespace are undefined behaviour when a program holds both, and no
// compiler says so where no file includes both.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>

#include "support/places.h"

namespace nn4n::test::type_names_test {

TEST(TypeNames, EachStandsForOneTypeInItsNamespace) {
  namespace fs = std::filesystem;
  const std::regex definition(
      R"(^(?:struct|class|enum class) (\w+)(?: final)?(?: :[^:{][^{]*)? \{.*)");
  std::map<std::string, std::string> files;  // by namespace and name
  const fs::path root(source_folder());
  std::error_code error;
  for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() != ".h") continue;
    const std::string file = at->path().lexically_relative(root).generic_string();
    std::ifstream stream(at->path());
    std::string space;
    for (std::string line; std::getline(stream, line);) {
      if (line.starts_with("namespace ")) space = line;
      std::smatch found;
      if (!std::regex_match(line, found, definition)) continue;
      const auto [before, added] = files.emplace(space + " " + found[1].str(), file);
      EXPECT_TRUE(added) << found[1] << " is in " << before->second << " and in " << file;
    }
  }
  EXPECT_GT(files.size(), 150u);
}

}  // namespace nn4n::test::type_names_test
