#include "analysis/area_report.h"

#include <array>
#include <cmath>

#include "analysis/communication.h"
#include "analysis/currents.h"
#include "analysis/interval.h"
#include "analysis/lesion_atlas.h"
#include "analysis/stimulation.h"
#include "base/text.h"

namespace nn4n {

namespace {

JsonValue number(double value) {
  return std::isfinite(value) ? JsonValue(rounded_to(value, 6)) : JsonValue();
}

template <class List>
JsonValue numbers(const List& values) {
  JsonValue list = JsonValue::list();
  for (const double value : values) list.add(number(value));
  return list;
}

JsonValue interval_value(int correct, int trials) {
  const Interval interval = wilson(correct, trials);
  return numbers(std::array{interval.low, interval.high});
}

std::string area_in(const Trainer& trainer, int area) {
  return trainer.experiment().network.areas[static_cast<std::size_t>(area)].name;
}

std::string_view kind_name(AtlasRow::Kind kind) {
  constexpr std::array<std::string_view, 4> names{"unit", "cluster", "group", "projection"};
  return names[static_cast<std::size_t>(kind)];
}

void add_accuracy(const AtlasAccuracy& found, JsonValue& value) {
  value.add("accuracy", number(found.accuracy));
  value.add("interval", interval_value(found.correct, found.trials));
  value.add("by_condition", numbers(found.by_condition));
}

}  // namespace

JsonValue currents_value(const Trainer& trainer, const Recording& recording) {
  const Currents found = currents_between_areas(trainer, recording);
  JsonValue sources = JsonValue::list();
  for (const CurrentSource& source : found.sources) sources.add(source.name);
  JsonValue areas = JsonValue::list();
  for (const AreaCurrents& into : found.areas) {
    JsonValue rows = JsonValue::list();
    for (Eigen::Index s = 0; s < into.mean.rows(); ++s)
      rows.add(numbers(Eigen::VectorXd(into.mean.row(s).transpose())));
    JsonValue one = JsonValue::object();
    one.add("area", area_in(trainer, into.area));
    one.add("condition", into.condition);
    one.add("trials", into.trials);
    one.add("mean", std::move(rows));
    areas.add(std::move(one));
  }
  JsonValue value = JsonValue::object();
  value.add("sources", std::move(sources));
  value.add("areas", std::move(areas));
  return value;
}

JsonValue balance_value(const Trainer& trainer, const Recording& recording) {
  JsonValue list = JsonValue::list();
  for (const CurrentBalance& of : currents_between_areas(trainer, recording).balance) {
    JsonValue one = JsonValue::object();
    one.add("area", area_in(trainer, of.area));
    one.add("excitatory", number(of.excitatory));
    one.add("inhibitory", number(of.inhibitory));
    one.add("ratio", of.excitatory > 0 ? number(-of.inhibitory / of.excitatory) : JsonValue());
    one.add("correlation", number(of.correlation));
    list.add(std::move(one));
  }
  return list;
}

namespace {

JsonValue value_of(const Stimulated& driven) {
  JsonValue one = JsonValue::object();
  one.add("act", driven.act);
  one.add("current", number(driven.current));
  one.add("trials", driven.trials);
  one.add("changed", driven.changed);
  one.add("accuracy", number(driven.accuracy));
  one.add("more_often", number(driven.more_often));
  one.add("bias", driven.curve ? number(driven.curve->curve.bias) : JsonValue());
  one.add("bias_interval",
          driven.curve ? numbers(std::array{driven.curve->bias.low, driven.curve->bias.high})
                       : JsonValue());
  return one;
}

}  // namespace

JsonValue stimulation_value(const Trainer& trainer) {
  const StimulationMap map = stimulation_map(trainer);
  JsonValue value = JsonValue::object();
  value.add("from_ms", number(map.from_ms));
  value.add("to_ms", number(map.to_ms));
  value.add("accuracy", number(map.accuracy));
  JsonValue units = JsonValue::list();
  for (const Stimulated& unit : map.units) units.add(value_of(unit));
  JsonValue groups = JsonValue::list();
  for (const std::vector<Stimulated>& group : map.groups) {
    JsonValue list = JsonValue::list();
    for (const Stimulated& driven : group) list.add(value_of(driven));
    groups.add(std::move(list));
  }
  value.add("units", std::move(units));
  value.add("groups", std::move(groups));
  return value;
}

JsonValue communication_value(const Trainer& trainer, const Recording& recording) {
  JsonValue list = JsonValue::list();
  for (const AreaPair& pair : communication(trainer, recording)) {
    JsonValue axes = JsonValue::list();
    for (const AxisShare& share : pair.axes) {
      JsonValue one = JsonValue::object();
      one.add("name", share.name);
      one.add("potent", number(share.potent));
      one.add("null", number(1 - share.potent));
      one.add("random", numbers(std::array{share.random_low, share.random_high}));
      axes.add(std::move(one));
    }
    JsonValue scaled = JsonValue::list();
    for (const ScaledAccuracy& at : pair.scaled) {
      JsonValue one = JsonValue::object();
      one.add("factor", number(at.factor));
      one.add("accuracy", number(at.accuracy));
      one.add("interval", interval_value(at.correct, at.trials));
      scaled.add(std::move(one));
    }
    JsonValue one = JsonValue::object();
    one.add("from", area_in(trainer, pair.from));
    one.add("to", area_in(trainer, pair.to));
    one.add("rank", pair.rank);
    one.add("units", pair.units);
    one.add("axes", std::move(axes));
    one.add("scaled", std::move(scaled));
    list.add(std::move(one));
  }
  return list;
}

JsonValue atlas_value(const Trainer& trainer) {
  LesionAtlas atlas(trainer);
  atlas.run();
  return atlas_value(atlas);
}

JsonValue atlas_value(const LesionAtlas& atlas) {
  JsonValue conditions = JsonValue::list();
  for (const std::string& name : atlas.conditions()) conditions.add(name);
  JsonValue intact = JsonValue::object();
  add_accuracy(atlas.intact(), intact);
  JsonValue rows = JsonValue::list();
  for (const AtlasRow& row : atlas.rows()) {
    JsonValue units = JsonValue::list();
    for (const int unit : row.units) units.add(unit);
    JsonValue one = JsonValue::object();
    one.add("kind", kind_name(row.kind));
    one.add("name", row.name);
    one.add("act", row.act);
    one.add("units", std::move(units));
    add_accuracy(row.with, one);
    one.add("drop", number(atlas.intact().accuracy - row.with.accuracy));
    one.add("null", std::isfinite(row.null_low) ? numbers(std::array{row.null_low, row.null_high})
                                                : JsonValue());
    rows.add(std::move(one));
  }
  JsonValue value = JsonValue::object();
  value.add("trials", atlas.intact().trials);
  value.add("conditions", std::move(conditions));
  value.add("intact", std::move(intact));
  value.add("rows", std::move(rows));
  return value;
}

}  // namespace nn4n
