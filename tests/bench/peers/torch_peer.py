#!/usr/bin/env python3
"""The benchmark's training step as a plain PyTorch loop.

    torch_peer.py THREADS

Answers every line "UNITS TRIALS STEPS SECONDS" on standard input with the milliseconds of one step, the median over as
many as fit in the time (at least one). The network of the last line is kept and warm.
"""
import statistics
import sys
import time

import torch

CHANNELS = 3
ALPHA = 0.2


class Work:
    """Forward CTRNN (relu), squared error of all steps, backward through time, Adam, projection on a mask."""

    def __init__(self, units, trials, steps):
        torch.manual_seed(1)
        self.recurrent = (torch.randn(units, units) / units**0.5).requires_grad_()
        self.input = torch.randn(units, CHANNELS).requires_grad_()
        self.bias = torch.zeros(units, requires_grad=True)
        self.readout = (torch.randn(CHANNELS, units) / units**0.5).requires_grad_()
        self.readout_bias = torch.zeros(CHANNELS, requires_grad=True)
        self.mask = torch.ones(units, units)
        self.inputs = torch.randn(steps, trials, CHANNELS)
        self.targets = torch.randn(steps, trials, CHANNELS)
        self.weights = torch.ones(steps, trials, CHANNELS)
        parameters = [self.recurrent, self.input, self.bias, self.readout, self.readout_bias]
        self.optimiser = torch.optim.Adam(parameters, lr=1e-4)

    def step(self):
        drive = self.inputs @ self.input.t() + self.bias
        potential = torch.zeros(drive.shape[1], drive.shape[2])
        rate = torch.relu(potential)
        rates = []
        for now in drive:
            potential = (1 - ALPHA) * potential + ALPHA * (rate @ self.recurrent.t() + now)
            rate = torch.relu(potential)
            rates.append(rate)
        outputs = torch.stack(rates) @ self.readout.t() + self.readout_bias
        loss = (self.weights * (outputs - self.targets) ** 2).sum() / self.weights.sum()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        with torch.no_grad():
            self.recurrent *= self.mask


def milliseconds(work, seconds):
    taken = []
    end = time.perf_counter() + seconds
    while not taken or time.perf_counter() < end:
        start = time.perf_counter()
        work.step()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    print(f"PyTorch {torch.__version__}", flush=True)
    size = work = None
    for line in sys.stdin:
        *numbers, seconds = line.split()
        if numbers != size:
            size, work = numbers, Work(*map(int, numbers))
            work.step()
        print(milliseconds(work, float(seconds)), flush=True)


main()
