"""Checks of a rulebook as its authors write it; `lint` runs them, `codes` lists them."""
