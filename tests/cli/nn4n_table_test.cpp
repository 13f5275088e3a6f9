// The table of what of NN4N is where, against the experiment, the registries, the program and the
// JavaScript class.
#include "cli/nn4n_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cli/command.h"
#include "cli/files.h"
#include "experiment/experiment.h"
#include "parity/nn4n_structure.h"
#include "support/places.h"

namespace nn4n::test::nn4n_table_test {

namespace {

std::string source_of(const std::string& file) {
  const std::optional<std::string> text = read_file(source_folder() + "/" + file);
  EXPECT_TRUE(text) << file;
  return text.value_or("");
}

/// An experiment in which every list has an element.
bool is_field(std::string path) {
  Experiment experiment;
  experiment.network.connectivity.blocks.resize(1);
  for (std::size_t at = path.find("[i]"); at != path.npos; at = path.find("[i]"))
    path.replace(at, 3, "[0]");
  return resolve(target_of(experiment), path).type != nullptr;
}

/// "rate_sd.measure": an entry, and one of its parameters if one is named.
bool is_entry(const Registry& registry, const std::string& name) {
  const std::size_t dot = name.find('.');
  const Entry* entry = registry.find(name.substr(0, dot));
  if (!entry || dot == name.npos) return entry != nullptr;
  for (const Field& field : entry->parameters().fields) {
    if (field.key == name.substr(dot + 1)) return true;
  }
  return false;
}

/// "nn4n train --out": the command exists, and the option belongs to it.
bool is_command(std::string_view words) {
  words.remove_prefix(std::string_view("nn4n ").size());
  const std::size_t space = std::min(words.find(' '), words.size());
  const std::string_view wanted = words.substr(std::min(space + 1, words.size()));
  for (const Command* command : commands()) {
    if (command->name != words.substr(0, space)) continue;
    const std::vector<Option>& options = command->options;
    return wanted.empty() || std::any_of(options.begin(), options.end(), [&](const Option& option) {
             return option.name == wanted;
           });
  }
  return false;
}

bool exists(const std::string& reference, const std::string& bindings) {
  const auto after = [&](std::size_t count) { return reference.substr(count); };
  if (reference.rfind("loss:", 0) == 0) return is_entry(TermCatalogue::registry(), after(5));
  if (reference.rfind("pattern:", 0) == 0) return is_entry(PatternCatalogue::registry(), after(8));
  if (reference.rfind("nn4n ", 0) == 0) return is_command(reference);
  if (reference.rfind("Engine.", 0) == 0)
    return bindings.find("unction(\"" + after(7) + "\"") != bindings.npos;
  return is_field(reference);
}

}  // namespace

TEST(PackageTable, EverythingThatItNamesExists) {
  const std::string bindings = source_of("api/bindings.cpp");
  std::size_t references = 0;
  for (const PackageItem& item : nn4n_table()) {
    for (const std::string_view reference : references_of(item)) {
      ++references;
      EXPECT_TRUE(exists(std::string(reference), bindings))
          << item.owner << " " << item.name << ": " << reference;
    }
  }
  EXPECT_GT(references, 150u);
}

TEST(PackageTable, TheTestWouldNoticeANameThatIsGone) {
  const std::string bindings = source_of("api/bindings.cpp");
  for (const char* gone :
       {"network.areas[i].size", "loss:mse.norm", "loss:metabolic", "pattern:ring", "nn4n fly",
        "nn4n verify --out", "nn4n train --", "nn4n", "Engine.walk", "network.scaling"})
    EXPECT_FALSE(exists(gone, bindings)) << gone;
}

TEST(PackageTable, EveryKeywordOfTheStructuresIsInIt) {
  const auto listed = [](std::string_view owner, std::string_view keyword) {
    for (const PackageItem& item : nn4n_table()) {
      if (item.owner != owner) continue;
      const std::string names = ", " + std::string(item.name) + ",";
      if (names.find(" " + std::string(keyword) + ",") != names.npos) return true;
    }
    return false;
  };
  for (const std::string_view owner : {"MultiArea", "MultiAreaEI", "RandomInput", "MultiIO"}) {
    for (const PackageVersion version : {PackageVersion::v1_0_3, PackageVersion::v1_2_0}) {
      for (const std::string_view keyword : structure_keywords(owner, version))
        EXPECT_TRUE(listed(owner, keyword) || listed("MultiArea", keyword))
            << owner << " " << keyword;
    }
  }
}

/// Version 1.2.0 calls the queries of masks otherwise.
TEST(PackageTable, HasTheNamesOfBothVersions) {
  const std::string table = nn4n_table_as_markdown();
  for (const char* name :
       {"get_input_idx()", "get_input_indices()", "get_non_input_idx()", "get_non_input_indices()",
        "get_readout_idx()", "get_readout_indices()", "get_area_idx()", "get_area_indices()",
        "masks()", "get_masks()", "`layer_distributions`", "`weights`", "`layer_biases`",
        "`biases`", "`learnable`", "`plasticity_masks`", "auto_rescale()", "recurrence()"})
    EXPECT_NE(table.find(name), std::string::npos) << name;
}

TEST(PackageTable, NamesEveryLossTermThatThePackageHas) {
  std::set<std::string> named;
  for (const PackageItem& item : nn4n_table()) {
    for (const std::string_view reference : references_of(item)) {
      if (reference.rfind("loss:", 0) == 0)
        named.insert(std::string(reference.substr(5, reference.find('.') - 5)));
    }
  }
  for (const Entry* entry : TermCatalogue::registry().entries()) {
    if (entry->source.find("NN4N") == entry->source.npos) continue;
    EXPECT_TRUE(named.count(std::string(entry->key))) << entry->key;
  }
}

TEST(PackageTable, EveryLineIsOfAKnownVersionAndWithoutBars) {
  for (const PackageItem& item : nn4n_table()) {
    EXPECT_TRUE(item.versions == "1.0.3" || item.versions == "1.2.0" || item.versions == "both");
    for (const std::string_view text : {item.owner, item.name, item.here, item.remark})
      EXPECT_EQ(text.find('|'), text.npos) << text;
  }
}

}  // namespace nn4n::test::nn4n_table_test
