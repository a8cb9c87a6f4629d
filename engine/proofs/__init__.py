"""Proofs about a rulebook, decided exactly over every complete profile, with a profile that shows each fault."""
