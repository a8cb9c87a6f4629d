"""A new rule begun: passage, rule, examples, and a measure for it, in the right files of a rulebook kept elsewhere."""
