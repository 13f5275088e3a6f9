"""A stand-in for NN4N 1.2: what the playground's Python program uses of it, and no more."""
from . import mask, model
