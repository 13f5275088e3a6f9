// The text of the Python program that python_script.h fills in. It is complete but for @NAME@ (what
// the network is called), @PROGRAM@ (who wrote it), @FACTS@ (JSON) and @DATA@ (base64 of the
// DEFLATE stream of an npz).
#pragma once

#include <string_view>

namespace nn4n {

inline constexpr std::string_view kPythonProgram = R"python(#!/usr/bin/env python3
"""@NAME@

This program was written by NN4N Playground (@PROGRAM@). It rebuilds the network with NN4N on PyTorch, loads
its weights, and checks that the rates, the outputs and the loss are those of the playground. It
needs numpy, torch and nn4n (1.0.3, or 1.2 and later).

    python3 nn4n_network.py              check the network
    python3 nn4n_network.py --train 200  check it, and train it for 200 more iterations

From another program: network = nn4n_network.build(); outputs, rates = network.run(inputs).

Axes: B trials, T steps, I inputs, N units, O outputs. Matrices are target x source.
"""
import argparse
import base64
import io
import json
import sys
import zlib

import numpy as np
import torch
import nn4n
from nn4n.model import CTRNN

TOLERANCE = 1e-4  # of rates, outputs and losses, relative to the largest value or to 1

FACTS = json.loads(r"""@FACTS@""")

LAYERS = ("input", "hidden", "readout")


def unpack():
    """All arrays by name: weights, masks, trials, and what the playground computed for them."""
    archive = zlib.decompress(base64.b64decode(DATA), -15)
    with np.load(io.BytesIO(archive)) as arrays:
        return {name: torch.from_numpy(arrays[name]) for name in arrays.files}


# ------------------------------------------------------------------------------------ the network


def activation(names):
    """f of all units. Each unit may have its own (NN4N has one for all of them)."""
    functions = {
        "relu": torch.relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "retanh": lambda v: torch.relu(torch.tanh(v)),
        "softplus": torch.nn.functional.softplus,
        "rectified_power": lambda v: torch.relu(v) ** 2,
        "linear": lambda v: v,
    }
    if len(set(names)) == 1:
        return functions[names[0]]
    masks = {name: torch.tensor([n == name for n in names]) for name in set(names)}

    def f(v):
        r = v
        for name, mask in masks.items():
            r = torch.where(mask, functions[name](v), r)
        return r

    return f


class Network:
    """The model of NN4N with the state in which its trials start, and with its constraints."""

    def __init__(self, arrays):
        self.synapses = [arrays["synapse." + layer] for layer in LAYERS]
        self.signs = [arrays["sign." + layer] for layer in LAYERS]
        self.batch_first = hasattr(nn4n, "mask")  # since NN4N 1.2; time came first before
        self.model = self.make_model() if self.batch_first else self.make_old_model()
        layer = self.model.recurrent_layer
        self.layers = (layer.input_layer, layer.hidden_layer, self.model.readout_layer)
        state = {name: arrays[name] for name in self.model.state_dict() if name in arrays}
        missing = set(self.model.state_dict()) - set(state)
        if missing:
            raise SystemExit(f"This version of NN4N has parameters that the playground lacks: {missing}.")
        self.model.load_state_dict(state)
        if not FACTS["learn_alpha"] or not self.batch_first:
            layer.alpha = arrays["alpha"]
        layer.activation = activation(FACTS["activation"])
        self.init_state = torch.nn.Parameter(arrays["init_state"].clone())
        if not self.batch_first:
            layer.hidden_state.requires_grad = FACTS["initial_state"] == "learnt"
        for layer, bias, learns in zip(self.layers, FACTS["bias_trained"], FACTS["trained"]):
            layer.weight.requires_grad = learns
            layer.bias.requires_grad = learns and bias

    def masks(self):
        """Sparsity and E/I masks as NN4N 1.2 takes them: source x target. A layer in which some
        weights may have either sign has no E/I mask; hold() keeps its signs."""
        sparsity = [synapse.T.contiguous() for synapse in self.synapses]
        ei = [sign.T.contiguous() if bool((sign != 0)[synapse != 0].all()) else None
              for sign, synapse in zip(self.signs, self.synapses)]
        return sparsity, ei

    def make_model(self):
        sparsity, ei = self.masks()
        return CTRNN(
            dims=FACTS["dims"],
            tau=FACTS["tau_ms"],
            dt=FACTS["dt_ms"],
            activation="relu",
            biases="zero",
            preact_noise=FACTS["preact_noise"],
            postact_noise=FACTS["postact_noise"],
            sparsity_masks=sparsity,
            ei_masks=ei,
            learn_alpha=FACTS["learn_alpha"],
            suppress_warnings=True,
        )

