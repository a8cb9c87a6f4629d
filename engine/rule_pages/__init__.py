"""Rules in words: one rule with all that belongs to it, and the whole rulebook as pages."""
