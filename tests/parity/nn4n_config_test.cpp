// NN4N's keyword arguments as networks of ours.
#include "parity/nn4n_config.h"

#include <gtest/gtest.h>

#include "model/constraints.h"
#include "structure/areas.h"

namespace nn4n::test::nn4n_config_test {

namespace {

JsonValue json(const std::string& text) {
  ParsedJson parsed = parse_json(text);
  EXPECT_EQ(parsed.error, "") << text;
  return std::move(parsed.value);
}

constexpr PackageVersion kOld = PackageVersion::v1_0_3;
constexpr PackageVersion kNew = PackageVersion::v1_2_0;

PackageNetwork structure(std::string_view name, const std::string& keywords,
                         PackageVersion version = kOld) {
  PackageNetwork made;
  EXPECT_EQ(read_structure(name, json(keywords), version, made), "");
  return made;
}

std::string refusal(std::string_view name, const std::string& keywords,
                    PackageVersion version = kOld) {
  PackageNetwork made;
  return read_structure(name, json(keywords), version, made);
}

PackageNetwork ctrnn(const std::string& keywords, PackageVersion version,
                     const PackageNetwork* masks = nullptr) {
  PackageNetwork made;
  EXPECT_EQ(read_ctrnn(json(keywords), version, masks, made), "");
  return made;
}

std::string ctrnn_refusal(const std::string& keywords, PackageVersion version) {
  PackageNetwork made;
  return read_ctrnn(json(keywords), version, nullptr, made);
}

Masks masks_of(const PackageNetwork& made) {
  return make_masks(made.network, made.inputs, made.outputs, 1);
}

}  // namespace

TEST(PackageStructure, ForwardIsBelowTheDiagonalAndBackwardAbove) {
  const PackageNetwork made = structure("MultiArea", R"({"n_areas": [2, 3, 1], "hidden_size": 6,
      "input_dim": 2, "output_dim": 4, "area_connectivities": [0.4, 0.1, 0.7]})");
  const std::vector<std::vector<double>> expected{
      {0.7, 0.1, 0.1}, {0.4, 0.7, 0.1}, {0.4, 0.4, 0.7}};
  EXPECT_EQ(made.network.connectivity.density, expected);
  EXPECT_EQ(made.network.areas[1].units, 3);
  EXPECT_EQ(made.inputs, 2);
  EXPECT_EQ(made.outputs, 4);
}

TEST(PackageStructure, OneAreaIsBothInputAndReadoutWhateverIsListed) {
  const PackageNetwork made = structure("MultiArea", R"({"n_areas": 1, "hidden_size": 6,
      "input_dim": 1, "output_dim": 1, "input_areas": [7], "readout_areas": []})");
  EXPECT_TRUE(made.network.areas[0].input);
  EXPECT_TRUE(made.network.areas[0].readout);
}

TEST(PackageStructure, CountsAreCutAsThePackageCutsThem) {
  const PackageNetwork made = structure("MultiAreaEI", R"({"n_areas": [100, 7], "hidden_size": 107,
      "input_dim": 1, "output_dim": 1, "exc_pct": 0.29})");
  EXPECT_EQ(units_of_area(masks_of(made), 0, 1).size(), 28u) << "100 * 0.29 is 28.999…";
  EXPECT_EQ(units_of_area(masks_of(made), 1, 1).size(), 2u);
}