    def make_old_model(self):
        """NN4N 1.0.3. The constraints are kept by hold()."""
        inputs, units, outputs = FACTS["dims"]
        return CTRNN(
            input_dim=inputs,
            hidden_size=units,
            output_dim=outputs,
            tau=FACTS["tau_ms"],
            dt=FACTS["dt_ms"],
            activation="relu",
            preact_noise=FACTS["preact_noise"],
            postact_noise=FACTS["postact_noise"],
            init_state="learn",
            self_connections=True,
        )

    def run(self, inputs, noise=False):
        """inputs B x T x I. Returns outputs B x T x O and rates B x T x N after each step."""
        self.model.train() if noise else self.model.eval()
        if self.batch_first:
            start = self.init_state.expand(len(inputs), -1)
            outputs, states = self.model(inputs, start)
            return outputs, states["h"]
        outputs, states = self.model(inputs.transpose(0, 1))
        return outputs.transpose(0, 1), states.transpose(0, 1)

    def parameters(self):
        found = [p for p in self.model.parameters() if p.requires_grad]
        if self.batch_first and FACTS["initial_state"] == "learnt":
            found.append(self.init_state)
        return found

    @torch.no_grad()
    def hold(self):
        """Sets absent synapses to 0, and weights of the wrong sign to 0."""
        for layer, synapse, sign in zip(self.layers, self.synapses, self.signs):
            w = layer.weight * synapse
            w = torch.where(sign > 0, w.clamp(min=0), w)
            layer.weight.copy_(torch.where(sign < 0, w.clamp(max=0), w))


def build():
    return Network(unpack())


# --------------------------------------------------------------------------------------- the task


class Trials:
    """Trials of the task that the playground drew, without input noise."""

    def __init__(self, arrays):
        self.inputs = arrays["trial.inputs"]  # B x T x I
        self.targets = arrays["trial.targets"]  # B x T x O
        self.mask = arrays["trial.mask"]  # B x T x O, the weight of each error

    def __len__(self):
        return len(self.inputs)

