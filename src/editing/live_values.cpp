#include "editing/live_values.h"

#include <algorithm>

#include "experiment/changes.h"

namespace nn4n {

namespace {

/// A list of numbers or texts, or a matrix: nothing in it is a live value, and it may be long.
bool is_plain_list(const Target& target) {
  return target.type->kind == Kind::list && !target.type->element->record;
}

void copy_live_parts(const EditTarget& to, const Target& from) {
  if (to.field && to.field->about.effect == Effect::live && to.type->kind == Kind::number) {
    to.type->set_number(to.object, from.type->number(from.object));
  }
  if (is_plain_list(to)) return;
  std::vector<Target> parts;
  for_each_part(from, [&](const Target& part, const std::string&) { parts.push_back(part); });
  std::size_t k = 0;
  for_each_part(to, [&](const EditTarget& part, const std::string&) {
    if (k < parts.size() && parts[k].type == part.type) copy_live_parts(part, parts[k]);
    ++k;
  });
}

/// Have both as many areas, the same task and the same loss terms?
bool same_shape(const Experiment& a, const Experiment& b) {
  return a.network.areas.size() == b.network.areas.size() && a.task.name() == b.task.name() &&
         std::equal(
             a.loss.begin(), a.loss.end(), b.loss.begin(), b.loss.end(),
             [](const LossTerm& x, const LossTerm& y) { return x.term.name() == y.term.name(); });
}

void collect_differences(const Experiment& now, const Experiment& wanted, const std::string& path,
                         std::vector<Change>& differences) {
  const Target a = resolve(target_of(now), path);
  const Target b = resolve(target_of(wanted), path);
  if (!b.type || is_plain_list(a)) return;
  if (is_live(now, path) && a.type->number(a.object) != b.type->number(b.object)) {
    differences.push_back({0, path, b.type->number(b.object)});
  }
  for_each_part(a, [&](const Target&, const std::string& step) {
    const bool top = path.empty() && step[0] == '.';
    collect_differences(now, wanted, top ? step.substr(1) : path + step, differences);
  });
}

}  // namespace

void copy_live(Experiment& to, const Experiment& from) {
  copy_live_parts(target_of(to), target_of(from));
}

void copy_asides(Experiment& to, const Experiment& like) {
  const std::size_t n = std::min(to.network.areas.size(), like.network.areas.size());
  for (std::size_t i = 0; i < n; ++i) to.network.areas[i].name = like.network.areas[i].name;
  to.interventions = like.interventions;
}

bool same_network(const Experiment& a, const Experiment& b) {
  if (!same_shape(a, b)) return false;
  Experiment alike = a;
  alike.changes = b.changes;
  copy_asides(alike, b);
  copy_live(alike, b);
  return alike == b;
}

std::vector<Change> live_differences(const Experiment& now, const Experiment& wanted) {
  std::vector<Change> differences;
  collect_differences(now, wanted, "", differences);
  return differences;
}

}  // namespace nn4n
