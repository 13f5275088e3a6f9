// The words beside the sources: links of the README files, and the table of folders.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/places.h"

namespace nn4n::test::readme_test {

namespace {

namespace fs = std::filesystem;

fs::path root() { return fs::path(source_folder()).parent_path(); }

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// The README of the project, and those of its folders.
std::vector<fs::path> readmes() {
  std::vector<fs::path> list{root() / "README.md"};
  for (const char* folder : {"src", "tests"}) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(root() / folder, error), end; !error && at != end;
         at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (name == "node_modules") at.disable_recursion_pending();
      if (name == "README.md") list.push_back(at->path());
    }
  }
  return list;
}

/// The folders of one folder, by name.
std::set<std::string> folders_in(const fs::path& folder) {
  std::set<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->is_directory(error)) names.insert(at->path().filename().string());
  }
  return names;
}

/// The targets of [words](target) and ![words](target).
std::vector<std::string> links_in(const std::string& text) {
  std::vector<std::string> targets;
  for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1))
    targets.push_back(text.substr(at + 2, text.find(')', at) - at - 2));
  return targets;
}

/// The name by which a link finds a heading: "Own tasks" becomes "own-tasks".
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char letter : heading) {
    const auto code = static_cast<unsigned char>(letter);
    if (letter == ' ') anchor += '-';
    if (letter == '-' || letter == '_' || std::isalnum(code) || code >= 0x80)
      anchor += static_cast<char>(std::tolower(code));
  }
  return anchor;
}

bool has_heading(const fs::path& file, const std::string& anchor) {
  std::istringstream lines(text_of(file));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t start = line.find_first_not_of('#');
    if (start == 0 || start == std::string::npos || line[start] != ' ') continue;
    if (anchor_of(line.substr(start + 1)) == anchor) return true;
  }
  return false;
}

}  // namespace

TEST(Readme, EveryRelativeLinkLeadsToAFileAndItsHeading) {
  int links = 0;
  for (const fs::path& readme : readmes()) {
    for (const std::string& target : links_in(text_of(readme))) {
      if (target.find("://") != std::string::npos) continue;
      ++links;
      const std::size_t hash = std::min(target.find('#'), target.size());
      const fs::path file = hash == 0 ? readme : readme.parent_path() / target.substr(0, hash);
      EXPECT_NE(target.front(), '/') << readme << " has a link that is not relative: " << target;
      EXPECT_TRUE(fs::exists(file)) << readme << " links to " << target;
      if (hash < target.size()) {
        EXPECT_TRUE(has_heading(file, target.substr(hash + 1))) << readme << ": " << target;
      }
    }
  }
  EXPECT_GT(links, 10);
}

TEST(Readme, TheTableOfFoldersIsComplete) {
  const std::string text = text_of(root() / "README.md");
  const std::set<std::string> source = folders_in(root() / "src");
  ASSERT_GT(source.size(), 10u);
  for (const std::string& folder : source) {
    EXPECT_NE(text.find("| `src/" + folder + "` |"), std::string::npos) << "src/" << folder;
  }
  for (const std::string& folder : folders_in(root() / "tests")) {
    if (source.count(folder) > 0) continue;  // it mirrors that folder of src
    EXPECT_NE(text.find("| `tests/" + folder + "` |"), std::string::npos) << "tests/" << folder;
  }
}

}  // namespace nn4n::test::readme_test
