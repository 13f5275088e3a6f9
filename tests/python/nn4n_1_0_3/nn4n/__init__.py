"""A stand-in for NN4N 1.0.3: what the playground's Python program uses of it, and no more."""
from . import model
