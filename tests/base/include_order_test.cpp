// The folders of src in their order, and who includes whom.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/places.h"

namespace nn4n::test::include_order_test {

namespace {

namespace fs = std::filesystem;

/// 0 for base, 1 for the next; folders that are joined by "+" have the same level. −1 = none of
/// ours.
int level(const std::string& folder) {
  std::istringstream levels(engine_folders());
  int at = 0;
  for (std::string side_by_side; levels >> side_by_side; ++at) {
    std::istringstream names(side_by_side);
    for (std::string name; std::getline(names, name, '+');) {
      if (name == folder) return at;
    }
  }
  return -1;
}

std::string first_part(const std::string& path) { return path.substr(0, path.find('/')); }

struct Include {
  std::string file;  // relative to src
  std::string path;  // as written
};

std::vector<Include> includes_in(const fs::path& file, const std::string& name) {
  std::vector<Include> list;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    constexpr std::string_view mark = "#include \"";
    if (line.compare(0, mark.size(), mark) != 0) continue;
    const std::size_t end = line.find('"', mark.size());
    list.push_back({name, line.substr(mark.size(), end - mark.size())});
  }
  return list;
}

std::vector<Include> all_includes() {
  const fs::path root(source_folder());
  std::vector<Include> list;
  std::error_code error;
  for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    const std::string extension = at->path().extension().string();
    if (extension != ".h" && extension != ".cpp") continue;
    const std::string name = at->path().lexically_relative(root).generic_string();
    for (Include& include : includes_in(at->path(), name)) list.push_back(std::move(include));
  }
  return list;
}

}  // namespace

TEST(IncludeOrder, NoFolderIncludesOneThatIsNotBelowIt) {
  const std::vector<Include> list = all_includes();
  ASSERT_GT(list.size(), 50u) << "the sources were not found";
  int between_folders = 0;
  for (const Include& include : list) {
    const std::string from = first_part(include.file);
    const std::string to = first_part(include.path);
    if (from == to || level(to) < 0) continue;  // its own, or a library's header
    ++between_folders;
    ASSERT_GE(level(from), 0) << "src/" << from << " is missing in src/CMakeLists.txt";
    EXPECT_LT(level(to), level(from)) << include.file << " includes " << include.path;
  }
  EXPECT_GT(between_folders, 20);
}

TEST(IncludeOrder, OnlyVerifySeesTheRecordsOfThePackage) {
  int clients = 0;
  for (const Include& include : all_includes()) {
    if (first_part(include.path) != "parity" || first_part(include.file) == "parity") continue;
    ++clients;
    EXPECT_EQ(include.file, "cli/verify.cpp") << "includes " << include.path;
  }
  EXPECT_GT(clients, 0);
}

TEST(IncludeOrder, EditingDoesNotKnowTheCanvas) {
  std::error_code error;
  int files = 0;
  const fs::path root(source_folder());
  for (fs::directory_iterator at(root / "editing", error), end; !error && at != end;
       at.increment(error)) {
    ++files;
    std::ifstream stream(at->path());
    std::stringstream text;
    text << stream.rdbuf();
    EXPECT_EQ(text.str().find("#include <imgui"), std::string::npos) << at->path();
    EXPECT_EQ(text.str().find("ImGui::"), std::string::npos) << at->path();
  }
  EXPECT_GT(files, 30);
}

TEST(IncludeOrder, OnlyOneFileOfTheCodecSeesTheJsonLibrary) {
  std::error_code error;
  int files = 0;
  const fs::path root(source_folder());
  for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    std::ifstream stream(at->path());
    std::stringstream text;
    text << stream.rdbuf();
    const bool uses = text.str().find("#include <nlohmann") != std::string::npos;
    files += uses ? 1 : 0;
    if (uses) {
      EXPECT_EQ(at->path().lexically_relative(root).generic_string(), "codec/json_value.cpp");
    }
  }
  EXPECT_EQ(files, 1);
}

}  // namespace nn4n::test::include_order_test
