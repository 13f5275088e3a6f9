"""A stand-in for NeuroGym 2: trials of a decision with a period of fixation, of different lengths."""
import numpy as np


class Discrete:
    def __init__(self, n):
        self.n = n


class Decision:
    dt = 20
    action_space = Discrete(3)

    def __init__(self):
        self.unwrapped = self
        self.random = np.random.default_rng(1)

    def new_trial(self):
        fixation, stimulus, decision = 5, int(self.random.integers(5, 30)), 5
        choice = int(self.random.integers(1, 3))
        steps = fixation + stimulus + decision
        self.ob = np.zeros((steps, 3), np.float32)
        self.ob[:fixation + stimulus, 0] = 1
        self.ob[fixation:fixation + stimulus, choice] = 1
        self.ob[fixation:fixation + stimulus, 1:] += self.random.normal(0, 0.3, (stimulus, 2))
        self.gt = np.zeros(steps, int)
        self.gt[-decision:] = choice
        return {"ground_truth": choice}


class Dataset:
    def __init__(self, env, env_kwargs=None, batch_size=1, seq_len=None):
        assert env == "PerceptualDecisionMaking-v0" and env_kwargs == {"dt": 20}
        self.env = Decision()
