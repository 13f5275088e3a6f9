#include "playground/plots/order_menu.h"

namespace nn4n::playground {

namespace {

constexpr int kSelectivity = static_cast<int>(UnitOrder::selectivity);

/// The variables of the task, as far as they are known for this run.
std::vector<std::string> variables_of(const Ui& ui) {
  std::vector<std::string> names;
  if (ui.looks.selectivity && ui.looks.selectivity_of.serial == ui.run.serial) {
    for (const SeenSelectivity& one : *ui.looks.selectivity) names.push_back(one.name);
  }
  return names;
}

}  // namespace

OrderOptions order_options(const Ui& ui) {
  OrderOptions orders{{{"order.number", "by number"},
                       {"order.peak", "by peak time"},
                       {"order.similarity", "by similarity"}},
                      static_cast<int>(ui.view.unit_order)};
  const std::vector<std::string> variables = variables_of(ui);
  for (const std::string& name : variables)
    orders.options.push_back({"order.selectivity." + name, "by selectivity for " + name});
  if (variables.empty()) orders.options.push_back({"order.selectivity", "by selectivity"});
  if (ui.view.unit_order != UnitOrder::selectivity) return orders;
  for (std::size_t k = 0; k < variables.size(); ++k) {
    if (variables[k] == ui.view.order_variable) orders.now = kSelectivity + static_cast<int>(k);
  }
  return orders;
}

OrderUnits order_picked(const Ui& ui, int picked) {
  if (picked < kSelectivity) return {static_cast<UnitOrder>(picked), ""};
  const std::vector<std::string> variables = variables_of(ui);
  const auto k = static_cast<std::size_t>(picked - kSelectivity);
  return {UnitOrder::selectivity, k < variables.size() ? variables[k] : ""};
}

}  // namespace nn4n::playground
