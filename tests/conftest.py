"""For all tests: cycles are collected rarely, since looking through a rulebook's many objects takes a fifth of the time."""

import gc

gc.set_threshold(100_000, 20, 20)