TEST(PackageStructure, SaysWhatIsWrong) {
  const std::string sizes = R"("hidden_size": 12, "input_dim": 1, "output_dim": 1)";
  struct Case {
    std::string_view name;
    std::string keywords;
    std::string sentence;
  };
  for (const Case& one : std::vector<Case>{
           {"MultiArea", R"("area_connectivities": [[0.5, 1.2], [0.1, 0.1]])",
            "area_connectivities[0][1] is 1.2; allowed 0 to 1"},
           {"MultiArea", R"("area_connectivities": [0.1])",
            "area_connectivities is a list of 1; allowed [forward, backward], [forward, backward, "
            "within] and a matrix"},
           {"MultiArea", R"("n_areas": [5, 5])", "n_areas adds up to 10; allowed hidden_size, 12"},
           {"MultiArea", R"("n_areas": 5)",
            "hidden_size is 12; allowed multiples of n_areas, which is 5"},
           {"MultiArea", R"("n_areas": 2.0)", "n_areas is 2.0; allowed whole numbers 1 to 12"},
           {"MultiArea", R"("n_areas": [12, 0])",
            "n_areas[1] is 0; allowed whole numbers 1 to 4096"},
           {"MultiArea", R"("input_areas": [0, 2])",
            "input_areas[1] is 2; allowed whole numbers 0 to 1"},
           {"MultiArea", R"("exc_pct": 0.8)",
            "exc_pct is not known; known: hidden_size, input_dim, output_dim, n_areas, "
            "area_connectivities, input_areas, readout_areas"},
           {"MultiAreaEI", R"("inter_area_connections": [true, 1, true, true])",
            "inter_area_connections[1] is 1; allowed true, false"},
           {"MultiAreaEI", R"("exc_pct": "most")", "exc_pct is \"most\"; allowed 0 to 1"},
           {"RandomInput", R"("input_spar": 0.7, "readout_spar": 0.5, "overlap": false)",
            "input_spar + readout_spar is 1.2; allowed up to 1 without overlap"},
           {"RandomInput", R"("hidden_spar": 7.0)", "hidden_spar is 7.0; allowed 0 to 1"}})
    EXPECT_EQ(refusal(one.name, "{" + sizes + ", " + one.keywords + "}"), one.sentence);
  EXPECT_EQ(refusal("MultiArea", R"({"hidden_size": 99999, "input_dim": 1, "output_dim": 1})"),
            "hidden_size is 99999; allowed whole numbers 1 to 4096");
  EXPECT_EQ(refusal("MultiIO", R"({"dims": [3, 4, 2], "input_dims": [1, 1]})", kNew),
            "input_dims adds up to 2; allowed 3, as dims says");
  EXPECT_NE(refusal("MultiIO", "{}", kOld).find("there is no structure \"MultiIO\""),
            std::string::npos);
}

TEST(PackageStructure, MultiIOChannelsReachTheUnitsOfTheirTable) {
  const PackageNetwork made = structure("MultiIO", R"({"dims": [3, 4, 2], "input_dims": [1, 2],
      "input_table": [[1, 1, 0, 0], [0, 1, 1, 0]], "readout_dims": [1, 1],
      "readout_table": [[0, 0, 1, 1], [1, 0, 0, 0]]})",
                                        kNew);
  const Masks masks = masks_of(made);
  EXPECT_EQ(masks.input, (std::vector<std::uint8_t>{1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0}));
  EXPECT_EQ(masks.readout, (std::vector<std::uint8_t>{0, 0, 1, 1, 1, 0, 0, 0}));
  EXPECT_EQ(masks.recurrent, std::vector<std::uint8_t>(16, 1));
}

TEST(PackageNetwork, DefaultsAreThoseOfItsVersion) {
  const PackageNetwork older = ctrnn("{}", kOld);
  EXPECT_EQ(total_units(older.network), 100);
  EXPECT_EQ(older.network.recurrent_weights.distribution, WeightDistribution::normal);
  EXPECT_EQ(older.network.readout_weights.bias, BiasDistribution::zero);
  EXPECT_FALSE(older.network.connectivity.self_connections);
  EXPECT_EQ(older.network.noise_scale, NoiseScale::nn4n);
  const PackageNetwork newer = ctrnn("{}", kNew);
  EXPECT_EQ(newer.network.recurrent_weights.distribution, WeightDistribution::uniform);
  EXPECT_EQ(newer.network.readout_weights.bias, BiasDistribution::none);
  EXPECT_TRUE(newer.network.connectivity.self_connections);
  EXPECT_EQ(newer.network.compatibility, Compatibility::nn4n_1_2);
}

TEST(PackageNetwork, EveryKeywordOfTheOlderVersionArrives) {
  const PackageNetwork made = ctrnn(R"({"input_dim": 2, "hidden_size": 5, "output_dim": 3,
      "tau": 50, "dt": 100, "activation": "retanh", "layer_distributions": "uniform",
      "layer_biases": [true, false, true], "scaling": 1.5, "self_connections": true,
      "learnable": [false, true, true], "preact_noise": 0.2, "postact_noise": 0.3,
      "init_state": "learn"})",
                                    kOld);
  const Network& network = made.network;
  EXPECT_EQ(made.inputs, 2);
  EXPECT_EQ(made.outputs, 3);
  EXPECT_EQ(network.areas[0].tau_ms, 50);
  EXPECT_EQ(network.dt_ms, 100);
  EXPECT_EQ(network.activation, ActivationKind::retanh);
  EXPECT_EQ(network.recurrent_weights.distribution, WeightDistribution::uniform);
  EXPECT_EQ(network.recurrent_weights.bias, BiasDistribution::none);
  EXPECT_EQ(network.recurrent_weights.gain, 1.5);
  EXPECT_FALSE(network.input_weights.trained);
  EXPECT_TRUE(network.connectivity.self_connections);
  EXPECT_EQ(network.recurrent_noise, 0.2);
  EXPECT_EQ(network.rate_noise, 0.3);
  EXPECT_EQ(network.initial_state, InitialState::learnt);
}

