"""Structures of NN4N. The program only looks whether this module exists, as it does since 1.1."""
