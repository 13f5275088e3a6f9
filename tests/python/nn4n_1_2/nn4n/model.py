"""CTRNN as NN4N 1.2 behaves (batch first, masks source x target, alpha a vector, noise from train() on)."""
import torch
from torch import nn


class Linear(nn.Module):
    def __init__(self, sources, targets, bias, sparsity, ei):
        super().__init__()
        for mask in (sparsity, ei):
            assert mask is None or tuple(mask.shape) == (sources, targets), "masks are source x target"
        self.weight = nn.Parameter(torch.randn(targets, sources) / sources ** 0.5)
        self.bias = nn.Parameter(torch.zeros(targets), requires_grad=bias is not None)
        self.sparsity = None if sparsity is None else (sparsity.T != 0).float()
        self.sign = None if ei is None else torch.where(ei.T > 0, 1.0, -1.0)

    def forward(self, x):
        return x @ self.weight.T + self.bias

    @torch.no_grad()
    def enforce_constraints(self):
        if self.sparsity is not None:
            self.weight *= self.sparsity
        if self.sign is not None:
            self.weight.copy_(self.sign * (self.sign * self.weight).clamp(min=0))


class Recurrent(nn.Module):
    def __init__(self, dims, alpha, learn_alpha, biases, sparsity, ei):
        super().__init__()
        inputs, units, _ = dims
        self.activation = torch.relu
        self.preact_noise = self.postact_noise = 0
        vector = torch.full((units,), alpha)
        self.alpha = nn.Parameter(vector) if learn_alpha else vector
        self.input_layer = Linear(inputs, units, biases, sparsity[0], ei[0])
        self.hidden_layer = Linear(units, units, biases, sparsity[1], ei[1])

    def forward(self, x, init_state=None):
        v = torch.zeros(len(x), self.hidden_layer.bias.numel()) if init_state is None else init_state
        r, states = self.activation(v), []
        for t in range(x.shape[1]):
            drive = self.hidden_layer(r) + self.input_layer(x[:, t])
            v = (1 - self.alpha) * v + self.alpha * drive
            v = v + self.alpha * self.preact_noise * torch.randn_like(v)
            r = self.activation(v)
            r = r + self.postact_noise * torch.randn_like(r)
            states.append(r)
        return torch.stack(states, dim=1)


class CTRNN(nn.Module):
    known = {"dims", "tau", "dt", "activation", "biases", "preact_noise", "postact_noise", "sparsity_masks",
             "ei_masks", "learn_alpha", "suppress_warnings"}

    def __init__(self, **kwargs):
        super().__init__()
        assert set(kwargs) <= self.known, set(kwargs) - self.known
        dims, biases = kwargs["dims"], kwargs["biases"]
        sparsity, ei = kwargs["sparsity_masks"], kwargs["ei_masks"]
        self.noise = kwargs["preact_noise"], kwargs["postact_noise"]
        self.recurrent_layer = Recurrent(dims, kwargs["dt"] / kwargs["tau"], kwargs["learn_alpha"], biases,
                                         sparsity, ei)
        self.readout_layer = Linear(dims[1], dims[2], biases, sparsity[2], ei[2])

    def forward(self, x, init_state=None):
        if self.training:
            for layer in (self.recurrent_layer.input_layer, self.recurrent_layer.hidden_layer, self.readout_layer):
                layer.enforce_constraints()
        states = self.recurrent_layer(x, init_state)
        return self.readout_layer(states), {"h": states}

    def train(self):
        self.training = True
        self.recurrent_layer.preact_noise, self.recurrent_layer.postact_noise = self.noise

    def eval(self):
        self.training = False
        self.recurrent_layer.preact_noise = self.recurrent_layer.postact_noise = 0
