"""The machine: from a profile and a rulebook to a brief. It knows nothing of what the handbook says."""
