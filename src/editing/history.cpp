#include "editing/history.h"

#include <utility>

namespace nn4n {

namespace {

std::optional<Version> step(std::vector<Version>& from, std::vector<Version>& to, Version now) {
  if (from.empty()) return std::nullopt;
  Version target = std::move(from.back());
  from.pop_back();
  to.push_back(std::move(now));
  return target;
}

}  // namespace

bool is_step(const Version& before, const Version& after) {
  const bool same = before.document == after.document && before.in_force == after.in_force;
  return !same || ended_run(before, after);
}

bool ended_run(const Version& before, const Version& after) {
  return is_worth_keeping(before.run) && before.run.serial != after.run.serial;
}

bool remember(EditHistory& history, Version before, const std::string& gesture) {
  const bool goes_on = !gesture.empty() && gesture == history.gesture && !history.past.empty();
  history.gesture = gesture;
  history.future.clear();
  if (goes_on) return false;
  history.past.push_back(std::move(before));
  if (history.past.size() > kMostVersions) history.past.erase(history.past.begin());
  return true;
}

void forget_runs(EditHistory& history) {
  for (auto* versions : {&history.past, &history.future}) {
    for (Version& version : *versions) version.run = {};
  }
}

std::optional<Version> step_back(EditHistory& history, Version now) {
  history.gesture.clear();
  return step(history.past, history.future, std::move(now));
}

std::optional<Version> step_forward(EditHistory& history, Version now) {
  history.gesture.clear();
  return step(history.future, history.past, std::move(now));
}

}  // namespace nn4n
