"""CTRNN as NN4N 1.0.3 behaves (time first, one alpha, the initial state among the parameters)."""
import torch
from torch import nn


class Recurrent(nn.Module):
    def __init__(self, inputs, units, alpha):
        super().__init__()
        self.activation = torch.relu
        self.preact_noise = self.postact_noise = 0
        self.alpha = alpha
        self.hidden_state = nn.Parameter(torch.zeros(units))
        self.input_layer = nn.Linear(inputs, units)
        self.hidden_layer = nn.Linear(units, units)

    def forward(self, x):
        v = self.hidden_state
        r, states = self.activation(v), []
        for u in x:
            v = (1 - self.alpha) * v + self.alpha * (self.hidden_layer(r) + self.input_layer(u))
            v = v + self.alpha * self.preact_noise * torch.randn_like(v)
            r = self.activation(v)
            r = r + self.postact_noise * torch.randn_like(r)
            states.append(r)
        return torch.stack(states)


class CTRNN(nn.Module):
    known = {"input_dim", "hidden_size", "output_dim", "tau", "dt", "activation", "preact_noise", "postact_noise",
             "init_state", "self_connections"}

    def __init__(self, **kwargs):
        super().__init__()
        assert set(kwargs) <= self.known, set(kwargs) - self.known
        assert kwargs["init_state"] == "learn" and kwargs["self_connections"]
        self.noise = kwargs["preact_noise"], kwargs["postact_noise"]
        self.recurrent_layer = Recurrent(kwargs["input_dim"], kwargs["hidden_size"], kwargs["dt"] / kwargs["tau"])
        self.readout_layer = nn.Linear(kwargs["hidden_size"], kwargs["output_dim"])

    def forward(self, x):
        states = self.recurrent_layer(x)
        return self.readout_layer(states), states

    def train(self):
        self.training = True
        self.recurrent_layer.preact_noise, self.recurrent_layer.postact_noise = self.noise

    def eval(self):
        self.training = False
        self.recurrent_layer.preact_noise = self.recurrent_layer.postact_noise = 0