    def draw(self, count):
        """Some of them, with fresh input noise."""
        which = torch.randint(len(self), (count,))
        noise = FACTS["input_noise_sd"] * torch.randn(count, *self.inputs.shape[1:])
        return self.inputs[which] + noise, self.targets[which], self.mask[which]


# --------------------------------------------------------------------------------------- the loss


def spread(x, squares):
    """Sample standard deviation; squares: of x², as NN4N 1.0.3 took it."""
    return (x ** 2 if squares else x).std(unbiased=True)


def rate_sd(rates, measure):
    m = rates.mean(dim=(0, 1))
    away = (m - m.mean()).abs()
    return {
        "sd": lambda: spread(m, False),
        "population_sd": lambda: m.std(unbiased=False),
        "squares_sd": lambda: spread(m, True),
        "absolute_sd": lambda: spread(rates.abs().mean(dim=(0, 1)), False),
        "mean_ad": away.mean,
        "max_ad": away.max,
    }[measure]()


def rate_cv(rates, measure):
    q = {
        "absolute": lambda: rates.abs().mean(dim=(0, 1)),
        "by_trial": lambda: rates.abs().mean(dim=1).flatten(),
        "signed": lambda: rates.mean(dim=(0, 1)),
    }[measure]()
    return q.std(unbiased=True) / q.mean() if q.mean() != 0 else q.mean()


def weight_norm(layers, norm):
    measure = {
        "mean_square": lambda w: (w ** 2).mean(),
        "mean_absolute": lambda w: w.abs().mean(),
        "fro": lambda w: (w ** 2).sum().sqrt(),
        "l1": lambda w: w.abs().sum(),
    }[norm]
    return sum(measure(layer.weight) for layer in layers)


def cross_entropy(outputs, targets, mask, softmax):
    p = torch.softmax(outputs, dim=-1) if softmax else outputs
    steps = mask[..., 0]
    return -(steps * (targets * p.clamp(min=1e-12).log()).sum(dim=-1)).sum() / steps.sum()


def entropy(rates, rate_cost):
    size = rates.abs()
    p = size / (size.sum(dim=-1, keepdim=True) + 1e-8)
    return (-(p * (p + 1e-8).log()) + rate_cost * rates ** 2).sum(dim=-1).mean()


def hebbian(rates, weight):
    return torch.einsum("bti,ij,btj->bt", rates, weight, rates).abs().mean()


def term_value(term, network, outputs, rates, targets, mask):
    """One term of the loss, without its weight."""
    key = term["name"]
    first, second, third = network.layers
    if key == "mse":
        return (mask * (outputs - targets) ** 2).sum() / mask.sum()
    if key == "cross_entropy":
        return cross_entropy(outputs, targets, mask, term.get("softmax", True))
    if key == "rate":
        measures = {"square": lambda: (rates ** 2).mean(), "absolute": lambda: rates.abs().mean(),
                    "population": lambda: rates.abs().sum(dim=-1).mean()}
        return measures[term.get("measure", "square")]()
    if key == "mean_rate":
        m = rates.mean(dim=(0, 1))
        return (m ** 2).mean() if term.get("norm", "l2") == "l2" else m.abs().mean()
    if key == "rate_sd":
        return rate_sd(rates, term.get("measure", "sd"))
    if key == "rate_cv":
        return rate_cv(rates, term.get("measure", "absolute"))
    if key == "state_prediction":
        lag = term.get("lag", 1)
        return ((rates[:, lag:] - rates[:, :-lag]) ** 2).mean()
    if key == "entropy":
        return entropy(rates, term.get("rate_cost", 10))
    if key == "hebbian":
        return hebbian(rates, second.weight)
    layers = {"input_weight": [first], "recurrent_weight": [second], "readout_weight": [third],
              "all_weights": [first, second, third]}[key]
    return weight_norm(layers, term.get("norm", "mean_square"))


def loss(network, outputs, rates, targets, mask):
    """The weighted sum of the terms that this program has. FACTS["left_out"] lists the others."""
    return sum(term["weight"] * term_value(term, network, outputs, rates, targets, mask)
               for term in FACTS["loss"] if term["weight"] != 0)


# -------------------------------------------------------------------------------------- the check


def difference(mine, theirs):
    return float((mine - theirs).abs().max() / max(1.0, float(theirs.abs().max())))


@torch.no_grad()
def check(network, arrays):
    """Holds the network against the playground: rates and outputs of some trials, and the loss."""
    trials = Trials(arrays)
    outputs, rates = network.run(trials.inputs)
    count = len(arrays["reference.rates"])
    rows = [("rates", difference(rates[:count], arrays["reference.rates"])),
            ("outputs", difference(outputs[:count], arrays["reference.outputs"]))]
    for term in FACTS["loss"]:
        if term["weight"] != 0:
            mine = term_value(term, network, outputs, rates, trials.targets, trials.mask)
            rows.append((term["name"], difference(mine, torch.tensor(term["reference"]))))
    for name, value in rows:
        print(f"{name:18} differs by {value:.1e}")
        assert value < TOLERANCE, f"{name} differs by {value:.3g} from the playground's"
    for name in FACTS["left_out"]:
        print(f"{name:18} is not part of this program's loss")
    print(f"The network is the playground's, to {TOLERANCE:g}.")


def optimiser(network):
    kind, rate = FACTS["optimiser"], FACTS["learning_rate"]
    classes = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW,
               "rmsprop": torch.optim.RMSprop}
    return classes[kind](network.parameters(), lr=rate)


def train(network, arrays, iterations):
    """Goes on training, with a fresh optimiser, on the trials that are in this file."""
    trials = Trials(arrays)
    steps = optimiser(network)
    for iteration in range(1, iterations + 1):
        inputs, targets, mask = trials.draw(FACTS["batch"])
        outputs, rates = network.run(inputs, noise=True)
        value = loss(network, outputs, rates, targets, mask)
        steps.zero_grad()
        value.backward()
        if FACTS["clip_norm"] > 0:
            torch.nn.utils.clip_grad_norm_(network.parameters(), FACTS["clip_norm"])
        steps.step()
        network.hold()
        if iteration % 10 == 0 or iteration == iterations:
            print(f"iteration {iteration}: loss {value.item():.5f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=int, default=0, metavar="N", help="iterations to train")
    options = parser.parse_args()
    arrays = unpack()
    network = Network(arrays)
    check(network, arrays)
    if options.train > 0:
        train(network, arrays, options.train)


DATA = """
@DATA@
"""

if __name__ == "__main__":
    sys.exit(main())
)python";

}  // namespace nn4n
