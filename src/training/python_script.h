// A Python program that rebuilds a network with NN4N on PyTorch: masks, model, task and loss. It
// carries the weights and some trials, and asserts that it computes what was computed here.
//
// The program runs with NN4N 1.0.3 and from 1.2 on (their differences: release notes of NN4N 1.1
// and 1.2), with numpy and torch alone beside it. It trains on the trials that it carries, with
// fresh input noise. Where NN4N has no setting for something, such as one activation for each area,
// the program sets it on NN4N's objects.
#pragma once

#include <string>
#include <variant>

#include "training/trainer.h"

namespace nn4n {

/// The text of the program. The issue says what NN4N's CTRNN cannot be: areas in several layers.
/// A term of the loss that needs backprop (vanishing_gradient) or two areas (population_kl) is left
/// out, and the program says so. What is trained is not touched.
std::variant<std::string, Issue> python_script(const Trainer& trainer);

}  // namespace nn4n
