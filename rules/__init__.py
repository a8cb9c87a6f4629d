"""What follows from the answers: rule files in numbered strata, read in order. Data, no code."""