TEST(PackageNetwork, ASignedMaskGivesSynapsesAndSigns) {
  const PackageNetwork made = ctrnn(R"({"input_dim": 1, "hidden_size": 2, "output_dim": 1,
      "positivity_constraints": [false, true, false], "sparsity_constraints": [true, false, false],
      "self_connections": true,
      "layer_masks": [[[1], [0]], [[0, -1], [0.5, 1]], null]})",
                                    kOld);
  const Masks masks = masks_of(made);
  EXPECT_EQ(masks.input, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(masks.input_sign, (std::vector<std::int8_t>{0, 0}));
  EXPECT_EQ(masks.recurrent, std::vector<std::uint8_t>(4, 1)) << "not sparse";
  EXPECT_EQ(masks.recurrent_sign, (std::vector<std::int8_t>{0, -1, 1, 1})) << "0 is free";
}

TEST(PackageNetwork, MasksOfTheNewerVersionAreBySource) {
  const PackageNetwork made = ctrnn(R"({"dims": [2, 3, 1],
      "sparsity_masks": [[[1, 0, 1], [0, 1, 1]], null, null],
      "ei_masks": [null, null, [[1], [0], [-1]]],
      "plasticity_masks": [[[1, 0.5, 1], [1, 1, 1]], null, null]})",
                                    kNew);
  const Masks masks = masks_of(made);
  EXPECT_EQ(masks.input, (std::vector<std::uint8_t>{1, 0, 0, 1, 1, 1}));
  EXPECT_EQ(masks.readout_sign, (std::vector<std::int8_t>{1, -1, -1})) << "0 is inhibitory there";
  const Constraints<float> constraints = make_constraints<float>(made.network, masks);
  EXPECT_EQ(constraints.update[0], 1);
  EXPECT_EQ(constraints.update[2], 0) << "from channel 0 to unit 1: the lowest value";
}

TEST(PackageNetwork, SaysWhatIsWrong) {
  struct Case {
    std::string keywords;
    PackageVersion version;
    std::string sentence;
  };
  for (const Case& one : std::vector<Case>{
           {R"({"activation": "softmax"})", kOld,
            "activation is \"softmax\"; allowed relu, tanh, sigmoid, retanh"},
           {R"({"sparsity_constraints": true})", kOld,
            "layer_masks[0] is missing; sparsity_constraints need it"},
           {R"({"tau": 0})", kOld, "tau is 0; allowed more"},
           {R"({"layer_biases": [true, 1, true]})", kOld,
            "layer_biases[1] is 1; allowed true, false"},
           {R"({"dims": [1, 5, 1], "hidden_size": 6})", kNew,
            "hidden_size is given beside dims; allowed one of them"},
           {R"({"dims": [2, 3, 1], "sparsity_masks": [[[1, 0], [0, 1], [1, 1]], null, null]})",
            kNew, "sparsity_masks[0] is a list of 3; allowed a list of 2"},
           {R"({"weights": "xavier"})", kNew,
            "weights[0] is \"xavier\"; allowed uniform, normal, zero"},
           {R"({"biases": 1})", kNew, "biases[0] is 1; allowed 0 to 0"}})
    EXPECT_EQ(ctrnn_refusal(one.keywords, one.version), one.sentence);
  EXPECT_EQ(ctrnn_refusal(R"({"scaling": 2})", kNew).rfind("scaling is not known; known: dims", 0),
            0u);
}

TEST(PackageNetwork, AStructureMustFitTheNetwork) {
  const PackageNetwork masks =
      structure("MultiArea", R"({"hidden_size": 6, "input_dim": 1, "output_dim": 1})");
  PackageNetwork made;
  EXPECT_EQ(read_ctrnn(json(R"({"hidden_size": 8})"), kOld, &masks, made),
            "the structure has 1 inputs, 6 units and 1 outputs; allowed as the network has");
  EXPECT_EQ(read_ctrnn(json(R"({"hidden_size": 6})"), kOld, &masks, made), "");
  EXPECT_FALSE(made.network.recurrent_weights.sparse) << "not asked for";
  EXPECT_FALSE(made.network.connectivity.self_connections) << "the model takes them out";
}

}  // namespace nn4n::test::nn4n_config_test
