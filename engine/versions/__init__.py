"""What changed between two versions of a rulebook, in meaning, and which stored profiles it touches."""
