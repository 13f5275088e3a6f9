// What areas tell each other, and which parts matter: against the equations, against made-up
// matrices, and on a network in which one unit alone carries the answer.
#include <gtest/gtest.h>

#include <Eigen/LU>
#include <Eigen/QR>
#include <algorithm>
#include <set>

#include "analysis/area_report.h"
#include "analysis/communication.h"
#include "analysis/currents.h"
#include "analysis/lesion_atlas.h"
#include "analysis/stimulation.h"

namespace nn4n::test::areas_test {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

Experiment small() {
  Experiment experiment;
  experiment.network.areas[0].units = 10;
  experiment.network.areas[1].units = 8;
  experiment.network.recurrent_noise = 0;
  experiment.network.input_noise = 0;
  experiment.training.batch = 8;
  return experiment;
}

Trainer trained(const Experiment& experiment, int iterations) {
  Trainer trainer(experiment);
  for (int i = 0; i < iterations; ++i) trainer.step();
  return trainer;
}

// With r = v and without noise, v_t = (1−α) v_{t−1} + α drive, so that the rates tell the drive.
TEST(Currents, OfAllSourcesAddUpToTheDriveOfTheUnit) {
  Experiment experiment = small();
  experiment.network.activation = ActivationKind::linear;
  const Trainer trainer = trained(experiment, 3);
  const Recording recording = record_trials(trainer, 6);
  const std::vector<CurrentSource> sources = current_sources(trainer);
  ASSERT_EQ(sources.size(), 6u) << "E and I of two areas, input, bias";
  double largest = 0;
  for (const RecordedTrial& one : recording.trials) {
    for (const int unit : {0, 9, 10, 17}) {
      const MatrixXd currents = currents_into(trainer, sources, one, unit);
      const double alpha = double{trainer.dynamics().alpha[static_cast<std::size_t>(unit)]};
      const auto rate = [&](int t) {
        return double{one.rates[static_cast<std::size_t>(unit * one.trial.steps + t)]};
      };
      for (int t = 1; t < one.trial.steps; ++t) {
        const double drive = (rate(t) - (1 - alpha) * rate(t - 1)) / alpha;
        EXPECT_NEAR(currents.col(t).sum(), drive, 1e-5 * std::max(1.0, std::fabs(drive)))
            << unit << " " << t;
        largest = std::max(largest, std::fabs(drive));
      }
    }
  }
  EXPECT_GT(largest, 0.05);
}

TEST(Currents, ExcitationIsPositiveAndInhibitionNegative) {
  const Trainer trainer = trained(small(), 5);
  const Currents found = currents_between_areas(trainer, record_trials(trainer, 12));
  for (const AreaCurrents& into : found.areas) {
    for (std::size_t s = 0; s < found.sources.size(); ++s) {
      if (found.sources[s].kind != CurrentSource::Kind::units) continue;
      const VectorXd row = into.mean.row(static_cast<Eigen::Index>(s)).transpose();
      EXPECT_GE(found.sources[s].sign * row.minCoeff(), -1e-12);
      EXPECT_GE(found.sources[s].sign * row.maxCoeff(), -1e-12);
    }
  }
  ASSERT_EQ(found.balance.size(), 2u);
  for (const CurrentBalance& of : found.balance) {
    EXPECT_GT(of.excitatory, 0);
    EXPECT_LE(of.inhibitory, 0);
    EXPECT_LE(std::fabs(of.correlation), 1 + 1e-12);
  }
}

TEST(Communication, SharesOfAHandMadeProjectionAreRight) {
  MatrixXd weights = MatrixXd::Zero(3, 4);  // passes on the first unit and the sum of the next two
  weights(0, 0) = 2;
  weights(1, 1) = weights(1, 2) = 1;
  const MatrixXd space = potent_space(weights, 0.999);
  ASSERT_EQ(space.cols(), 2);
  VectorXd direction = VectorXd::Zero(4);
  direction[0] = 3;
  EXPECT_NEAR(share_in(space, direction), 1, 1e-12);
  direction << 0, 1, -1, 0;
  EXPECT_NEAR(share_in(space, direction), 0, 1e-12);
  direction << 0, 0, 0, 5;
  EXPECT_NEAR(share_in(space, direction), 0, 1e-12);
  direction << 0, 1, 0, 0;
  EXPECT_NEAR(share_in(space, direction), 0.5, 1e-12);
  EXPECT_EQ(potent_space(MatrixXd::Zero(3, 4)).cols(), 0);
  // Null and potent share of any direction add up to its length.
  const MatrixXd null = Eigen::FullPivLU<MatrixXd>(space.transpose()).kernel();
  direction << 1, -2, 0.5, 3;
  const MatrixXd basis = null.householderQr().householderQ() * MatrixXd::Identity(4, null.cols());
  EXPECT_NEAR(share_in(space, direction) + share_in(basis, direction), 1, 1e-12);
}

TEST(Communication, ScalingByOneIsTheNetworkItself) {
  const Trainer trainer = trained(small(), 60);
  const Recording recording = record_trials(trainer, 64);
  CommunicationOptions options;
  options.trials = 64;
  options.factors = {0, 1};
  const std::vector<AreaPair> pairs = communication(trainer, recording, options);
  ASSERT_FALSE(pairs.empty());
  EXPECT_EQ(pairs[0].from, 0);
  EXPECT_EQ(pairs[0].to, 1);
  LesionAtlas atlas(trainer, {.trials = 64, .null_groups = 2});
  for (const AreaPair& pair : pairs) {
    EXPECT_EQ(pair.scaled[1].accuracy, atlas.intact().accuracy);
    for (const AxisShare& share : pair.axes) {
      EXPECT_GE(share.potent, 0);
      EXPECT_LE(share.potent, 1 + 1e-12);
      EXPECT_LE(share.random_low, share.random_high);
    }
  }
}

/// A go/no-go network whose output reads one unit of six, the only one that hears the "go" input.
Trainer one_unit_that_matters(int which) {
  Experiment experiment;
  experiment.task.select("gonogo");
  experiment.network.areas = {
      {.name = "A", .units = 6, .tau_ms = 500, .input = true, .readout = true}};
  experiment.network.connectivity = {};
  experiment.network.connectivity.density = {{0}};
  experiment.network.connectivity.unit_signs = UnitSigns::none;
  experiment.network.recurrent_noise = 0;
  experiment.network.input_noise = 0;
  experiment.network.recurrent_weights.dales_law = false;
  Trainer trainer(experiment);
  Parameters<float> parameters = trainer.trained_parameters();
  for (float& value : parameters.values) value = 0;
  const TaskShape shape = task_of(experiment).shape(experiment.task);
  const int go = static_cast<int>(std::find(shape.inputs.begin(), shape.inputs.end(), "Go") -
                                  shape.inputs.begin());
  const int inputs = static_cast<int>(shape.inputs.size());
  EXPECT_LT(go, inputs);
  parameters.of(Tensor::input_weight)[static_cast<std::size_t>(which * inputs + go)] = 1;
  for (int i = 0; i < 6; ++i)  // the others are busy with something else
    if (i != which) parameters.of(Tensor::recurrent_bias)[static_cast<std::size_t>(i)] = 0.5f;
  parameters.of(Tensor::readout_weight)[static_cast<std::size_t>(which)] = 30;
  trainer.start_from(parameters);
  return trainer;
}

TEST(LesionAtlas, NamesTheUnitThatMatters) {
  for (const int which : {1, 4}) {
    const Trainer trainer = one_unit_that_matters(which);
    LesionAtlas atlas(trainer, {.trials = 64, .null_groups = 20});
    EXPECT_EQ(atlas.total() > 6, true);
    int pieces = 0;
    while (atlas.advance()) ++pieces;
    EXPECT_EQ(pieces, atlas.total());
    const double intact = atlas.intact().accuracy;
    for (const AtlasRow& row : atlas.rows()) {
      if (row.kind != AtlasRow::Kind::unit) continue;
      if (row.units[0] == which) {
        EXPECT_LT(row.with.accuracy, intact - 0.2) << row.name;
        EXPECT_EQ(row.act, "silence:A/" + std::to_string(which + 1));
      } else {
        EXPECT_EQ(row.with.accuracy, intact) << row.name;
      }
    }
  }
}

TEST(StimulationMap, FindsTheUnitThatChangesTheChoice) {
  for (const int which : {1, 4}) {
    const StimulationMap map = stimulation_map(one_unit_that_matters(which), {.trials = 64});
    ASSERT_EQ(map.units.size(), 6u);
    EXPECT_GT(map.accuracy, 0);
    for (int unit = 0; unit < 6; ++unit) {
      const Stimulated& driven = map.units[static_cast<std::size_t>(unit)];
      EXPECT_EQ(driven.changed > 0, unit == which) << driven.act;
      EXPECT_EQ(driven.trials, 64) << driven.act;
    }
    ASSERT_EQ(map.groups.size(), 1u);
    ASSERT_EQ(map.groups[0].size(), 5u);
    EXPECT_EQ(map.groups[0][2].current, 0);
    EXPECT_EQ(map.groups[0][2].changed, 0) << "a current of 0 changes no choice";
    EXPECT_EQ(map.groups[0][2].more_often, 0);
    EXPECT_EQ(map.groups[0][2].accuracy, map.accuracy);
    EXPECT_GT(map.groups[0][4].changed, 0) << "the unit that matters is among them";
  }
}

TEST(StimulationMap, ShiftsThePsychometricCurveWithTheCurrent) {
  const Trainer trainer = trained(small(), 300);
  const StimulationMap map = stimulation_map(trainer, {.trials = 128, .currents = {-0.3, 0.3}});
  EXPECT_GT(map.from_ms, 0) << "the stimulus begins after the fixation";
  EXPECT_EQ(map.to_ms, map.from_ms + 100);
  ASSERT_EQ(map.groups.size(), 4u);
  for (const auto& group : map.groups) {
    for (const Stimulated& driven : group) {
      EXPECT_LE(std::fabs(driven.more_often), 1);
      EXPECT_LE(driven.changed, driven.trials);
    }
  }
}

TEST(LesionAtlas, ClustersHoldEveryActiveUnitOnceAndAllRowsAreMeasured) {
  const Trainer trainer = trained(small(), 40);
  const Recording recording = record_trials(trainer, 48);
  std::vector<int> all;
  for (const std::vector<int>& cluster : selectivity_clusters(recording))
    all.insert(all.end(), cluster.begin(), cluster.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all, recording.active);
  LesionAtlas atlas(trainer, {.trials = 32, .null_groups = 5});
  atlas.run();
  std::set<AtlasRow::Kind> kinds;
  for (const AtlasRow& row : atlas.rows()) {
    kinds.insert(row.kind);
    EXPECT_EQ(row.with.trials, atlas.intact().trials);
    EXPECT_EQ(row.with.by_condition.size(), atlas.conditions().size());
    const bool null = row.kind == AtlasRow::Kind::cluster || row.kind == AtlasRow::Kind::group;
    EXPECT_EQ(std::isfinite(row.null_low), null) << row.name;
    if (null) {
      EXPECT_LE(row.null_low, row.null_high);
    }
  }
  EXPECT_EQ(kinds.size(), 4u);
}

TEST(AreaReport, HoldsWhatItsHeaderSays) {
  const Trainer trainer = trained(small(), 20);
  const Recording recording = record_trials(trainer, 32);
  const JsonValue currents = currents_value(trainer, recording);
  EXPECT_EQ(currents.find("sources")->items.size(), 6u);
  EXPECT_EQ(currents.find("areas")->items[0].find("mean")->items.size(), 6u);
  EXPECT_EQ(balance_value(trainer, recording).items.size(), 2u);
  for (const JsonValue& pair : communication_value(trainer, recording).items) {
    for (const JsonValue& axis : pair.find("axes")->items)
      EXPECT_NEAR(axis.find("potent")->number + axis.find("null")->number, 1, 1e-6);
    EXPECT_EQ(pair.find("scaled")->items.size(), 5u);
  }
}

}  // namespace
}  // namespace nn4n::test::areas_test
